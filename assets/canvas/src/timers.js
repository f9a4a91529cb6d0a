// Timers for the world apart. Where the page's own scripts are off, the browser's never come back; tasks with a delay do.
const waiting = new Map();
let last = 0;

globalThis.setTimeout = (act, delay = 0, ...given) => {
  const id = ++last, control = new AbortController();
  const run = () => {
    waiting.delete(id);
    act(...given);
  };
  waiting.set(id, control);
  scheduler.postTask(run, { delay: Math.max(0, delay), signal: control.signal }).catch((error) => {
    if (error !== control.signal.reason) reportError(error);
  });
  return id;
};

globalThis.clearTimeout = (id) => {
  waiting.get(id)?.abort();
  waiting.delete(id);
};
