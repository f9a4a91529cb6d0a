// What is copied out of a text and pasted into it. The window cleans what comes in, by the one way that all takes.
import { Slice } from "prosemirror-model";
import { tell } from "./channel.js";
import { plain, read, write as written } from "./prose_html.js";
import { lineSchema, proseSchema } from "./schema.js";
import { writing } from "./now.js";
import { hold } from "./writing.js";

/** Put the selection on the clipboard as words and as canonical prose; cut it when it is cut. */
export function copied(view, event) {
  const { selection } = view.state;
  if (selection.empty) return false;
  const content = selection.content().content, { schema } = view.state;
  event.preventDefault();
  event.clipboardData.clearData();
  event.clipboardData.setData("text/plain", plain(content));
  if (schema === proseSchema) event.clipboardData.setData("text/html", written(content, schema));
  if (event.type === "cut") view.dispatch(view.state.tr.deleteSelection().scrollIntoView());
  return true;
}

/** Ask the window what of the clipboard fits here. */
export function pasted(view, event) {
  const { clipboardData } = event;
  const { block, field } = writing();
  const address = clipboardData.getData("text/plain").trim();
  const plain = Boolean(view.input?.shiftKey);
  hold();
  tell("paste", {
    block, field, plain, html: plain ? "" : clipboardData.getData("text/html"),
    text: clipboardData.getData("text/plain"), selected: !view.state.selection.empty && !/\s/.test(address),
  });
  return true;
}

/** Put in what the window made of the clipboard: prose, or a line's text; `link`: an address for what is selected. */
export function paste(given) {
  const now = writing();
  if (now?.block !== given.block || now.field !== given.field) return;
  const { view } = now, { tr, schema } = view.state;
  if (given.link && schema === proseSchema) {
    const { from, to } = view.state.selection;
    view.dispatch(tr.addMark(from, to, schema.mark("a", { href: given.link })).setMeta("step", "Link"));
    return;
  }
  const doc = read(given.value, schema);
  const slice = schema === lineSchema ? new Slice(doc.content, 0, 0) : Slice.maxOpen(doc.content);
  view.dispatch(tr.replaceSelection(slice).scrollIntoView().setMeta("step", "Paste"));
}
