// What the person does with mouse and keys outside of a text, told to the window; and how a text is entered.
import { extended, extending } from "./arrange.js";
import { openCard } from "./cards.js";
import { tell } from "./channel.js";
import { hoveredBlock, hoverOver, makeRoom, own, place, shadow } from "./frames.js";
import { writing } from "./now.js";
import { outerKey } from "./outer_keys.js";
import { blockOf, cardOf, fieldOf, fixedOf, slotOf } from "./page.js";
import { state } from "./state.js";
import { leave, waitingKeys, write } from "./writing.js";

const NEAR = 4; // pixels within which the pointer was not drawn over anything
const on = (name, act) => document.addEventListener(name, act, true);
let pressed = null;

shadow.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const at = button.getBoundingClientRect(); // a press of Enter is nowhere
  tell("act", { act: button.dataset.act, x: at.left, y: at.bottom });
});

on("mousedown", (event) => {
  pressed = own(event) ? null : event;
  if (extending(event) && !writing()?.slot.contains(event.target)) event.preventDefault();
});

on("click", (event) => {
  event.preventDefault();
  if (own(event)) return;
  const link = event.target.closest?.("a[href]"), slot = slotOf(event.target), card = cardOf(event.target);
  if (link && (event.ctrlKey || event.metaKey)) follow(link);
  else if (slot && slot === writing()?.slot) return;
  else if (extended(event)) leave();
  else if (slot) write(blockOf(slot).dataset.block, slot.dataset.edit, { points: points(slot, event) });
  else if (card) openCard(card);
  else {
    leave();
    tell(fixedOf(event.target) ? "fixed" : "click", where(event));
  }
});

on("dblclick", (event) => {
  if (!own(event) && !slotOf(event.target) && !cardOf(event.target)) tell("open", where(event));
});

for (const name of ["auxclick", "dragstart", "submit"]) on(name, (event) => event.preventDefault());

on("contextmenu", (event) => {
  if (writing()?.slot.contains(event.target)) return; // the browser knows which word is misspelt, and asks the window
  event.preventDefault();
  tell("menu", { block: blockOf(event.target)?.dataset.block ?? state.block, x: event.clientX, y: event.clientY });
});

on("keydown", (event) => {
  const waiting = waitingKeys();
  if (waiting) {
    const { key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey } = event;
    event.preventDefault();
    event.stopPropagation();
    waiting.push({ key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey });
    return;
  }
  if (writing()?.slot.contains(event.target)) return;
  if (own(event) && (event.key === "Enter" || writing())) return; // presses the button that has the keyboard
  if (outerKey(event)) event.preventDefault();
});

on("mousemove", (event) => {
  makeRoom(false);
  hoverOver(own(event) ? hoveredBlock() : blockOf(event.target));
});
on("mouseleave", (event) => { // heard of every element; only out of the page is it out of sight
  if (!event.relatedTarget) hoverOver(null);
});

addEventListener("scroll", () => {
  place();
  tell("scroll", { top: scrollY });
}, { passive: true });

/** Go where a link leads: in this mail to the block, else the window opens it. */
function follow(link) {
  const address = link.getAttribute("href"), inside = address.startsWith("#");
  const block = inside && blockOf(document.getElementsByName(address.slice(1))[0]);
  if (block) tell("open", { block: block.dataset.block, field: "" });
  else tell("follow", { address: inside ? address : link.href });
}

function where(event) {
  return { block: blockOf(event.target)?.dataset.block ?? "", field: fieldOf(event.target) };
}

/** Where the pointer was pressed and let go, from the corner of the text; one point where it was not moved. */
function points(slot, event) {
  const corner = slot.getBoundingClientRect();
  const at = ({ clientX, clientY }) => [clientX - corner.left, clientY - corner.top];
  const drawn = pressed && slot.contains(pressed.target) && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > NEAR;
  return drawn ? [at(pressed), at(event)] : [at(event)];
}
