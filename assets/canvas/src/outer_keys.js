// Keys that are meant for no text: told to the window.
import { cardHeld, holdCard, letGo } from "./cards.js";
import { tell } from "./channel.js";
import { laid } from "./frames.js";
import { fieldOf, find, firstStop, isText } from "./page.js";
import { rowHeld } from "./rows.js";
import { state } from "./state.js";
import { begin, isEmpty } from "./welcome.js";
import { write } from "./writing.js";

const KEYS = { ArrowUp: "previous", ArrowDown: "next", Escape: "escape", Enter: "enter", F2: "enter" };
// What the window leaves to a text, for it thinks that one is written in: it may have been left just now. What takes
// out, Delete and Ctrl+X, it always leaves to the page.
const LEFT = { Delete: "delete", "Mod-v": "paste", "Mod-c": "copy", "Mod-x": "cut", "Mod-z": "undo", "Mod-y": "redo", "Mod-Shift-z": "redo" };

/** Act on a key; whether it means something. */
export function outerKey(event) {
  const { key, altKey, shiftKey } = event, control = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const act = LEFT[`${control ? "Mod-" : ""}${shiftKey ? "Shift-" : ""}${letter}`];
  if ((act === "delete" || act === "cut") && (cardHeld() || rowHeld())) return true; // meant is the byline, not the story
  if (act) tell("act", { act });
  else if (key === "/" && !control) return insert();
  else if (!KEYS[key] || control || shiftKey) return false;
  else if (KEYS[key] === "enter") enter();
  else if (key !== "Escape" || !letGo()) tell("key", { key: KEYS[key] });
  return true;
}

function enter() {
  const first = firstStop(find(state.block));
  if (isEmpty()) begin();
  else if (!first) tell("key", { key: "enter" });
  else if (isText(first)) write(state.block, fieldOf(first), "end");
  else holdCard(state.block, fieldOf(first));
}

/** Offer what goes in below the selected block. */
function insert() {
  const at = laid().plus.selected;
  if (isEmpty()) begin();
  else if (at && find(state.block)) tell("insert", { block: state.block, above: false, x: at[0], y: at[1] });
  else return false;
  return true;
}
