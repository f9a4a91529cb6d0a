// The mail as it stands in the page: its blocks and fields by their marks.
import { state } from "./state.js";

export const find = (id) => (id ? document.querySelector(`[data-block="${CSS.escape(id)}"]`) : null);

export function blockOf(node) {
  return (node instanceof Element ? node : node?.parentElement)?.closest("[data-block]") ?? null;
}

/** The text that can be written in around a node. */
export const slotOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-edit]") ?? null;

/** The text around a node that the template fixes. */
export const fixedOf = (node) => node?.closest?.("[data-fixed]") ?? null;

/** The text of a field in a block's element. */
export const slotIn = (block, field) => block?.querySelector(`[data-edit="${CSS.escape(field)}"]`) ?? null;

/** The text that stands so many texts after this one; null past either end, or out of the block with `inside`. */
export function slotAfter(slot, steps, inside = false) {
  const all = [...(inside ? blockOf(slot) : document).querySelectorAll("[data-edit]")];
  return all[all.indexOf(slot) + steps] ?? null;
}

const MARKED = "[data-edit], [data-card], [data-row]";
const ROWS = "[data-row]:not(:has([data-edit], [data-card]))"; // in which nothing can be written
const STOPS = `[data-edit], [data-card], ${ROWS}:not([data-card] *)`;

/** The path of the field, or of the row, that a node is in. */
export function fieldOf(node) {
  const { edit, card, row } = node?.closest?.(MARKED)?.dataset ?? {};
  return edit ?? card ?? row ?? "";
}

export const isText = (element) => element.hasAttribute("data-edit");

/** What a node is in that is edited in a card: a field that is no text, or a row in which nothing can be written. */
export function cardOf(node) {
  const marked = node?.closest?.(MARKED);
  return marked?.matches(`[data-card], ${ROWS}`) && !isText(marked) ? marked : null;
}

/** What stands for a field, for a row, or for the first row of a field, in a block's element. */
export function cardIn(block, field) {
  const marks = [`[data-card="${CSS.escape(field)}"]`, `[data-row="${CSS.escape(field)}"]`, `[data-row="${CSS.escape(`${field}.0`)}"]`];
  return (field && block?.querySelector(marks.join())) || null;
}

/** The first thing in a block that can be edited. */
export const firstStop = (block) => block?.querySelector(STOPS) ?? null;

/** What can be edited next after something, or before it with a step of -1; null past either end. A field is one stop. */
export function stopAfter(element, step) {
  const all = [...document.querySelectorAll(STOPS)];
  const same = (other) => blockOf(other) === blockOf(element) && fieldOf(other) === fieldOf(element);
  let at = all.indexOf(element) + step;
  while (all[at] && same(all[at])) at += step;
  return all[at] ?? null;
}

/** Say in a block that has nothing in it which one it is: in the mail it is a gap, or not to be seen at all. */
export function label() {
  for (const old of document.querySelectorAll("[data-empty]")) old.removeAttribute("data-empty");
  for (const [id, words] of Object.entries(state.empty)) find(id)?.setAttribute("data-empty", words);
}

/** Whether something of an element is seen. */
export function inView(element) {
  const at = element?.getBoundingClientRect();
  return Boolean(at) && at.bottom > 0 && at.top < innerHeight;
}

/** Scroll so that an element is seen, when it is not. */
export function reveal(element, smooth) {
  if (!element) return;
  const at = element.getBoundingClientRect();
  const seen = at.top >= 0 && at.bottom <= innerHeight;
  const fills = at.top <= innerHeight / 3 && at.bottom >= (innerHeight * 2) / 3;
  if (seen || fills) return;
  const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = at.height < innerHeight - 96 && at.top > 0 ? at.bottom - innerHeight + 48 : at.top - 48;
  scrollBy({ top, behavior: still ? "instant" : "smooth" });
}
