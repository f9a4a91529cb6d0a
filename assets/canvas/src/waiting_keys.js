// Keys that were typed before their text was there to take them.
import { tell } from "./channel.js";
import { hold, resume } from "./writing.js";

const CLIPBOARD = { v: "paste", c: "copy", x: "cut", "Shift-v": "plain" };
const PATIENCE = 1000; // ms, after which keys wait no longer for what may not come

/** Type waiting keys while `holds`; those left over, because one led elsewhere, go to `pass`. */
export function replay(view, keys, holds, pass) {
  while (keys.length && holds()) press(view, keys.shift());
  if (keys.length) pass(keys);
}

function press(view, key) {
  const letter = `${key.shiftKey ? "Shift-" : ""}${key.key.toLowerCase()}`;
  const act = (key.ctrlKey || key.metaKey) && !key.altKey && CLIPBOARD[letter];
  if (act) {
    hold(); // only the browser reaches the clipboard, and what was typed after it comes after it
    setTimeout(resume, PATIENCE);
    tell("clip", { act });
    return;
  }
  const event = new KeyboardEvent("keydown", key);
  if (view.someProp("handleKeyDown", (handle) => handle(view, event))) return;
  const { from, to } = view.state.selection;
  const typed = key.key.length === 1 || [...key.key].length === 1;
  if (typed && !key.ctrlKey && !key.metaKey && !key.altKey) {
    const text = () => view.state.tr.insertText(key.key, from, to);
    if (!view.someProp("handleTextInput", (handle) => handle(view, from, to, key.key, text))) view.dispatch(text());
  } else if (key.key === "Backspace" && from > 0) {
    view.dispatch(view.state.tr.delete(from === to ? from - 1 : from, to));
  } else if (key.key === "Delete" && to < view.state.doc.content.size) {
    view.dispatch(view.state.tr.delete(from, from === to ? to + 1 : to));
  }
}
