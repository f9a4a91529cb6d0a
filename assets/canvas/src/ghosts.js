// What stands in an empty text instead of words: what it is for.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** Marks the one empty paragraph of prose that has nothing else; a line is marked itself. */
export function ghosts(now) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const first = doc.firstChild;
        if (now.kind !== "prose" || doc.childCount !== 1 || !first.isTextblock || first.content.size) return null;
        return DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, { "data-ghost": now.ghost })]);
      },
    },
  });
}
