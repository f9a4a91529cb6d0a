// The canvas's own script. It runs in a world apart from the mail, whose scripts are off; `composer` is what the window
// calls, `tell` what the window hears. Nothing here changes the issue: it marks, swaps, scrolls, and tells what is typed.
import "./timers.js";
import { aim } from "./aim.js";
import { choose, dropped } from "./arrange.js";
import { cardHeld, holdCard, locateCard } from "./cards.js";
import { connect } from "./channel.js";
import { paste } from "./clipboard.js";
import { dress, paint } from "./dress.js";
import { call, host, laid, name, place, sizeTools } from "./frames.js";
import { link } from "./link_box.js";
import { peeked } from "./link_peek.js";
import { mark } from "./marks.js";
import { say } from "./names.js";
import { writing } from "./now.js";
import { draw } from "./offers.js";
import { find, inView, label, reveal } from "./page.js";
import { litNow } from "./picker.js";
import { aimPicture, locatePicture } from "./pictures.js";
import "./pointer.js";
import { at, rowLaid } from "./rows.js";
import { wear } from "./slot_style.js";
import { correct, respell } from "./spelling.js";
import { root, state, update } from "./state.js";
import { patch, whole } from "./swap.js";
import { toolNow } from "./toolbar.js";
import { isEmpty, welcome } from "./welcome.js";
import { edit, leave, resume, value, write } from "./writing.js";

globalThis.composer = {
  /** Show a state: any of block, title, colours, dark, phone, tools, empty, scroll. */
  show(given) {
    update(given);
    if ("title" in given) name(state.title);
    if ("colours" in given || "dark" in given || "phone" in given) dress();
    if ("tools" in given) sizeTools();
    if ("empty" in given) label();
    if ("scroll" in given) scrollTo({ top: given.scroll, behavior: "instant" });
    root.style.removeProperty("visibility");
    place();
  },
  /** Mark a block as selected; with `seen`, scroll there when it is out of view; with `top`, first to where it was seen. */
  select(block, title, seen, top) {
    if (writing() && writing().block !== block) leave();
    this.show(top === null ? { block, title } : { block, title, scroll: top });
    if (seen && !(top !== null && inView(find(block)))) reveal(find(block), true);
  },
  /** What is shown, for who asks: the selected block, the scroll, the state, the field written in, what lies over the mail. */
  report: () => JSON.stringify({
    block: state.block, dark: state.dark, phone: state.phone, scroll: scrollY, field: writing()?.field ?? "", ...laid(),
    row: rowLaid(), link: peeked(), tool: toolNow(), lit: litNow(), empty: isEmpty(), card: cardHeld(),
  }),
  aim,
  aimPicture,
  locatePicture,
  at,
  call,
  choose,
  correct,
  draw,
  dropped,
  edit,
  holdCard,
  leave,
  link,
  locateCard,
  mark,
  paste,
  patch,
  respell,
  resume,
  say,
  value,
  wear,
  welcome,
  whole,
  write,
};

root.style.setProperty("visibility", "hidden");
root.append(host);
paint();
connect();
