// What can be done to prose besides marks: kinds of paragraphs, lists and their levels, quotations.
import { chainCommands, lift, setBlockType, splitBlockAs, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { tell } from "./channel.js";
import { LIST_LEVELS, proseSchema } from "./schema.js";

const { list_item: item, paragraph, heading, blockquote } = proseSchema.nodes;

/** A command as a step of that name. */
export const named = (step, command) => (state, dispatch, view) =>
  command(state, dispatch && ((transaction) => dispatch(transaction.setMeta("step", step))), view);

/** Put a mark on what is selected, or take it off. */
export const setMark = (step, name) => named(step, toggleMark(proseSchema.marks[name]));

/** Whether a mark is anywhere on what is selected, or on what would be typed. */
export function has({ doc, selection, storedMarks }, name) {
  const type = proseSchema.marks[name], { from, to, empty, $from } = selection;
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

/** How many lists the selection is in. */
export function levels({ $from }) {
  let found = 0;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === item) found++;
  return found;
}

export const listAround = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === item) return $from.node(depth - 1);
  return null;
};

export const inQuote = ({ $from }) => $from.node(1)?.type === blockquote;

/** Make the paragraphs text or heading; they leave lists and quotations first. */
export const setKind = (step, name, attributes = null) => named(step, (state, dispatch, view) => {
  if (setBlockType(proseSchema.nodes[name], attributes)(state)) return setBlockType(proseSchema.nodes[name], attributes)(state, dispatch);
  return outOf(view) && setBlockType(proseSchema.nodes[name], attributes)(view.state, dispatch);
});

/** Text becomes a heading, a heading a smaller one, that one text again. */
export const nextHeading = (state, dispatch, view) => {
  const { parent } = state.selection.$from;
  if (parent.type !== heading) return setKind("Heading", "heading", { level: 3 })(state, dispatch, view);
  return (parent.attrs.level === 3 ? setKind("Small heading", "heading", { level: 4 }) : setKind("Plain text", "paragraph"))(state, dispatch, view);
};

/** Lift what the selection is in, level by level, until it stands by itself. */
function outOf(view) {
  for (let level = 0; level <= LIST_LEVELS && view.state.selection.$from.depth > 1; level++) {
    const done = liftListItem(item)(view.state, view.dispatch) || lift(view.state, view.dispatch);
    if (!done) return false;
  }
  return true;
}

/** Make a list, or another kind of it, or text again. */
export const toggleList = (step, name) => named(step, (state, dispatch, view) => {
  const type = proseSchema.nodes[name], list = listAround(state.selection);
  if (list?.type === type) return liftListItem(item)(state, dispatch);
  if (list) {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      if ($from.node(depth) === list) dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
    }
    return true;
  }
  if (wrapInList(type)(state)) return wrapInList(type)(state, dispatch);
  setBlockType(paragraph)(view.state, view.dispatch);
  if (inQuote(view.state.selection)) outOf(view);
  return wrapInList(type)(view.state, dispatch);
});

export const toggleQuote = named("Quote", (state, dispatch, view) => {
  if (inQuote(state.selection)) return lift(state, dispatch);
  if (listAround(state.selection)) outOf(view);
  setBlockType(paragraph)(view.state, view.dispatch);
  return wrapIn(blockquote)(view.state, dispatch);
});

export const indent = named("Indent", (state, dispatch) =>
  levels(state.selection) > 0 && levels(state.selection) < LIST_LEVELS && sinkListItem(item)(state, dispatch));

export const outdent = named("Outdent", (state, dispatch) => levels(state.selection) > 0 && liftListItem(item)(state, dispatch));

/** Out of what an empty or first paragraph is in, by one step: the level above, text after a heading or quotation. */
export const stepOut = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  if ($from.parent.type === heading) return setBlockType(paragraph)(state, dispatch);
  if (levels(state.selection) && $from.index(-1) === 0) return liftListItem(item)(state, dispatch);
  return inQuote(state.selection) && $from.index(1) === 0 && lift(state, dispatch, view);
};

const leaveEmpty = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.content.size) return false;
  return stepOut(state, dispatch, view) || (inQuote(state.selection) && lift(state, dispatch));
};

/** A new paragraph or item; out of an empty one; text after a heading. */
export const enterInProse = chainCommands(leaveEmpty, splitListItem(item), splitBlockAs((node, atEnd) =>
  atEnd && node.type === heading ? { type: paragraph } : null));

/** Offer merge tags where the caret is. */
export const askTag = ({ tr }, dispatch) => {
  dispatch?.(tr.insertText("[["));
  return true;
};

/** Have the link that the caret is in opened. */
export const openLink = (state, dispatch) => {
  const { href } = linkAround(state, state.selection.head);
  if (href && dispatch) tell("follow", { address: href });
  return true;
};

/** Take away the links that are selected, or the one that the caret is in. */
export const unlink = (state, dispatch) => {
  const { empty, from, to } = state.selection, found = empty ? linkAround(state, from) : { from, to };
  dispatch?.(state.tr.removeMark(found.from, found.to, proseSchema.marks.a).setMeta("step", "Remove link"));
  return true;
};

/** The whole link that a place is in; the place itself where there is none. */
export function linkAround({ doc }, at) {
  const $at = doc.resolve(at), { parent } = $at;
  let found = { from: at, to: at, href: "" };
  parent.forEach((node, offset) => {
    const from = $at.start() + offset, to = from + node.nodeSize;
    const href = node.marks.find((mark) => mark.type.name === "a")?.attrs.href;
    if (href && from <= found.to && to >= found.from && (from <= at && at <= to || found.href === href)) {
      found = { from: found.href === href ? Math.min(from, found.from) : from, to, href };
    }
  });
  return found;
}
