/** What are the gold seeds, what is being typed, and what is still to be saved? */

import { Connection, newOperation } from "./connection.js";

const NEW = "new";

const BLANK = { way: "write", target: null, drafts: {}, paste: "", hasBegun: false, wantsMore: false, sent: null };

/** Name of a form: a new seed, a seed that is changed, or a candidate edited first. */
export function nameOf(target) {
  if (!target) return NEW;
  return target.own ? `seed ${target.own}` : `${target.line} ${target.position}`;
}

export function isBlank(fields) {
  return !fields || Object.values(fields).every((text) => !text.trim());
}

/** One store a widget; every view of it draws from here. */
export class SeedStore extends EventTarget {
  constructor(model) {
    super();
    this.facts = model.get("_start");
    this.view = this.facts.view;
    this.pending = null;
    this.reading = false;
    this.checks = 0;
    this.name = `ftwidgets-seeds:${this.facts.store}`;
    this.kept = { ...BLANK, ...this.#recall() };
    this.isKept = true;
    this.#settle();
    this.connection = new Connection(model, (message) => this.#hear(message), () => this.tell());
    // A kernel that began anew has no line yet.
    if (this.way === "picked" && !this.line) this.suggest();
    if (this.target?.own) this.open({ own: this.target.own });
    this.isAsked = false;
  }

  close() {
    this.connection.close();
  }

  get seeds() {
    return this.view.seeds;
  }

  /** @returns {"saved" | "waiting" | "late" | "lost"} what can be said of the disk */
  get saving() {
    if (this.connection.isLost) return "lost";
    if (this.connection.isLate) return "late";
    return this.pending ? "waiting" : "saved";
  }

  get isReady() {
    return this.pending === null && !this.connection.isLost;
  }

  get way() {
    return this.kept.way;
  }

  get line() {
    return this.view.lines[this.way] ?? null;
  }

  get target() {
    return this.kept.target;
  }

  get draft() {
    return this.kept.drafts[nameOf(this.target)] ?? this.target?.fields ?? {};
  }

  // What is typed, kept over a reload of the page

  /** Drafts of an earlier page: saved ones go, those of a line that is gone stay as text. */
  #settle() {
    const { kept } = this;
    if (kept.sent && this.facts.done.includes(kept.sent.id)) {
      delete kept.drafts[kept.sent.name];
      if (nameOf(kept.target) === kept.sent.name) kept.target = null;
    }
    kept.sent = null;
    for (const name of Object.keys(kept.drafts)) {
      const [line] = name.split(" ");
      if (["pasted", "picked"].includes(line) && !this.view.lines[line]) this.#rescue(name);
    }
    if (kept.target?.line && !this.view.lines[kept.target.line]) kept.target = null;
    if (kept.target) kept.way = "write";
    if (kept.way === "picked" && !this.facts.pool) kept.way = "write";
    this.keep();
  }

  #rescue(name) {
    const { drafts } = this.kept;
    if (isBlank(drafts[NEW])) drafts[NEW] = drafts[name];
    delete drafts[name];
  }

  #recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  keep(changes = {}) {
    Object.assign(this.kept, changes);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
      this.isKept = true;
    } catch {
      this.isKept = false; // the browser's store is full: it is on the screen only
    }
  }

  setDraft(fields) {
    this.kept.drafts[nameOf(this.target)] = fields;
    this.keep({ hasBegun: true });
  }

  clear() {
    delete this.kept.drafts[nameOf(this.target)];
    this.keep();
    this.tell();
  }

  choose(way) {
    this.keep({ way, hasBegun: true, target: way === "write" ? this.target : null });
    if (way === "picked" && !this.line) this.suggest();
    this.tell();
  }

  leave() {
    const way = this.target?.line ?? this.way;
    this.keep({ target: null, way });
    this.tell();
  }

  // What the kernel is asked

  check(fields) {
    this.checks += 1;
    this.connection.send({ do: "check", number: this.checks, fields, own: this.target?.own ?? null });
  }

  open(what) {
    this.isAsked = true;
    this.connection.send({ do: "open", ...what });
  }

  paste(text) {
    this.#read({ do: "paste", text });
  }

  suggest(fresh = false) {
    this.#read({ do: "suggest", fresh });
  }

  #read(message) {
    if (this.reading) return;
    this.reading = this.connection.send(message);
    this.connection.wait(this.reading);
    this.tell();
  }

  go(position) {
    if (this.isReady) this.connection.send({ do: "go", line: this.way, position });
  }

  skip() {
    if (this.isReady) this.connection.send({ do: "skip", line: this.way, position: this.line.position });
  }

  showWhole() {
    this.connection.send({ do: "whole", line: this.way });
  }

  /** Change the file; nothing else is sent until this is answered. */
  act(kind, values = {}) {
    if (!this.isReady) return false;
    this.#send({ do: kind, id: newOperation(), ...values });
    return true;
  }

  /** The same operation again: the kernel does it once, whatever became of the first. */
  retry() {
    if (this.refused) this.#send(this.refused);
  }

  save(fields) {
    const { own = null, line = null, position = 0 } = this.target ?? {};
    return this.act("save", { fields, own, line, position });
  }

  #send(message) {
    this.refused = null;
    this.pending = message;
    if (message.do === "save") this.keep({ sent: { id: message.id, name: nameOf(this.target) } });
    if (this.connection.send(message)) this.connection.wait(true);
    else this.pending = null;
    this.tell();
  }

  // What the kernel says

  #hear(message) {
    if (message.view) this.view = message.view;
    const isMine = message.id !== undefined && message.id === this.pending?.id;
    if (message.is === "news" && isMine) this.#confirm(message);
    else if (message.is === "refused" && isMine) this.#refuse(message);
    else if (message.is === "error") this.#fail(message);
    else if (message.is === "checked" && message.number === this.checks) this.emit("checked", message.check);
    else if (message.is === "opened") this.#opened(message.page);
    else if (message.is === "unreadable") this.emit("unreadable", message);
    if (message.is === "unreadable" || (message.is === "news" && !isMine)) this.#stopReading();
    this.tell();
  }

  #stopReading() {
    if (!this.reading) return;
    this.reading = false;
    this.connection.wait(this.pending !== null);
  }

  #confirm({ words }) {
    const deed = this.pending;
    this.pending = null;
    this.connection.wait(false);
    if (deed.do === "save") this.#forget();
    if (deed.do === "remove") {
      delete this.kept.drafts[`seed ${deed.own}`];
      this.keep({ target: null });
    }
    const { pasted } = this.view.lines;
    if (pasted && deed.line === "pasted" && !pasted.counts.open) this.keep({ paste: "" });
    this.emit("saved", { deed, words });
  }

  /** What was saved needs no draft; a candidate goes back to its line. */
  #forget() {
    const { name } = this.kept.sent;
    delete this.kept.drafts[name];
    const way = this.target?.line ?? this.way;
    this.keep({ sent: null, target: null, way });
  }

  #refuse(message) {
    this.refused = this.pending;
    this.pending = null;
    this.connection.wait(false);
    this.keep({ sent: null });
    this.emit("refused", { ...message, deed: this.refused });
  }

  #fail(message) {
    this.pending = null;
    this.#stopReading();
    this.connection.wait(false);
    this.emit("error", message);
  }

  #opened(page) {
    if (page) this.keep({ target: page, way: "write" });
    this.emit("opened", { page, isAsked: this.isAsked });
    this.isAsked = false;
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
