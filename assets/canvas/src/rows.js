// One of several in a block, such as a link of a list: its frame, and buttons to move, add and remove it.
import { openCard } from "./cards.js";
import { tell } from "./channel.js";
import { follow, lay, own, place, shadow } from "./frames.js";
import { blockOf, find } from "./page.js";
import { state } from "./state.js";

const frame = shadow.querySelector(".row");
const bar = shadow.querySelector(".row-bar");
const NARROW = 200; // pixels of width below which the buttons would lie over the words
let field = "";
let hovered = null;

/** The field that the window is at: a row that holds it shows its buttons also without a mouse. */
export function at(path) {
  field = path;
  place();
}

/** The row that is shown now: the one under the mouse, else the one that is worked in. */
function shown() {
  if (hovered?.isConnected) return hovered;
  const rows = [...(find(state.block)?.querySelectorAll("[data-row]") ?? [])];
  return rows.find((row) => field === row.dataset.row || field.startsWith(`${row.dataset.row}.`)) ?? null;
}

function layRow() {
  const row = shown();
  const box = lay(frame, row);
  if (!box?.width) return;
  const rows = [...blockOf(row).querySelectorAll("[data-row]")];
  const [name, number] = [row.dataset.row.replace(/\d+$/, ""), Number(row.dataset.row.match(/\d+$/)[0])];
  const last = Math.max(...rows.map((each) => each.dataset.row)
    .filter((path) => path.startsWith(name)).map((path) => Number(path.slice(name.length))));
  bar.querySelector('[data-row-act="up"]').disabled = number === 0;
  bar.querySelector('[data-row-act="down"]').disabled = number >= last;
  bar.classList.toggle("low", box.height < 40);
  bar.classList.toggle("under", box.width < NARROW * state.tools);
}

/** Whether a button of a row has the keyboard. */
export const rowHeld = () => bar.contains(shadow.activeElement);

/** Where the row's buttons are, for who asks. */
export function rowLaid() {
  if (frame.style.display !== "block") return null;
  const buttons = {};
  for (const button of bar.querySelectorAll("[data-row-act]")) {
    const box = button.getBoundingClientRect();
    buttons[button.dataset.rowAct] = [box.left + box.width / 2, box.top + box.height / 2];
  }
  return { row: shown()?.dataset.row ?? "", buttons };
}

shadow.addEventListener("click", (event) => {
  const act = event.target.closest("[data-row-act]")?.dataset.rowAct;
  const row = act && shown();
  if (!row) return;
  if (act === "edit") openCard(row);
  else tell("row", { block: blockOf(row).dataset.block, row: row.dataset.row, act });
});

document.addEventListener("mousemove", (event) => {
  if (own(event)) return;
  const row = event.target.closest?.("[data-row]") ?? null;
  if (row === hovered) return;
  hovered = row;
  place();
}, true);

follow(layRow);
