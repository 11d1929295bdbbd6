/** What is uncovered so far, and what was asked for that is not on the disk yet? */

import { Connection, newOperation } from "./connection.js";

/** One store a widget; every view of it draws from here. */
export class LessonStore extends EventTarget {
  constructor(model) {
    super();
    const { facts, view } = model.get("_start");
    this.facts = facts;
    this.view = view;
    this.pending = null;
    this.refusal = null;
    this.connection = new Connection(model, (message) => this.#hear(message), () => this.tell());
  }

  close() {
    this.connection.close();
  }

  get isReady() {
    return this.pending === null && !this.connection.isLost;
  }

  /** Do something once; nothing else is asked for until this is answered. */
  act(kind, values = {}) {
    if (!this.isReady) return false;
    this.#send({ do: kind, id: newOperation(), ...values });
    return true;
  }

  /** The same deed again: the kernel does it once, whatever became of the first. */
  retry() {
    if (this.isReady && this.refusal?.deed) this.#send(this.refusal.deed);
  }

  forgetRefusal() {
    this.refusal = null;
    this.tell();
  }

  #send(deed) {
    this.refusal = null;
    this.pending = deed;
    // Running the code may take a while, and the page says so.
    if (this.connection.send(deed)) this.connection.wait(deed.do !== "reveal");
    else this.pending = null;
    this.tell();
  }

  #hear(message) {
    const isMine = message.id !== undefined && message.id === this.pending?.id;
    const deed = this.pending;
    if (message.view) this.view = message.view;
    if (isMine || message.is === "error") {
      this.pending = null;
      this.connection.wait(false);
    }
    if (message.is === "refused" && isMine) this.refusal = { ...message, deed };
    if (message.is === "error") this.refusal = { kind: "bug", reason: message.message, traceback: message.traceback, deed };
    this.tell();
    if (message.is === "news" && isMine) this.dispatchEvent(new CustomEvent("done", { detail: { deed, words: message.words } }));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The two ends of a lesson widget's module: one store a widget, one screen a view. */
export function lesson(Screen) {
  let store;
  return {
    initialize({ model, signal }) {
      store = new LessonStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new Screen(store, host, signal);
    },
  };
}
