// Spelling in the text that is written in. The browser marks what is misspelt; a better word comes in as an edit.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { watch, writing } from "./now.js";

const AGAIN = [150, 1000, 4000]; // ms after which to look: the browser does not say when it has read a dictionary
const SOON = 300; // ms after a change that is not typed: it takes the marks with it, and the browser does not look by itself
const MUCH = 1200; // characters by which its length must differ from what it was
const LONG = 3000; // ms, by when the browser has looked
let checking = false, stale = false, looks = 0, over = 0, soon = 0;

/** Whether it is checked; the dictionaries are others now: have the text looked at anew, or the next one written in. */
export function respell(checked) {
  checking = checked;
  for (const delay of checked ? AGAIN : []) setTimeout(() => writing() ? look() : (stale = true), delay);
}

/** Put a better word in the place of a misspelt one, the one that is selected or has the caret. */
export function correct(word, better) {
  const { view } = writing() ?? {};
  view?.domObserver.flush();
  const from = view ? placeOf(word, view.state) : -1;
  if (from < 0) return;
  view.dispatch(view.state.tr.insertText(better, from, from + word.length).scrollIntoView().setMeta("step", "Correct spelling"));
  view.focus();
}

watch((now) => {
  if (!now?.view || !stale) return;
  stale = false;
  look();
});

/** Where a word stands that the selection begins in or touches. */
function placeOf(word, { selection: { $from } }) {
  const text = $from.parent.textBetween(0, $from.parent.content.size, "\ufffc", "\ufffc"), at = $from.parentOffset;
  for (let found = text.indexOf(word); found >= 0; found = text.indexOf(word, found + 1)) {
    if (found <= at && at <= found + word.length) return $from.start() + found;
  }
  return -1;
}

/** What the browser is to look at besides the text, from a transaction with `look`: words, until one with null.
 *
 * A text that it has looked at whole it looks at again around the caret only, until so much of it is another. So for a
 * moment words follow that nobody sees or hears. */
export const lookedAt = () => {
  const plugin = new Plugin({
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, shown) {
        const { before, doc, docChanged } = transaction, words = transaction.getMeta("look");
        const brought = transaction.getMeta("shown") || transaction.getMeta("step") || before.childCount !== doc.childCount;
        if (docChanged && (brought || shown !== DecorationSet.empty)) later();
        if (docChanged || words === null) return DecorationSet.empty; // beside them nobody types
        if (words === undefined) return shown;
        return DecorationSet.create(doc, [Decoration.widget(doc.content.size, () => unseen(words), { side: 1, key: words })]);
      },
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
};

function unseen(words) {
  const made = document.createElement("composer-word");
  made.ariaHidden = "true";
  made.style.cssText = "position:absolute!important;width:1px;height:1px;overflow:hidden;opacity:0;pointer-events:none";
  made.textContent = ` ${words}`;
  return made;
}

/** The browser begins to look when the selection is another, if only for the blink of an eye. */
function wake(view) {
  const selection = getSelection(), { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
  view.domObserver.stop();
  selection.setBaseAndExtent(view.dom, 0, view.dom, view.dom.childNodes.length);
  selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  view.domObserver.start();
}

function later() {
  clearTimeout(soon);
  soon = setTimeout(look, SOON);
}

function look() {
  const { view } = writing() ?? {};
  if (!checking || !view?.hasFocus() || view.composing || view.input.mouseDown || !view.state.doc.textContent) return;
  const put = (words) => view.dispatch(view.state.tr.setMeta("look", words));
  put("aaa ".repeat((MUCH / 4) * (1 + looks++ % 4)));
  wake(view);
  clearTimeout(over);
  over = setTimeout(() => view.isDestroyed || put(null), LONG);
}
