// The box that asks where a link leads, with its text; it opens the address, and takes the link away.
import chevron from "../../icons/chevron-down.svg";
import { tell } from "./channel.js";
import { shadow } from "./frames.js";
import html from "./link_box.html";
import { beside } from "./picker.js";
import { linkAround } from "./prose_commands.js";
import { proseSchema, wordsOf } from "./schema.js";
import { changed, watch, writing } from "./now.js";

const holder = document.createElement("template");
holder.innerHTML = html;
const box = holder.content.firstElementChild;
shadow.append(box);
const [address, text, more, remove, open, done] = ["address", "text", "more", "remove", "open", "link"].map((name) =>
  box.querySelector(`[name="${name}"]`));
const places = box.querySelector(".places"), trouble = box.querySelector(".trouble");
more.innerHTML = chevron;
let asked = null; // { from, to, href }

/** Whether it is open. */
export const asksLink = () => asked !== null;

/** Ask for the link of what is selected, or of the link that the caret is in. */
export function askLink(state, dispatch, view) {
  if (state.schema !== proseSchema) return false;
  const { from, to, empty } = state.selection;
  asked = empty ? linkAround(state, from) : { from, to, href: linkAt(state, from, to) };
  view.dispatch(state.tr.setMeta("chosen", asked));
  address.value = asked.href;
  text.value = wordsOf(state.doc, asked.from, asked.to);
  text.disabled = state.doc.resolve(asked.from).parent !== state.doc.resolve(asked.to).parent;
  remove.hidden = open.hidden = !asked.href;
  done.textContent = asked.href ? "Change" : "Link";
  tellTrouble("");
  list(false);
  box.style.display = "flex";
  beside(box, view.coordsAtPos(asked.from));
  address.focus();
  address.select();
  changed();
  return true;
}

/** The window's answer: the address as it is to be, or what is wrong with it. */
export function link(given) {
  const now = writing();
  if (!asked || !now) return;
  if (given.trouble) tellTrouble(given.trouble);
  else put(given.address);
}

function ask() {
  if (address.value.trim()) tell("link", { address: address.value });
  else put("");
}

done.addEventListener("click", ask);
remove.addEventListener("click", () => put(""));
open.addEventListener("click", () => tell("follow", { address: asked.href }));
more.addEventListener("click", () => list(!places.childElementCount));
box.addEventListener("keydown", (event) => {
  event.stopPropagation();
  const enters = event.key === "Enter" && event.target.nodeName === "INPUT";
  if (enters || event.key === "Escape") event.preventDefault();
  if (enters) ask();
  else if (event.key === "Escape") close();
});
document.addEventListener("mousedown", (event) => {
  if (asked && !event.composedPath().includes(box)) close(false);
}, true);
watch((now) => {
  if (asked && !now) close(false);
});

function put(href) {
  const { view } = writing(), { from, to } = asked, { tr } = view.state;
  const words = text.value.trim() || href, a = proseSchema.marks.a;
  const same = text.disabled || words === wordsOf(view.state.doc, from, to);
  if (!href) tr.removeMark(from, to, a);
  else if (same && from < to) tr.removeMark(from, to, a).addMark(from, to, a.create({ href }));
  else tr.replaceWith(from, to, proseSchema.text(words, a.create({ href }).addToSet(view.state.doc.resolve(from).marks())));
  close();
  view.dispatch(tr.removeStoredMark(a).setMeta("step", href ? "Link" : "Remove link").scrollIntoView());
}

function close(back = true) {
  asked = null;
  box.style.display = "none";
  const now = writing();
  if (!now) return;
  if (back) now.view.focus();
  now.view.dispatch(now.view.state.tr.setMeta("chosen", null));
}

function list(shown) {
  const now = writing();
  const every = shown ? [...Object.entries(now.addresses), ...now.stories.map(([block, title]) => [`#[[anchor:${block}]]`, title])] : [];
  places.replaceChildren(...every.map(([href, title]) => {
    const row = document.createElement("button");
    Object.assign(row, { type: "button", className: "item", textContent: title });
    row.addEventListener("click", () => {
      address.value = href;
      list(false);
      address.focus();
    });
    return row;
  }));
}

function tellTrouble(sentence) {
  trouble.textContent = sentence;
}

function linkAt({ doc }, from, to) {
  let href = "";
  doc.nodesBetween(from, to, (node) => {
    href ||= node.marks.find((mark) => mark.type.name === "a")?.attrs.href ?? "";
  });
  return href;
}
