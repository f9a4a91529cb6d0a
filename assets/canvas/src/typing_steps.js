// Which changes of a text are undone together: a few words typed without moving, letters deleted one after the other.
const WORDS = 24; // characters after which the next word begins a new group

export class TypingSteps {
  #number = 0;
  #kind = "";
  #length = 0;
  #end = -1;

  /** The group that a change belongs to. */
  groupOf(transaction) {
    const { kind, from, to, text } = changed(transaction);
    const touching = kind === "insert" ? from === this.#end : kind === "delete" ? to === this.#end || from === this.#end : false;
    const word = kind === "insert" && /\S/.test(text[0] ?? "") && /\s/.test(before(transaction, from)) && this.#length >= WORDS;
    if (kind === "other" || kind === "replace" || kind !== this.#kind || !touching || word) {
      this.#number++;
      this.#length = 0;
    }
    this.#kind = kind === "replace" ? "insert" : kind;
    this.#length += text.length;
    this.#end = from + text.length;
    return this.#number;
  }

  /** The next change begins a group. */
  end() {
    this.#kind = "";
  }
}

function changed(transaction) {
  const step = transaction.steps[0];
  const plain = transaction.steps.length === 1 && step.slice && step.slice.openStart === 0 && step.slice.openEnd === 0;
  if (!plain) return { kind: "other", from: 0, to: 0, text: "" };
  const text = step.slice.content.textBetween(0, step.slice.content.size);
  if (text.length !== step.slice.size) return { kind: "other", from: 0, to: 0, text: "" };
  const kind = !text ? "delete" : step.from === step.to ? "insert" : "replace";
  return { kind, from: step.from, to: step.to, text };
}

function before(transaction, at) {
  const doc = transaction.docs[0];
  return at > 0 ? doc.textBetween(at - 1, at, "\n", "x") : "";
}
