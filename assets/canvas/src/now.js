// What is written in now, and who wants to know when it changes.
const watchers = [];
let mounted = null;

/** The text that is written in, or null: block, field, kind, view, slot, and what the window gave for it. */
export const writing = () => mounted;

export function setWriting(now) {
  mounted = now;
}

/** Have `act(writing)` called after each change of text or selection, and with null when it ends. */
export function watch(act) {
  watchers.push(act);
}

export function changed() {
  for (const act of watchers) act(mounted);
}
