// A text that is written in where it stands: asked of the window, mounted on its slot, told with every change, let go.
//
// There is one at most. Its block is not swapped while it is written in: what differs around the text is brought up to
// date, and the newest HTML is kept for when it ends.
import { EditorState, Selection, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { tell } from "./channel.js";
import { makeRoom } from "./frames.js";
import { morph, sameWay } from "./morph.js";
import { changed, setWriting, writing } from "./now.js";
import { outerKey } from "./outer_keys.js";
import { find, reveal, slotIn } from "./page.js";
import { read, write as written } from "./prose_html.js";
import { lineSchema, proseSchema } from "./schema.js";
import { wear } from "./slot_style.js";
import { TypingSteps } from "./typing_steps.js";
import { replay } from "./waiting_keys.js";
import { copied, pasted } from "./clipboard.js";
import { handleKey, plugins } from "./writing_keys.js";

let asked = null; // what the window was asked for, and the keys typed since
let held = null; // keys typed since the window was asked for something that comes before them

/** Where keys wait, typed before the text is there to take them. */
export const waitingKeys = () => asked?.keys ?? held;

/** Have keys wait until the window has done what it was told. */
export function hold() {
  held ??= [];
}

/** The window has done it: what was typed since is typed now. */
export function resume() {
  const keys = held ?? [];
  held = null;
  if (asked) asked.keys.push(...keys);
  else if (writing()) type(keys);
  else passOn(keys);
}

/** How to find what must stay where it is while all else changes: the text that is written in, or will be. */
export function anchor() {
  const { block, field } = writing() ?? asked ?? { block: "", field: "" };
  return () => slotIn(find(block), field);
}

/** Ask to write in a field. `at`: `start`, `end`, `all`, `change`, a `caret`, or `points` from the slot's corner, one or two. */
export function write(block, field, at = "end") {
  const mounted = writing();
  if (mounted?.block === block && mounted.field === field) {
    place(at);
    return;
  }
  const slot = slotIn(find(block), field);
  if (!slot) return;
  leave();
  asked = { block, field, at, keys: [] };
  tell("enter", { block, field, slot: Number(slot.dataset.slot ?? -1) });
}

/** Begin writing: the window's answer to `enter`, with value, kind, styles and what else the text needs to know. */
export function edit(given) {
  const how = asked?.block === given.block && asked.field === given.field ? asked : { at: "end", keys: [] };
  leave();
  asked = null;
  const block = find(given.block), slot = slotIn(block, given.field);
  if (!slot) {
    tell("left", { block: given.block, field: given.field });
    return;
  }
  const newest = block.cloneNode(true);
  const schema = given.kind === "prose" ? proseSchema : lineSchema;
  wear(given.styles);
  const now = { ...given, schema, newest, around: around(newest, given.field), seq: 0, unsent: false, steps: new TypingSteps() };
  setWriting(now);
  mount(slot, EditorState.create({ doc: read(given.was ?? given.value, schema), plugins: plugins(now) }));
  place(how.at);
  if (given.was !== undefined) show(given.value, true);
  type(how.keys);
  changed();
}

/** End writing; what was written stays. */
export function leave() {
  asked = null;
  if (!writing()) return;
  flush();
  const { view, slot, newest, block, field } = writing();
  setWriting(null);
  view.destroy();
  const element = find(block), fresh = slotIn(newest, field);
  delete slot.dataset.writing;
  makeRoom(false);
  if (element && fresh && sameWay(element, slot, newest, fresh)) {
    morph(element, newest, [slot, fresh]);
    slot.replaceWith(fresh);
  } else element?.replaceWith(newest);
  wear({});
  changed();
  tell("left", { block, field });
}

/** Show a value that came about elsewhere; not when something newer is on its way from here. */
export function value(given) {
  const mounted = writing();
  if (mounted?.block !== given.block || mounted.field !== given.field || given.seen < mounted.seq) return;
  show(given.value, given.caret);
}

/** Keep the newest HTML of the block that is written in, bringing up to date what is around the text. */
export function keep(id, fresh) {
  const mounted = writing();
  if (mounted?.block !== id) return false;
  const slot = slotIn(fresh, mounted.field);
  mounted.newest = fresh;
  const now = slot ? around(fresh, mounted.field) : mounted.around;
  if (now === mounted.around) return true;
  mounted.around = now;
  const block = find(id), shown = fresh.cloneNode(true), shownSlot = slotIn(shown, mounted.field);
  if (block.contains(mounted.slot) && sameWay(block, mounted.slot, shown, shownSlot)) {
    morph(block, shown, [mounted.slot, shownSlot]);
  } else {
    const { state } = mounted.view, had = mounted.view.hasFocus();
    mounted.view.destroy();
    block.replaceWith(shown);
    mount(shownSlot, state);
    if (had) mounted.view.focus();
  }
  return true;
}

/** Tell what is not told yet: a word that is still being composed, for one. */
export function flush() {
  const mounted = writing();
  if (mounted?.unsent) send("", mounted.steps.groupOf(mounted.unsent));
}

function type(keys) {
  const now = writing();
  replay(now.view, keys, () => writing() === now && !waitingKeys(), passOn);
}

/** Keys that their text did not take, because it was left or another is coming. */
function passOn(keys) {
  while (keys.length && !waitingKeys()) outerKey(keys.shift());
  waitingKeys()?.push(...keys);
}

function mount(slot, state) {
  const mounted = writing();
  slot.dataset.writing = mounted.kind;
  slot.removeAttribute("data-ghost");
  slot.querySelectorAll("[data-ghost]").forEach((ghost) => ghost.removeAttribute("data-ghost"));
  mounted.slot = slot;
  mounted.view = new EditorView({ mount: slot }, {
    state,
    attributes: (now) => ({
      role: "textbox", "aria-label": mounted.label, "aria-multiline": String(mounted.kind === "prose"), spellcheck: "true",
      ...(mounted.kind === "line" && !now.doc.content.size ? { "data-ghost": mounted.ghost } : {}),
    }),
    dispatchTransaction: dispatch,
    handleDOMEvents: { copy: copied, cut: copied, compositionend: () => { setTimeout(flush, 80); return false; } },
    handleKeyDown: handleKey,
    handlePaste: pasted,
    handleDrop: () => true, // what is dropped comes in by the window
    nodeViews: { paragraph: line },
  });
}

/** A paragraph in a list's item is the item's own text, as in canonical prose. */
function line(node, view, position) {
  const above = view.state?.doc.resolve(position()).parent.type.name;
  const dom = document.createElement(above === "list_item" ? "composer-line" : "p");
  return { dom, contentDOM: dom };
}

function dispatch(transaction) {
  const mounted = writing();
  const { view } = mounted, was = span(view.state.selection);
  view.updateState(view.state.apply(transaction));
  if (transaction.docChanged && !transaction.getMeta("shown")) {
    makeRoom(true);
    mounted.was ??= was;
    if (view.composing) mounted.unsent = transaction;
    else send(transaction.getMeta("step") ?? "", mounted.steps.groupOf(transaction));
  } else if (transaction.selectionSet && !transaction.docChanged) mounted.steps.end();
  changed();
}

function send(step, group) {
  const mounted = writing();
  mounted.unsent = false;
  if (step) mounted.steps.end();
  const { block, field, schema, view } = mounted;
  const carets = [mounted.was, span(view.state.selection)];
  mounted.was = null;
  tell("typed", { block, field, seq: ++mounted.seq, value: written(view.state.doc, schema), step, group, carets });
}

const span = ({ anchor, head }) => [anchor, head];

/** The selection of a span, or the nearest there is to it. */
function across(doc, span) {
  return TextSelection.between(...span.map((at) => doc.resolve(Math.min(at, doc.content.size))));
}

/** Change what differs, and with `caret` go where it does, or to the selection that it is. */
function show(text, caret) {
  const mounted = writing();
  const { view, schema } = mounted, { doc, tr } = view.state, next = read(text, schema);
  const start = doc.content.findDiffStart(next.content);
  if (start === null) {
    if (Array.isArray(caret)) view.dispatch(tr.setSelection(across(doc, caret)).scrollIntoView());
    return;
  }
  let { a: end, b: nextEnd } = doc.content.findDiffEnd(next.content);
  const overlap = start - Math.min(end, nextEnd);
  if (overlap > 0) end += overlap, nextEnd += overlap;
  try {
    tr.replace(start, end, next.slice(start, nextEnd));
    if (!tr.doc.eq(next)) throw new RangeError("not the same");
  } catch {
    tr.replaceWith(0, tr.doc.content.size, next.content);
  }
  const near = () => Selection.near(tr.doc.resolve(Math.min(nextEnd, tr.doc.content.size)), -1);
  if (caret) tr.setSelection(Array.isArray(caret) ? across(tr.doc, caret) : near()).scrollIntoView();
  mounted.steps.end();
  view.dispatch(tr.setMeta("shown", true));
}

function place(at) {
  const mounted = writing();
  const { view, slot } = mounted, { doc, tr } = view.state;
  view.focus();
  const corner = slot.getBoundingClientRect();
  const positions = at.points?.map(([x, y]) => view.posAtCoords({ left: corner.left + x, top: corner.top + y })?.pos ?? doc.content.size);
  let selection = at === "start" ? Selection.atStart(doc) : Selection.atEnd(doc);
  if (at === "all") selection = TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size));
  if (positions) selection = TextSelection.between(doc.resolve(positions[0]), doc.resolve(positions.at(-1)));
  if (at.caret) view.dispatch(tr.setSelection(across(doc, at.caret)).scrollIntoView());
  else if (at !== "change") view.dispatch(tr.setSelection(selection));
  if (!at.points && !at.caret) reveal(slot, false);
}

/** A block's HTML without the text itself: as long as it is the same, nothing around the text has changed. */
function around(block, field) {
  const slot = slotIn(block, field), held = [...slot.childNodes], ghost = slot.dataset.ghost;
  slot.replaceChildren();
  delete slot.dataset.ghost;
  const html = block.outerHTML;
  slot.append(...held);
  if (ghost !== undefined) slot.dataset.ghost = ghost;
  return html;
}
