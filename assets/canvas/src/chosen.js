// What was selected stays to be seen while a box beside it has the keyboard.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** Shown from a transaction with `chosen`: {from, to} until one with null. */
export const chosen = () => {
  const plugin = new Plugin({
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, shown) {
        const now = transaction.getMeta("chosen");
        if (now === undefined) return shown.map(transaction.mapping, transaction.doc);
        return now ? DecorationSet.create(transaction.doc, [Decoration.inline(now.from, now.to, { class: "composer-chosen" })]) : DecorationSet.empty;
      },
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
};
