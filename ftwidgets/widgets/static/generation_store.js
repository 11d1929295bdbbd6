/** Where does the run stand, what was it asked to do, and what is being read? */

import { Connection, newOperation } from "./connection.js";

/** So often a page says that it is open, in milliseconds. */
const ATTEND = 60_000;

const BLANK = { paste: "", k: 10, sent: null };

/** One store a widget; every view of it draws from here. */
export class RunStore extends EventTarget {
  constructor(model) {
    super();
    this.facts = model.get("_start");
    this.pending = null;
    this.refusal = null;
    this.reading = null;
    this.readings = 0;
    this.prompts = null;
    this.name = `ftwidgets-run:${this.facts.store}`;
    this.kept = { ...BLANK, ...this.#recall() };
    if (this.kept.sent && this.facts.done.includes(this.kept.sent)) this.keep({ paste: "" });
    this.keep({ sent: null });
    this.#look(this.facts.view);
    this.connection = new Connection(model, (message) => this.#hear(message), () => this.tell());
    this.attend = () => document.visibilityState === "visible" && this.connection.send({ do: "attend" });
    this.attending = setInterval(this.attend, ATTEND);
    document.addEventListener("visibilitychange", this.attend);
    this.attend();
    if (this.facts.kind === "paste") this.ask(this.kept.k);
  }

  close() {
    this.connection.close();
    clearInterval(this.attending);
    document.removeEventListener("visibilitychange", this.attend);
  }

  get isReady() {
    return this.pending === null && !this.connection.isLost;
  }

  /** Seconds until the next call goes out, by this page's clock. */
  get secondsToWait() {
    return this.view.waiting ? Math.max(0, Math.ceil((this.deadline - Date.now()) / 1000)) : 0;
  }

  /** What a reload must not lose: a text that is not taken in yet. */
  keep(changes) {
    Object.assign(this.kept, changes);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // The browser's store is full: the text is on the screen all the same.
    }
  }

  #recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  // What the kernel is asked

  /** Change something; nothing else is sent until this is answered. */
  act(kind, values = {}) {
    if (!this.isReady) return false;
    this.#send({ do: kind, id: newOperation(), ...values });
    return true;
  }

  /** The same deed again: the kernel does it once, whatever became of the first. */
  retry() {
    if (this.refusal && this.isReady) this.#send(this.refusal.deed);
  }

  forgetRefusal() {
    this.refusal = null;
    this.tell();
  }

  #send(message) {
    this.refusal = null;
    this.pending = message;
    if (message.do === "paste") this.keep({ sent: message.id });
    if (this.connection.send(message)) this.connection.wait(true);
    else this.pending = null;
    this.tell();
  }

  /** Read one reply of an outcome: `{name, position}` or `{name, request}`. */
  read(what) {
    this.readings += 1;
    this.connection.send({ do: "read", number: this.readings, ...what });
  }

  stopReading() {
    this.readings += 1;
    this.reading = null;
    this.tell();
  }

  /** Ask for a text that asks for so many replies. */
  ask(k) {
    this.keep({ k });
    this.connection.send({ do: "prompts", k });
  }

  // What the kernel says

  #look(view) {
    const { waiting } = view;
    if (waiting && waiting.until !== this.view?.waiting?.until) this.deadline = Date.now() + 1000 * waiting.seconds;
    const isOther = this.view && this.view.answered !== view.answered;
    this.view = view;
    return isOther;
  }

  #hear(message) {
    const isOther = message.view ? this.#look(message.view) : false;
    const isMine = message.id !== undefined && message.id === this.pending?.id;
    if (message.is === "news" && isMine) this.#confirm(message);
    else if (message.is === "refused" && isMine) this.#refuse(message);
    else if (message.is === "error") this.#fail(message);
    else if (message.is === "reply" && message.number === this.readings) this.#show(message.page);
    else if (message.is === "prompts") this.#take(message);
    if (isOther && this.facts.kind === "paste") this.ask(this.kept.k);
    this.tell();
  }

  #show(page) {
    this.reading = page;
    this.emit("reading", page);
  }

  #take(prompts) {
    this.prompts = prompts;
    this.emit("prompts", prompts);
  }

  #confirm({ words }) {
    const deed = this.pending;
    this.pending = null;
    this.connection.wait(false);
    if (deed.do === "paste") this.keep({ sent: null });
    this.emit("done", { deed, words });
  }

  #refuse(message) {
    this.refusal = { ...message, deed: this.pending };
    this.pending = null;
    this.connection.wait(false);
    this.emit("refused", this.refusal);
  }

  #fail(message) {
    this.pending = null;
    this.connection.wait(false);
    this.emit("error", message);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
