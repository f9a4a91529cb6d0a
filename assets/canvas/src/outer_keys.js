// Keys that are meant for no text: told to the window.
import { tell } from "./channel.js";
import { laid } from "./frames.js";
import { find } from "./page.js";
import { state } from "./state.js";
import { begin, isEmpty } from "./welcome.js";
import { write } from "./writing.js";

const KEYS = { ArrowUp: "previous", ArrowDown: "next", Escape: "escape", Enter: "enter", F2: "enter" };
// What the window leaves to a text, for it thinks that one is written in: it may have been left just now.
const LEFT = { Delete: "delete", "Mod-v": "paste", "Mod-c": "copy", "Mod-x": "cut", "Mod-z": "undo", "Mod-y": "redo", "Mod-Shift-z": "redo" };

/** Act on a key; whether it means something. */
export function outerKey(event) {
  const { key, altKey, shiftKey } = event, control = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const act = LEFT[`${control ? "Mod-" : ""}${shiftKey ? "Shift-" : ""}${letter}`];
  if (act) tell("act", { act });
  else if (key === "/" && !control) return insert();
  else if (!KEYS[key] || control || shiftKey) return false;
  else if (KEYS[key] === "enter") enter();
  else tell("key", { key: KEYS[key] });
  return true;
}

function enter() {
  const first = find(state.block)?.querySelector("[data-edit]");
  if (isEmpty()) begin();
  else if (first) write(state.block, first.dataset.edit, "end");
  else tell("key", { key: "enter" });
}

/** Offer what goes in below the selected block. */
function insert() {
  const at = laid().plus.selected;
  if (isEmpty()) begin();
  else if (at && find(state.block)) tell("insert", { block: state.block, above: false, x: at[0], y: at[1] });
  else return false;
  return true;
}
