/** What is chosen, and what does it come to? Nothing queues up: the last choice wins. */

import { Connection, newOperation } from "./connection.js";

/** Requests that follow each other closely, as while one drags, are so far apart. */
const BREATH = 60;

/** Do something when what was drawn is on the screen: the hand must not wait for it. */
function afterPaint(work) {
  if (document.hidden) work();
  else requestAnimationFrame(() => setTimeout(work));
}

/** One store a widget; every view of it draws from here. */
export class ExplorerStore extends EventTarget {
  constructor(model) {
    super();
    const start = model.get("_start");
    this.facts = start.facts;
    this.view = start.view;
    this.number = 0;
    this.flying = null;
    this.wanted = null;
    this.sent = -Infinity;
    this.breathing = null;
    this.pending = null;
    this.next = null;
    this.refusal = null;
    this.written = "";
    this.connection = new Connection(model, (message) => this.#hear(message), () => this.tell());
  }

  close() {
    clearTimeout(this.breathing);
    this.connection.close();
  }

  /** Whether an answer of the kernel is waited for. */
  get isWaiting() {
    return [this.flying, this.wanted, this.pending, this.next].some((each) => each !== null);
  }

  /** What was chosen here and is not answered yet, the last of each. */
  get hoped() {
    return { ...this.flying?.choices, ...this.wanted };
  }

  /** Make choices. One request is under way at a time; of later ones the last values go. */
  choose(choices) {
    if (this.connection.isLost) return;
    const isFirst = this.wanted === null;
    this.wanted = { ...this.wanted, ...choices };
    this.written = "";
    this.tell();
    if (isFirst) afterPaint(() => this.#send());
  }

  #send() {
    if (this.wanted === null || this.flying !== null || this.breathing !== null) return;
    const rest = this.sent + BREATH - performance.now();
    if (rest > 0) {
      this.breathing = setTimeout(() => {
        this.breathing = null;
        this.#send();
      }, rest);
      return;
    }
    this.sent = performance.now();
    this.number += 1;
    this.flying = { number: this.number, choices: this.wanted };
    this.wanted = null;
    if (this.connection.send({ do: "choose", ...this.flying })) this.connection.wait(true);
    else this.flying = this.next = null;
  }

  /**
   * Do something once; nothing else is done until it is acknowledged. It comes after all
   * that was chosen before, and is not done where that was refused.
   */
  act(kind, values = {}) {
    if (this.pending !== null || this.next !== null || this.connection.isLost) return false;
    if (this.flying !== null || this.wanted !== null) {
      this.next = () => this.act(kind, values);
      this.tell();
      return true;
    }
    this.refusal = null;
    this.pending = { do: kind, id: newOperation(), ...values };
    if (this.connection.send(this.pending)) this.connection.wait(true);
    else this.pending = null;
    this.tell();
    return true;
  }

  /** The same deed again: the kernel does it once, whatever became of the first. */
  retry() {
    if (!this.refusal?.deed || this.pending !== null) return;
    this.pending = this.refusal.deed;
    this.refusal = null;
    if (!this.connection.send(this.pending)) this.pending = null;
    this.tell();
  }

  forgetRefusal() {
    this.refusal = null;
    this.tell();
  }

  #hear(message) {
    const isMine = message.number !== undefined && message.number === this.flying?.number;
    const isAnswer = message.id !== undefined && message.id === this.pending?.id;
    if (message.view) this.view = message.view;
    if (message.is === "chosen" && isMine) this.#land(null);
    else if (message.is === "unchosen" && isMine) this.#land({ kind: "choice", reason: message.reason });
    else if (message.is === "news" && isAnswer) this.#confirm(message);
    else if (message.is === "refused" && isAnswer) this.#refuse(message);
    else if (message.is === "error") this.#fail(message);
    this.tell();
  }

  #land(refusal) {
    this.flying = null;
    this.refusal = refusal;
    this.connection.wait(false);
    this.#send();
    if (refusal !== null) this.next = null;
    if (this.flying === null && this.wanted === null) this.#goOn();
  }

  /** Do what has waited for the last choice. */
  #goOn() {
    const { next } = this;
    this.next = null;
    next?.();
  }

  #confirm({ words }) {
    const deed = this.pending;
    this.pending = null;
    this.connection.wait(false);
    if (deed.do === "use") this.written = words;
    this.emit("done", { deed, words });
  }

  #refuse(message) {
    this.refusal = { ...message, deed: this.pending };
    this.pending = null;
    this.connection.wait(false);
  }

  #fail(message) {
    this.pending = this.flying = this.wanted = this.next = null;
    this.connection.wait(false);
    this.emit("failed", message);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The two ends of an explorer's module: one store a widget, one screen a view. */
export function explorer(Screen) {
  let store;
  return {
    initialize({ model, signal }) {
      store = new ExplorerStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new Screen(store, host, signal);
    },
  };
}
