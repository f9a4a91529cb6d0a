// What an issue without blocks shows in place of an empty page: how to begin, and a place to click for it.
import { tell } from "./channel.js";
import { follow, lay, shadow } from "./frames.js";
import { state } from "./state.js";
import html from "./welcome.html";

const holder = document.createElement("template");
holder.innerHTML = html;
const box = holder.content.firstElementChild;
const sheet = new CSSStyleSheet(); // makes the mail's own page, of which nothing is to be seen, into the paper beneath
const paper = (height) => `
  body { min-height: ${height} !important; background: transparent !important; box-shadow: none !important; }
  body > * { display: none !important; }`;
let wanted = false;
let laid = "";

export { sheet as welcomeSheet };
shadow.append(box);

/** Whether it is to be shown where there are no blocks: not where a mail is only looked at. */
export function welcome(given) {
  wanted = given;
  layWelcome();
}

/** Whether it is shown: then there is nothing else to act on. */
export const isEmpty = () => box.style.display === "block";

/** Have the window offer what an issue may begin with. */
export function begin() {
  const at = box.querySelector(".round").getBoundingClientRect();
  tell("insert", { block: "", above: true, x: at.left + at.width / 2, y: at.bottom });
}

/** Show that what is dragged over it would go in. */
export function aimWelcome(aimed) {
  box.classList.toggle("aimed", aimed);
}

function layWelcome() {
  const empty = wanted && !document.querySelector("[data-block]");
  const rules = empty ? paper(state.phone ? "100vh" : "min(calc(100vh - 112px), 520px)") : "";
  if (rules !== laid) sheet.replaceSync(laid = rules);
  box.classList.toggle("whole", state.phone);
  if (empty) lay(box, document.body);
  else box.style.display = "none";
}

box.addEventListener("click", begin);
follow(layWelcome);
