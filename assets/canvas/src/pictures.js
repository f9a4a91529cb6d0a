// Pictures in the mail: which one the mouse is on, where one stands, and where one that is dragged would go.
import { aim } from "./aim.js";
import { tell } from "./channel.js";
import { lay, own, shadow } from "./frames.js";
import { blockOf, find } from "./page.js";

const OURS = "composer://image/";
const EDGE = 24; // pixels at a block's edge that belong to the gap beside it
const spot = document.createElement("div");
spot.className = "drop";
spot.style.cssText = "position: absolute; display: none; box-sizing: border-box; pointer-events: none;"
  + " border: 3px solid var(--frame); border-radius: 4px; background: color-mix(in srgb, var(--frame) 18%, transparent);";
shadow.append(spot);

const nameOf = (node) => {
  const source = node?.closest?.("img")?.getAttribute("src") ?? "";
  return source.startsWith(OURS) ? source.slice(OURS.length).split("/")[0] : "";
};

document.addEventListener("dblclick", (event) => {
  const picture = own(event) ? "" : nameOf(event.target);
  if (picture) tell("picture", { act: "open", block: blockOf(event.target)?.dataset.block ?? "", picture });
}, true);

/**
 * Show where a picture dropped at a point would go: on a picture, into a block of `empty` that waits for one, or
 * between blocks; null to stop. Tells that place.
 */
export function aimPicture(at, empty) {
  const element = at && document.elementFromPoint(...at), block = blockOf(element), id = block?.dataset.block ?? "";
  const box = block?.getBoundingClientRect(), picture = nameOf(element);
  const waits = empty.includes(id) && at[1] > box.top + EDGE && at[1] < box.bottom - EDGE;
  lay(spot, picture ? element.closest("img") : waits ? block : null);
  const before = aim(at && !picture && !waits ? at[1] : null);
  return JSON.stringify({ block: id, picture, waits, before: before ?? "" });
}

/** Bring a block's picture into view and tell where it is, as soon as it has its size. */
export function locatePicture(block, picture, act) {
  const found = [...(find(block)?.querySelectorAll("img") ?? [])].find((image) => nameOf(image) === picture);
  if (!found) return;
  const told = () => {
    found.scrollIntoView({ block: "nearest", behavior: "instant" });
    const { left: x, top: y, width, height } = found.getBoundingClientRect();
    tell("picture", { act, block, picture, x, y, width, height });
  };
  if (found.complete) told();
  else for (const name of ["load", "error"]) found.addEventListener(name, told, { once: true });
}
