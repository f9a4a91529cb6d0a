// Blocks arranged where they stand: several chosen at once, one taken up by its handle, new ones put between them.
import { tell } from "./channel.js";
import { follow, hoveredBlock, lay, own, putAt, shadow } from "./frames.js";
import { blockOf, find } from "./page.js";
import { state } from "./state.js";

const FAR = 5; // pixels that a press must move to be a drag
const top = shadow.querySelector(".plus.first");
let chosen = [];
let pressed = null;

/** Frame the other blocks that are chosen beside the selected one. */
export function choose(ids) {
  chosen = ids;
  layChosen();
}

/** Put those frames where their blocks now are. */
function layChosen() {
  const wanted = chosen.filter((id) => id !== state.block).map(find).filter(Boolean);
  const frames = [...shadow.querySelectorAll(".also")];
  while (frames.length > wanted.length) frames.pop().remove();
  while (frames.length < wanted.length) {
    const made = document.createElement("div");
    made.className = "also";
    shadow.append(made);
    frames.push(made);
  }
  wanted.forEach((block, n) => lay(frames[n], block));
}

/** A place to insert above the first block, too, when that is looked at. */
function layTop() {
  const first = document.querySelector("[data-block]");
  const shown = first && (first === hoveredBlock() || first.dataset.block === state.block);
  top.style.display = shown ? "grid" : "none";
  if (!shown) return;
  const at = first.getBoundingClientRect();
  putAt(top, at.left + scrollX + at.width / 2, at.top + scrollY - 13 * state.tools);
}

/** A click with Ctrl or Shift chooses one more block, or all up to it; whether it was one. */
export function extended(event) {
  const block = blockOf(event.target)?.dataset.block;
  if (!block || !extending(event)) return false;
  tell("extend", { block, through: event.shiftKey });
  return true;
}

/** Whether a press of the mouse begins such a click: then no words are to be selected on the way. */
export const extending = (event) => !own(event) && (event.ctrlKey || event.metaKey || event.shiftKey);

/** The window's drag is over: the page never sees the button let go. */
export function dropped() {
  pressed = null;
}

shadow.addEventListener("click", (event) => {
  const plus = event.target.closest("[data-insert]");
  if (!plus) return;
  const { insert } = plus.dataset;
  const block = { selected: state.block, hovered: hoveredBlock()?.dataset.block };
  const at = plus.getBoundingClientRect();
  tell("insert", {
    block: block[insert] ?? document.querySelector("[data-block]").dataset.block, above: insert === "first",
    x: at.left + at.width / 2, y: at.top + at.height / 2,
  });
});

shadow.addEventListener("mousedown", (event) => {
  const held = event.button === 0 && event.target.closest("[data-drag]");
  if (!held) return;
  const block = held.dataset.drag === "selected" ? state.block : hoveredBlock()?.dataset.block;
  if (block) pressed = { x: event.clientX, y: event.clientY, block };
});

document.addEventListener("mousemove", (event) => {
  if (!pressed) return;
  if (!(event.buttons & 1)) return dropped();
  if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
  tell("drag", { block: pressed.block });
  dropped();
}, true);
document.addEventListener("mouseup", dropped, true);
follow(layChosen);
follow(layTop);
