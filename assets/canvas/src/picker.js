// A list at the caret that is filtered by typing on: what "/" on an empty line and "[[" offer.
import { putAt, shadow } from "./frames.js";
import { watch, writing } from "./now.js";

const SOURCES = [];
const box = document.createElement("div");
box.className = "card picker";
box.setAttribute("role", "listbox");
shadow.append(box);
let shown = null; // { from, query, items, at, key }
let dismissed = "";
let rows = [];

/** Offer something: `find(now)` says null, or {from, query, items: [{title, hint, icon, group, act}]}. */
export function offer(find) {
  SOURCES.push(find);
}

/** Whether a key belongs to the list that is open. */
export function pickerKey(event) {
  if (!shown || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { items, at } = shown;
  if (event.key === "ArrowDown") light((at + 1) % items.length);
  else if (event.key === "ArrowUp") light((at + items.length - 1) % items.length);
  else if (event.key === "Enter" || event.key === "Tab") pick(at);
  else if (event.key === "Escape") {
    dismissed = shown.key;
    hide();
  } else return false;
  return true;
}

/** What Enter would pick, for who asks. */
export const litNow = () => shown?.items[shown.at].title ?? "";

watch((now) => {
  const found = now && now.view.hasFocus() && now.view.state.selection.empty ? look(now) : null;
  if (!found) {
    dismissed = "";
    hide();
  } else if (found.key !== dismissed && found.items.length) open(found);
  else hide();
});

function look(now) {
  for (const find of SOURCES) {
    const found = find(now);
    if (!found) continue;
    const query = found.query.trim().toLowerCase();
    const items = found.items.filter(({ title }) => title.toLowerCase().split(/\s+/).some((word) => word.startsWith(query)) ||
      title.toLowerCase().startsWith(query));
    return { ...found, query, items, key: `${now.block} ${now.field} ${found.from}` };
  }
  return null;
}

function open(found) {
  const same = shown?.key === found.key && shown.query === found.query; // whatever else brought it here again
  shown = { ...found, at: same ? shown.at : 0 };
  rows = found.items.map(rowOf);
  box.replaceChildren(...rows.flatMap((row, n) => {
    const { group } = found.items[n];
    const heading = group && group !== found.items[n - 1]?.group ? [made("div", "group", group)] : [];
    for (const each of heading) each.setAttribute("role", "presentation");
    return [...heading, row];
  }));
  box.style.display = "block";
  beside(box, writing().view.coordsAtPos(found.from));
  light(shown.at);
}

function rowOf({ title, hint, icon }, n) {
  const row = made("div", "item");
  row.setAttribute("role", "option");
  if (icon) row.append(made("span", "glyph"));
  if (icon) row.firstChild.style.setProperty("mask-image", `url("${icon}")`);
  row.append(made("span", "title", title));
  if (hint) row.append(made("span", "hint", hint));
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    pick(n);
  });
  return row;
}

const made = (name, className, textContent = "") => Object.assign(document.createElement(name), { className, textContent });

function light(n) {
  shown.at = n;
  rows.forEach((row, number) => {
    row.classList.toggle("lit", number === n);
    row.setAttribute("aria-selected", String(number === n));
  });
  (n ? rows[n] : box.firstChild).scrollIntoView({ block: "nearest" });
}

function pick(n) {
  const { view } = writing(), { from, items } = shown;
  hide();
  view.dispatch(view.state.tr.delete(from, view.state.selection.from));
  items[n].act(view);
}

function hide() {
  shown = null;
  box.style.display = "none";
}

/** Put a box below a place of the page, or above where there is no room below. */
export function beside(box, place) {
  const { width, height } = box.getBoundingClientRect();
  const below = place.bottom + 6 + height < innerHeight || place.top - 6 - height < 0;
  putAt(box, Math.max(8, Math.min(place.left, innerWidth - width - 8)) + scrollX,
    (below ? place.bottom + 6 : place.top - 6 - height) + scrollY);
}
