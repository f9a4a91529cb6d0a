// Talk with the window: `tell` puts one message, a JSON object with `what`, into its slot.
let bridge = null;

export function tell(what, more = {}) {
  bridge?.tell(JSON.stringify({ what, ...more }));
}

/** Reach the window, and say that the page can be spoken to. */
export function connect() {
  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    tell("ready");
  });
}
