// Keys that were typed before their text was there to take them: what the browser would have done with them is done here.
import { Selection, TextSelection } from "prosemirror-state";
import { tell } from "./channel.js";
import { hold, resume } from "./writing.js";

const CLIPBOARD = { v: "paste", c: "copy", x: "cut", "Shift-v": "plain" };
const PATIENCE = 1000; // ms, after which keys wait no longer for what may not come
const MOVES = {
  ArrowLeft: ["left", "character", "word"], ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "paragraph"], ArrowDown: ["forward", "line", "paragraph"],
  Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"],
};
const ENDS = { Home: "atStart", End: "atEnd" };
const LONGEST = 64; // characters within which one that is written with several of them begins and ends
const signs = new Intl.Segmenter();

/** Type waiting keys while `holds`; those left over, because one led elsewhere, go to `pass`. */
export function replay(view, keys, holds, pass) {
  while (keys.length && holds()) press(view, keys.shift());
  if (keys.length) pass(keys);
}

function press(view, key) {
  const control = key.ctrlKey || key.metaKey, letter = `${key.shiftKey ? "Shift-" : ""}${key.key.toLowerCase()}`;
  const act = control && !key.altKey && CLIPBOARD[letter];
  if (act) {
    hold(); // only the browser reaches the clipboard, and what was typed after it comes after it
    setTimeout(resume, PATIENCE);
    tell("clip", { act });
    return;
  }
  if (control && letter === "a") {
    const { doc, tr } = view.state;
    view.dispatch(tr.setSelection(between(doc, 0, doc.content.size)));
    return;
  }
  const event = new KeyboardEvent("keydown", key);
  if (view.someProp("handleKeyDown", (handle) => handle(view, event)) || key.altKey) return;
  if (MOVES[key.key]) move(view, key.key, control, key.shiftKey);
  else if (key.key === "Backspace" || key.key === "Delete") erase(view, key.key === "Backspace", control);
  else if ([...signs.segment(key.key)].length === 1 && !control) type(view, key.key);
}

function type(view, words) {
  const { from, to } = view.state.selection, text = () => view.state.tr.insertText(words, from, to);
  if (!view.someProp("handleTextInput", (handle) => handle(view, from, to, words, text))) view.dispatch(text());
}

/** Move the caret, or with `extend` the end of what is selected, as the browser does. */
function move(view, key, control, extend) {
  const { tr, doc, selection } = view.state, [way, by, further] = MOVES[key];
  if (control && ENDS[key]) {
    const to = Selection[ENDS[key]](doc);
    view.dispatch(tr.setSelection(extend ? between(doc, selection.anchor, to.head) : to));
    return;
  }
  getSelection().modify(extend ? "extend" : "move", way, control && further ? further : by);
  view.domObserver.flush();
}

const between = (doc, anchor, head) => TextSelection.between(doc.resolve(anchor), doc.resolve(head));

/** Take out what is selected, else the sign or the word before the caret, or after it. */
function erase(view, back, word) {
  const { $head, empty } = view.state.selection;
  if (empty && word) move(view, back ? "ArrowLeft" : "ArrowRight", true, true);
  const { selection, tr } = view.state;
  if (!selection.empty) view.dispatch(tr.deleteSelection().scrollIntoView());
  else if (!word) {
    const beside = back ? before($head) : after($head);
    const from = back ? $head.pos - beside : $head.pos;
    if (beside) view.dispatch(tr.delete(from, from + beside).scrollIntoView());
  }
}

const words = ({ parent }, from, to) => parent.textBetween(from, to, null, "\ufffc");

function before($at) {
  const text = words($at, Math.max(0, $at.parentOffset - LONGEST), $at.parentOffset);
  return [...signs.segment(text)].at(-1)?.segment.length ?? 0;
}

function after($at) {
  const text = words($at, $at.parentOffset, Math.min($at.parent.content.size, $at.parentOffset + LONGEST));
  return [...signs.segment(text)][0]?.segment.length ?? 0;
}
