// The mail as it stands in the page: its blocks and fields by their marks.
import { state } from "./state.js";

export const find = (id) => (id ? document.querySelector(`[data-block="${CSS.escape(id)}"]`) : null);

export function blockOf(node) {
  return (node instanceof Element ? node : node?.parentElement)?.closest("[data-block]") ?? null;
}

/** The text that can be written in around a node. */
export const slotOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-edit]") ?? null;

/** The text of a field in a block's element. */
export const slotIn = (block, field) => block?.querySelector(`[data-edit="${CSS.escape(field)}"]`) ?? null;

/** The text that stands so many texts after this one; null past either end, or out of the block with `inside`. */
export function slotAfter(slot, steps, inside = false) {
  const all = [...(inside ? blockOf(slot) : document).querySelectorAll("[data-edit]")];
  return all[all.indexOf(slot) + steps] ?? null;
}

/** The path of the field, or of the row, that a node is in. */
export function fieldOf(node) {
  const marked = node?.closest?.("[data-edit], [data-row]");
  return marked?.dataset.edit ?? marked?.dataset.row ?? "";
}

/** Say in a block that has nothing in it which one it is: in the mail it is a gap, or not to be seen at all. */
export function label() {
  for (const old of document.querySelectorAll("[data-empty]")) old.removeAttribute("data-empty");
  for (const [id, words] of Object.entries(state.empty)) find(id)?.setAttribute("data-empty", words);
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
