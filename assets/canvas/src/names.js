// What each block is called for who hears the page instead of seeing it: a group with a name, whatever its table says.
import { watch } from "./now.js";

let names = {};

/** What every block is said to be, {id: name}. */
export function say(given) {
  names = given;
  named(document);
}

/** Put the names on the blocks in a page, or on a block that is to stand in it; gives it back. */
export function named(within) {
  const blocks = within.dataset?.block ? [within] : within.querySelectorAll("[data-block]");
  for (const block of blocks) {
    const name = names[block.dataset.block];
    if (!name || block.getAttribute("aria-label") === name) continue;
    block.setAttribute("role", "group");
    block.setAttribute("aria-label", name);
  }
  return within;
}

watch((writing) => writing || named(document)); // what comes in the place of a text that was written in is of before
