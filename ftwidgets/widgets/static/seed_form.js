/** How is a seed written? A form per kind of task, checked while one types. */

import { button, count, drawPieces, el, fill } from "./dom.js";
import { drawNear, drawRemarks } from "./seed_parts.js";
import { isBlank, nameOf } from "./seed_store.js";

/** Labels that have a key; the others are in a list. */
export const KEYED = 9;

const PAUSE = 60;

const MAX_HEIGHT = 260;

/** Buttons for the labels, and a list for those without a key. */
export class LabelButtons {
  constructor({ kind = "", onChoose }) {
    this.kind = kind;
    this.onChoose = onChoose;
    this.node = el("div.ft-labels", { role: "group", "aria-label": "Label" });
    this.drawn = "";
  }

  /** @param {{labels: string[], chosen: number}} state names on the buttons, and which is pressed */
  draw({ labels, chosen }) {
    const stamp = JSON.stringify(labels);
    if (this.drawn !== stamp) this.#build(labels);
    this.drawn = stamp;
    this.buttons.forEach((node, at) => node.setAttribute("aria-pressed", String(at === chosen)));
    if (this.list) this.list.value = chosen >= KEYED ? String(chosen) : "";
  }

  #build(labels) {
    this.buttons = labels.slice(0, KEYED).map((label, at) => button(label, { key: String(at + 1), kind: this.kind, "aria-keyshortcuts": String(at + 1), dir: "auto" }, (event) => this.onChoose(at, event)));
    this.list = null;
    if (labels.length > KEYED) {
      const options = labels.slice(KEYED).map((label, at) => el("option", { value: String(at + KEYED) }, label));
      this.list = el("select.ft-select", { "aria-label": "Another label", change: () => this.list.value && this.onChoose(Number(this.list.value)) }, el("option", { value: "" }, `${labels.length - KEYED} more labels`), options);
    }
    fill(this.node, this.buttons, this.list);
  }
}

/** One text of the form, with what is said of it below. */
class Field {
  constructor({ name, title, hint, rows, optional }, onInput) {
    this.name = name;
    this.optional = optional;
    this.title = title;
    const id = `ft-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const tag = rows > 1 ? "textarea.ft-area" : "input.ft-area";
    this.input = el(tag, { id, rows, placeholder: hint, spellcheck: "true", dir: "auto", autocomplete: "off", "aria-describedby": `${id}-remarks`, input: () => { this.grow(); onInput(); } });
    this.words = el("span.ft-small.ft-quiet");
    this.remarks = el("ul.ft-remarks.ft-small", { id: `${id}-remarks` });
    this.hidden = el("div.ft-read-as.ft-small");
    this.more = el("div.ft-field-more");
    this.box = el(
      "div.ft-field",
      el("div.ft-field-head", el("label.ft-cap", { for: id }, title), this.words),
      this.input, this.more, this.hidden, this.remarks,
    );
    this.opener = optional ? el("button.ft-link.ft-small", { type: "button", click: () => this.open() }, `Add a ${title.toLowerCase()}`) : null;
    this.node = el("div", this.opener, this.box);
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
    if (!this.optional) return;
    this.box.hidden = !text;
    this.opener.hidden = Boolean(text);
  }

  open() {
    this.box.hidden = false;
    this.opener.hidden = true;
    this.input.focus();
  }

  grow() {
    if (this.input.tagName !== "TEXTAREA" || !this.input.isConnected) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, MAX_HEIGHT)}px`;
  }

  draw(check, isAsked) {
    const number = check?.words[this.name] ?? 0;
    this.words.textContent = number ? count(number, "word") : this.optional ? "optional" : "";
    const pieces = check?.hidden[this.name];
    fill(this.hidden, pieces ? [el("span.ft-quiet", "The model reads: "), el("span.ft-text", drawPieces(pieces))] : []);
    this.hidden.hidden = !pieces;
    const found = (check?.findings ?? []).filter(({ field }) => field === this.name);
    // A field nobody has come to yet is not wrong, only empty.
    const said = this.value.trim() || isAsked ? found : [];
    fill(this.remarks, drawRemarks(said));
    this.remarks.hidden = !said.length;
    const isWrong = said.some(({ severity }) => severity === "error");
    this.fault = said.find(({ severity }) => severity === "error")?.message;
    this.input.setAttribute("aria-invalid", String(isWrong));
    return isWrong;
  }
}

/** The label: buttons, and a text where the task does not say which labels there are. */
class LabelField extends Field {
  constructor(spec, onInput, isClosed) {
    super(spec, onInput);
    this.isClosed = isClosed;
    this.onInput = onInput;
    this.buttons = new LabelButtons({ kind: "label", onChoose: (at) => this.choose(at) });
    this.values = [];
    this.input.classList.add("ft-label-input");
    this.input.setAttribute("placeholder", "another label");
    if (isClosed) this.input.replaceWith(this.buttons.node);
    else this.more.append(this.buttons.node);
    this.names = [];
  }

  choose(at) {
    if (this.values[at] === undefined) return;
    this.value = this.values[at];
    this.drawLabels(this.names, this.values);
    this.onInput();
  }

  focus() {
    (this.isClosed ? this.buttons.buttons[0] : this.input)?.focus();
  }

  drawLabels(names, values) {
    this.names = names;
    this.values = values;
    this.buttons.draw({ labels: names, chosen: values.indexOf(this.value.trim()) });
  }

  draw(check, isAsked) {
    this.words.textContent = "";
    const isWrong = super.draw(check, isAsked);
    this.words.textContent = "";
    return isWrong;
  }
}

export class SeedForm {
  constructor(store, { say, changed }) {
    this.store = store;
    this.say = say;
    this.changed = changed;
    this.isAsked = false;
    this.fields = store.facts.form.map((spec) => (spec.name === "label" ? new LabelField(spec, () => this.#typed(), store.facts.closed) : new Field(spec, () => this.#typed())));
    this.label = this.fields.find((field) => field instanceof LabelField) ?? null;
    this.near = el("div", { "aria-live": "polite" });
    this.fields[0].more.append(this.near);
    this.node = el("div.ft-form", this.fields.map((field) => field.node));
    this.shown = null;
  }

  get texts() {
    const filled = this.fields.filter((field) => field.value || !field.optional);
    return Object.fromEntries(filled.map((field) => [field.name, field.value]));
  }

  get isBlank() {
    return isBlank(this.texts);
  }

  get isTyping() {
    return this.fields.some((field) => field.input === document.activeElement);
  }

  /** Show the draft of what is written now; what is typed there already stays. */
  load() {
    const name = nameOf(this.store.target);
    if (this.shown !== name) this.fill(this.store.draft);
    this.shown = name;
    this.label?.drawLabels(this.store.view.labels, this.store.view.labelValues);
  }

  fill(texts) {
    clearTimeout(this.timer);
    this.store.checks += 1; // what is still on its way was said of another text
    for (const field of this.fields) field.value = texts[field.name] ?? "";
    this.isAsked = false;
    this.check = null;
    this.label?.drawLabels(this.store.view.labels, this.store.view.labelValues);
    this.#draw();
    requestAnimationFrame(() => this.grow());
    if (!isBlank(texts)) this.store.check(this.texts);
  }

  focus() {
    this.fields[0].input.focus();
  }

  grow() {
    this.fields.forEach((field) => field.grow());
  }

  chooseLabel(at) {
    if (!this.label || this.label.values[at] === undefined) return false;
    this.label.choose(at);
    this.say(`Label ${this.label.names[at]}`);
    return true;
  }

  #typed() {
    this.store.setDraft(this.texts);
    this.label?.drawLabels(this.store.view.labels, this.store.view.labelValues);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store.check(this.texts), PAUSE);
    this.changed();
  }

  /** What the kernel says of what is typed. */
  show(check) {
    this.check = check;
    this.#draw();
  }

  /** After a save that was refused even empty fields are told; the first gets the focus. */
  ask(check) {
    this.isAsked = true;
    this.check = check;
    const wrong = this.#draw();
    const [first] = wrong;
    if (first instanceof LabelField) first.focus();
    else first?.input.focus();
    return wrong;
  }

  #draw() {
    const near = this.check?.near ?? null;
    const stamp = JSON.stringify(near);
    if (this.nearIs !== stamp) fill(this.near, near && drawNear(near));
    this.nearIs = stamp;
    return this.fields.filter((field) => field.draw(this.check, this.isAsked));
  }
}
