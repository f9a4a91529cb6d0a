// Where a block that is dragged over the mail would go in.
import { tell } from "./channel.js";
import { hoverOver, shadow } from "./frames.js";
import { aimWelcome } from "./welcome.js";

const line = shadow.querySelector(".line");

/** Show where a block dropped at this height would go in, and give the block it would go before; null to stop. */
export function aim(y) {
  const blocks = y === null ? [] : [...document.querySelectorAll("[data-block]")];
  aimWelcome(y !== null);
  if (y !== null) hoverOver(null); // its frame and plus would stand in the line's way
  const below = blocks.find((block) => {
    const at = block.getBoundingClientRect();
    return y < at.top + at.height / 2;
  });
  const edge = (below ?? blocks.at(-1))?.getBoundingClientRect();
  line.style.display = edge ? "block" : "none";
  if (!edge) return undefined;
  Object.assign(line.style, {
    left: `${edge.left + scrollX}px`, width: `${edge.width}px`,
    top: `${(below ? edge.top : edge.bottom) + scrollY - 2}px`,
  });
  if (y < 48 || y > innerHeight - 48) scrollBy({ top: y < 48 ? -24 : 24, behavior: "instant" });
  tell("aim", { block: below?.dataset.block ?? "" });
  return below?.dataset.block;
}
