// What stands for a field that is no text, such as a byline or a row of names: framed under the mouse, reached by Tab
// as texts are, and opened in a card that the window lays beside it.
import { tell } from "./channel.js";
import { follow, lay, own, place, shadow } from "./frames.js";
import { blockOf, cardIn, cardOf, find, fieldOf, isText, reveal, stopAfter } from "./page.js";
import { leave, write } from "./writing.js";

const tag = shadow.querySelector(".tag");
const spot = shadow.querySelector(".spot");
let held = null; // what the spot has the keyboard for: block and field
let hovered = null;

/** Open the card of what stands for a field. */
export function openCard(element) {
  leave();
  tell("card", { block: blockOf(element).dataset.block, field: fieldOf(element) });
}

/** Bring what stands for a field into view and tell where it is; where nothing does, the tag of the selected block. */
export function locateCard(block, field) {
  const element = cardIn(find(block), field);
  if (element) element.scrollIntoView({ block: "nearest", behavior: "instant" });
  else reveal(find(block), false);
  const { left: x, top: y, width, height } = (element ?? tag).getBoundingClientRect();
  tell("located", { block, field, x, y, width, height });
}

/** Give the keyboard to what stands for a field, if anything does. */
export function holdCard(block, field) {
  if (!cardIn(find(block), field)) return;
  held = { block, field };
  place();
  if (spot.style.display === "block") spot.focus({ preventScroll: true });
}

/** Let go of the keyboard, if a spot has it; whether one had. */
export function letGo() {
  const had = shadow.activeElement === spot;
  if (had) spot.blur();
  return had;
}

/** Go on to the next thing that can be edited, or back: a text is written in, anything else waits for Enter. */
export function goOn(element, step) {
  const next = stopAfter(element, step);
  if (!next) return true;
  const [block, field] = [blockOf(next).dataset.block, fieldOf(next)];
  if (isText(next)) write(block, field, step > 0 ? "start" : "end");
  else {
    leave();
    tell("click", { block, field });
    cardIn(find(block), field)?.scrollIntoView({ block: "nearest", behavior: "instant" });
    holdCard(block, field);
  }
  return true;
}

/** What the spot has the keyboard for, for who asks. */
export const cardHeld = () => (shadow.activeElement === spot && held?.field) || "";

function layCard() {
  const shown = held ? cardIn(find(held.block), held.field) : hovered?.isConnected ? hovered : null;
  if (lay(spot, shown)) spot.setAttribute("aria-label", `Edit: ${shown.dataset.label ?? shown.textContent.trim().slice(0, 60)}`);
}

spot.addEventListener("click", () => {
  const element = held && cardIn(find(held.block), held.field);
  if (element) openCard(element);
});

spot.addEventListener("blur", () => {
  if (shadow.activeElement === spot) return; // it is the window that something else is in front of
  held = null;
  place();
});

spot.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const element = held && cardIn(find(held.block), held.field);
  if (element) goOn(element, event.shiftKey ? -1 : 1);
});

document.addEventListener("mousemove", (event) => {
  if (own(event)) return;
  const over = cardOf(event.target);
  if (over === hovered) return;
  hovered = over;
  place();
}, true);
document.addEventListener("mouseleave", (event) => {
  if (event.relatedTarget || !hovered) return;
  hovered = null;
  place();
}, true);

follow(layCard);
