// The keys of a text that is written in, and what stands by while it is.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import { keydownHandler, keymap } from "prosemirror-keymap";
import { Selection } from "prosemirror-state";
import { goOn } from "./cards.js";
import { tell } from "./channel.js";
import { writing } from "./now.js";
import { blockOf, slotAfter } from "./page.js";
import { chosen } from "./chosen.js";
import { askLink } from "./link_box.js";
import { pickerKey } from "./picker.js";
import { askTag, enterInProse, indent, openLink, outdent, setKind, setMark, stepOut, toggleList, toggleQuote, unlink } from "./prose_commands.js";
import { lineSchema, proseSchema } from "./schema.js";
import { ghosts } from "./ghosts.js";
import { lookedAt } from "./spelling.js";
import { goToBar } from "./toolbar.js";
import { typingRules } from "./typing_rules.js";
import { hold, leave, write } from "./writing.js";

const climb = () => {
  leave();
  return true;
};
const act = (name) => () => {
  hold();
  tell("act", { act: name });
  return true;
};

/** Go to the text so many further on; where there is none, stay. */
function go(steps, { inside = false, at = steps > 0 ? "start" : "end" } = {}) {
  const slot = slotAfter(writing().slot, steps, inside);
  if (slot) write(blockOf(slot).dataset.block, slot.dataset.edit, at);
  return true;
}

/** At an edge of the text an arrow goes on to the next one. */
const over = (steps, side) => (state, dispatch, view) => {
  const { $head, empty } = state.selection;
  if (!empty || !view.endOfTextblock(side)) return false;
  const edge = $head.depth && state.doc.resolve(steps > 0 ? $head.after() : $head.before());
  return edge && Selection.findFrom(edge, steps) ? false : go(steps);
};

const COMMON = {
  Escape: climb,
  Tab: () => goOn(writing().slot, 1),
  "Shift-Tab": () => goOn(writing().slot, -1),
  ArrowDown: over(1, "down"),
  ArrowRight: over(1, "right"),
  ArrowUp: over(-1, "up"),
  ArrowLeft: over(-1, "left"),
  "Mod-z": act("undo"),
  "Mod-y": act("redo"),
  "Mod-Shift-z": act("redo"),
  "Mod-Shift-m": askTag,
};

const LINE = { ...COMMON, Backspace: undoInputRule, Enter: () => go(1, { inside: true }), "Shift-Enter": () => true };

const lineBreak = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(proseSchema.nodes.hard_break.create()).scrollIntoView());
  return true;
};

const PROSE = {
  ...COMMON,
  Enter: enterInProse,
  "Shift-Enter": lineBreak,
  "Mod-Enter": lineBreak,
  Backspace: chainCommands(undoInputRule, stepOut),
  Tab: chainCommands(indent, COMMON.Tab),
  "Shift-Tab": chainCommands(outdent, COMMON["Shift-Tab"]),
  "Mod-]": indent,
  "Mod-[": outdent,
  "Mod-b": setMark("Bold", "strong"),
  "Mod-i": setMark("Italic", "em"),
  "Mod-u": setMark("Underline", "u"),
  "Mod-Shift-x": setMark("Strike through", "s"),
  "Mod-Shift-c": setMark("Code", "code"),
  "Mod-k": askLink,
  "Mod-Shift-o": openLink,
  "Mod-Shift-k": unlink,
  "Alt-F10": goToBar,
  "Mod-Alt-1": setKind("Heading", "heading", { level: 3 }),
  "Mod-Alt-2": setKind("Small heading", "heading", { level: 4 }),
  "Mod-Alt-3": setKind("Small heading", "heading", { level: 4 }),
  "Mod-Alt-0": setKind("Plain text", "paragraph"),
  "Mod-Shift-7": toggleList("Numbered list", "ordered_list"),
  "Mod-Shift-8": toggleList("List", "bullet_list"),
  "Mod-Shift-9": toggleQuote,
};

const handlers = new Map([[lineSchema, keydownHandler(LINE)], [proseSchema, keydownHandler(PROSE)]]);

export function handleKey(view, event) {
  view.domObserver.flush(); // where the last key moved the caret, before the browser gets round to saying so
  view.input.lastFocus = 0; // else Home, soon after the text got the keyboard, is taken for a slip of the browser's
  return pickerKey(event) || handlers.get(view.state.schema)(view, event);
}

export function plugins(now) {
  return [typingRules(now), ...(now.kind === "prose" ? [keymap(baseKeymap), chosen()] : []), ghosts(now), lookedAt()];
}
