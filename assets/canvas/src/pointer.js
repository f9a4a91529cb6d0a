// What the person does with mouse and keys outside of a text, told to the window.
import { extended } from "./arrange.js";
import { tell } from "./channel.js";
import { hoveredBlock, hoverOver, own, place, shadow } from "./frames.js";
import { blockOf, fieldOf } from "./page.js";
import { state } from "./state.js";

const KEYS = { ArrowUp: "previous", ArrowDown: "next", Escape: "escape", Enter: "enter" };
const on = (name, act) => document.addEventListener(name, act, true);

shadow.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const at = button.getBoundingClientRect(); // a press of Enter is nowhere
  tell("act", { act: button.dataset.act, x: at.left, y: at.bottom });
});

on("click", (event) => {
  event.preventDefault();
  if (own(event)) return;
  const link = event.target.closest?.("a[href]");
  if (link && (event.ctrlKey || event.metaKey)) tell("follow", { address: link.href });
  else if (!extended(event)) tell("click", where(event));
});

on("dblclick", (event) => {
  if (!own(event)) tell("open", where(event));
});

for (const name of ["auxclick", "dragstart", "submit"]) on(name, (event) => event.preventDefault());

on("contextmenu", (event) => {
  event.preventDefault();
  tell("menu", { block: blockOf(event.target)?.dataset.block ?? state.block, x: event.clientX, y: event.clientY });
});

on("keydown", (event) => {
  if (!KEYS[event.key] || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (own(event) && event.key === "Enter") return; // presses the frame's button that has the keyboard
  event.preventDefault();
  tell("key", { key: KEYS[event.key] });
});

on("mousemove", (event) => hoverOver(own(event) ? hoveredBlock() : blockOf(event.target)));
on("mouseleave", (event) => { // heard of every element; only out of the page is it out of sight
  if (!event.relatedTarget) hoverOver(null);
});

addEventListener("scroll", () => { // not with a timer: where the page's scripts are off, timers never come back
  place();
  tell("scroll", { top: scrollY });
}, { passive: true });

function where(event) {
  return { block: blockOf(event.target)?.dataset.block ?? "", field: fieldOf(event.target) };
}
