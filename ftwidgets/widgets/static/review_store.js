/** Where is the reviewer, what is shown next, and what is still to be saved? */

import { Connection, newOperation } from "./connection.js";
import { Outbox, findStorage } from "./outbox.js";

const AHEAD = 12;
const CHUNK = 24;

/** A row that was judged in less than this, in milliseconds, was hardly read. */
const HASTY = 400;

/** One store a widget; every view of it draws from here. */
export class ReviewStore extends EventTarget {
  constructor(model) {
    super();
    this.model = model;
    this.facts = model.get("_start");
    this.view = this.facts.view;
    this.mode = this.facts.mode;
    this.rows = new Map();
    this.asked = new Set();
    this.place = this.view.position;
    this.pending = null;
    this.changing = false;
    this.seenAt = null;
    this.countedAt = null;
    this.pinned = null;
    this.hasty = 0;
    this.refusal = null;
    this.#takeRows(this.facts.window);
    this.connection = new Connection(model, (message) => this.#hear(message), () => this.#tell());
    this.outbox = new Outbox(this.facts.outbox, (ops) => this.#sendAll(ops), findStorage());
    if (this.outbox.length) {
      this.pending = this.outbox.waiting.at(-1).id;
      this.outbox.flush();
    }
  }

  close() {
    this.connection.close();
  }

  /** Nobody looks any more: the kernel need not tell us anything. */
  leave() {
    this.#request({ do: "leave" });
  }

  get row() {
    return this.rows.get(this.place) ?? null;
  }

  get atEnd() {
    return this.place >= this.view.length;
  }

  /** Whether nothing stands in the way of the next deed. */
  get free() {
    return !this.connection.isLost && this.refusal === null && this.pending === null && !this.changing;
  }

  /** Why no key works at all; `null` where keys do. */
  get blocked() {
    if (this.connection.isLost) return "Keys are off: the kernel is not connected.";
    return this.refusal === null ? null : "Keys are off until this is solved.";
  }

  /** What else was done, behind what could not be saved. */
  get waitingBehind() {
    const behind = this.outbox.unsaved - 1;
    return behind > 0 ? `${behind} more ${behind === 1 ? "waits" : "wait"} in this browser. ` : "";
  }

  /** Whether a key may judge the row now: it is on the screen. */
  get ready() {
    return this.free && this.row !== null && this.seenAt !== null;
  }

  /** Whether only the next frame is missing. */
  get waitsForPaint() {
    return this.free && !this.atEnd && this.seenAt === null;
  }

  /** @returns {"saved" | "waiting" | "late" | "lost"} what can be said of the disk */
  get saving() {
    if (this.connection.isLost) return "lost";
    if (!this.outbox.length) return "saved";
    return this.connection.isLate ? "late" : "waiting";
  }

  /** Do something to the row on the screen, or to the one that is pinned. */
  perform(kind, fields = {}) {
    const { row, place } = this.pinned ?? this;
    const now = performance.now();
    const moves = kind === "label" || kind === "skip" || kind === "edit";
    if (moves && now - this.seenAt < HASTY) this.hasty += 1;
    const seconds = Math.round(now - this.countedAt) / 1000;
    this.countedAt = now;
    if (kind === "flag") row.state = { ...row.state, flagged: fields.value };
    this.#put({ kind, row: row.key, print: row.print, seconds, ...fields });
    if (this.mode === "strict") this.pending = this.outbox.waiting.at(-1)?.id ?? null;
    else if (moves) this.move(place + 1);
    this.#tell();
  }

  /** While a field is open on a row, nothing takes the row away. */
  pin() {
    this.pinned = { row: this.row, place: this.place };
  }

  unpin() {
    this.pinned = null;
    this.#settle();
  }

  /** Undo or redo: what it was only the kernel knows. */
  turn(kind) {
    const something = kind === "undo" ? this.view.undo || this.outbox.unsaved : this.view.redo;
    if (!this.free || this.pinned !== null || !something) return;
    this.#put({ kind });
    this.pending = this.outbox.waiting.at(-1)?.id ?? null;
    this.#tell();
  }

  /** Go to a place to read there. */
  go(place) {
    const there = Math.min(Math.max(place, 0), this.view.length);
    if (there === this.place || !this.free || this.pinned !== null) return;
    this.#put({ kind: "visit", place: there });
    this.move(there);
    this.#tell();
  }

  choose(queue) {
    this.changing = true;
    this.#request({ do: "choose", queue });
    this.#tell();
  }

  /** See what other windows have done meanwhile; at most once a second. */
  refresh() {
    if (this.outbox.length || Date.now() - (this.refreshed ?? 0) < 1000) return;
    this.refreshed = Date.now();
    this.#request({ do: "refresh" });
  }

  /** Split the audit by something; `null` leaves that. */
  split(by) {
    this.by = by;
    this.groups = null;
    if (by) this.#request({ do: "groups", by });
    this.#tell();
  }

  setMode(mode) {
    this.#request({ do: "mode", mode });
  }

  check(number, turn, text) {
    this.#request({ do: "check", number, key: this.pinned.row.key, turn, text });
  }

  showWhole() {
    this.#request({ do: "whole", place: this.place });
  }

  /** Try again what could not be saved. */
  retry() {
    this.refusal = null;
    this.outbox.flush();
    this.#tell();
  }

  /** Take back what could not be saved, and go back to its row. */
  giveUp() {
    this.outbox.drop(this.refusal.id);
    this.refusal = this.pending = null;
    this.outbox.flush();
    if (!this.outbox.length) this.move(this.view.position);
    this.#tell();
  }

  move(place) {
    this.place = place;
    this.seenAt = this.countedAt = null;
    this.#fetch();
  }

  /** The row is on the screen now. */
  see() {
    if (this.seenAt === null) this.seenAt = this.countedAt = performance.now();
  }

  #put(fields) {
    this.outbox.add({ id: newOperation(), queue: this.view.queue, ...fields });
  }

  #sendAll(ops) {
    const isSent = this.connection.send({ do: "operations", ops });
    if (isSent) this.connection.wait(true);
    return isSent;
  }

  #request(message) {
    this.connection.send(message);
  }

  #fetch() {
    const { length } = this.view;
    let from = this.place;
    while (from < Math.min(this.place + AHEAD, length) && (this.rows.has(from) || this.asked.has(from))) from += 1;
    if (from >= Math.min(this.place + AHEAD, length)) return;
    for (let place = from; place < from + CHUNK; place += 1) this.asked.add(place);
    this.#request({ do: "rows", queue: this.view.queue, from, count: CHUNK });
  }

  #takeRows({ epoch, from, rows }) {
    if (epoch !== this.view.epoch) return;
    rows.forEach((row, index) => this.rows.set(from + index, row));
    for (let place = from; place < from + Math.max(rows.length, CHUNK); place += 1) this.asked.delete(place);
  }

  #hear(message) {
    if (message.is === "news") this.#takeNews(message);
    if (message.is === "rows") {
      this.#takeRows(message);
      if (!this.atEnd && this.row === null) this.#fetch();
    }
    if (message.is === "mode") this.mode = message.mode;
    if (message.is === "groups" && message.by === this.by) this.groups = message;
    if (message.is === "refused") {
      this.outbox.refuse();
      this.connection.wait(false);
      this.refusal = { ...message, ...this.#nameOf(message.id) };
    }
    if (message.is === "error") this.changing = false;
    if (["error", "checked", "whole"].includes(message.is)) this.#emit(message.is, message);
    this.#tell();
  }

  #takeNews({ ids, states, view }) {
    const isOther = view.epoch !== this.view.epoch;
    if (isOther) {
      this.rows.clear();
      this.asked.clear();
    }
    this.changing = false;
    this.view = view;
    for (const [place, row] of this.rows) {
      const state = states[row.key];
      if (state && state.text !== row.state.text) this.rows.delete(place);
      else if (state) row.state = state;
      const { partner } = row;
      if (partner && states[partner.key]) partner.state = states[partner.key];
    }
    this.outbox.confirm(ids);
    this.connection.wait(this.outbox.flying.size > 0);
    if (ids.includes(this.pending)) this.pending = null;
    if (isOther) this.place = -1;
    this.#settle();
    if (this.by && ids.length && view.audit) this.#request({ do: "groups", by: this.by });
  }

  /** Go where the kernel is; with labels on their way it does not know that yet. */
  #settle() {
    if (this.pinned !== null) return;
    const isElsewhere = !this.outbox.length && this.view.position !== this.place;
    if (this.place < 0 || isElsewhere) this.move(this.view.position);
    else if (this.row === null) {
      this.asked.clear();
      this.move(this.place);
    }
  }

  /** What was refused, and of which row. */
  #nameOf(id) {
    const deed = this.outbox.waiting.find((operation) => operation.id === id);
    const row = [...this.rows.values()].find(({ key }) => key === deed?.row);
    return { what: deed?.kind ?? "last deed", name: row?.name ?? "a row" };
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
