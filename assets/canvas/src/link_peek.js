// The link that the caret is in, told beside it while the text keeps the keyboard: opened, changed, taken away.
import edit from "../../icons/edit.svg";
import external from "../../icons/external.svg";
import away from "../../icons/unlink.svg";
import { tell } from "./channel.js";
import { follow, shadow } from "./frames.js";
import { askLink, asksLink } from "./link_box.js";
import html from "./link_peek.html";
import { watch, writing } from "./now.js";
import { beside } from "./picker.js";
import { linkAround, unlink } from "./prose_commands.js";
import { wordsOf } from "./schema.js";

const holder = document.createElement("template");
holder.innerHTML = html;
const box = holder.content.firstElementChild;
shadow.append(box);
const [words, address] = box.querySelectorAll(".what > *");
let text = null; // as it was when the caret last moved: while somebody types, the box is away
let shown = null; // { from, to, href }

/** Where the link leads that is told now, for who asks. */
export const peeked = () => shown?.href ?? "";

const ACTS = {
  open: [external, () => tell("follow", { address: shown.href })],
  change: [edit, (view) => askLink(view.state, view.dispatch, view)],
  remove: [away, (view) => unlink(view.state, view.dispatch)],
};
for (const [name, [icon, act]] of Object.entries(ACTS)) {
  const button = box.querySelector(`[name="${name}"]`);
  button.innerHTML = icon;
  button.setAttribute("aria-label", button.title.split(" (")[0]);
  button.addEventListener("click", () => act(writing().view));
}
box.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is

watch(lay);
follow(() => shown && lay(writing()));

function lay(now) {
  shown = now && told(now);
  box.style.display = shown ? "flex" : "none";
  if (!shown) return;
  const { view } = now;
  words.textContent = wordsOf(view.state.doc, shown.from, shown.to);
  address.textContent = shown.href;
  const caret = view.coordsAtPos(view.state.selection.head), start = view.coordsAtPos(shown.from, 1);
  beside(box, { ...caret, left: start.top === caret.top ? start.left : caret.left });
}

/** The link to be told: the one that the caret was put into. */
function told({ kind, view }) {
  const { state } = view, typed = state.doc !== text;
  text = state.doc;
  const { selection } = state;
  if (kind !== "prose" || !selection.empty || !view.hasFocus() || asksLink() || typed) return null;
  const found = linkAround(state, selection.head);
  return found.href ? found : null;
}
