/** How is a task of one's own said: its name, what it does, its labels? */

import { button, el } from "./dom.js";

const TASK_FIELDS = [
  { name: "name", title: "Name", hint: "such as: spam or not", tag: "input.ft-input" },
  { name: "description", title: "What shall the model do?", hint: "One or two sentences, as you would tell a new colleague. Whoever writes the examples reads this.", tag: "textarea.ft-area" },
  { name: "labels", title: "Labels", hint: "separated by commas; leave it empty if any reply is allowed", tag: "input.ft-input" },
];

/** What is typed stays over a reload of the page, until it is on the disk. */
export class TaskForm {
  constructor({ store, onUse }) {
    this.drafts = `ftwidgets-task:${store.facts.store}`;
    this.inputs = {};
    const fields = TASK_FIELDS.map(({ name, title, hint, tag }) => {
      const id = `ft-task-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
      const most = name === "labels" ? null : store.facts.longest[name];
      const input = el(tag, { id, rows: 2, maxlength: most, placeholder: hint, dir: "auto", autocomplete: "off", spellcheck: "true", input: () => this.#keep() });
      this.inputs[name] = input;
      return el("div.ft-task-field", el("label.ft-les-cap", { for: id }, title), input);
    });
    this.use = button("Use this task", { kind: "main", key: "Ctrl ↵", after: true, "aria-keyshortcuts": "Control+Enter" }, onUse);
    this.node = el("section.ft-task-form", { "aria-label": "Your own task" }, fields, el("div.ft-line", this.use));
    this.#fill({ ...store.view.own?.fields, ...this.#recall() });
  }

  get values() {
    return Object.fromEntries(Object.entries(this.inputs).map(([name, input]) => [name, input.value]));
  }

  focus() {
    this.inputs.name.focus();
  }

  forget() {
    try {
      sessionStorage.removeItem(this.drafts);
    } catch { /* nothing was kept there either */ }
  }

  #fill(values) {
    for (const [name, input] of Object.entries(this.inputs)) input.value = values[name] ?? "";
  }

  #recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.drafts)) ?? {};
    } catch {
      return {};
    }
  }

  #keep() {
    try {
      sessionStorage.setItem(this.drafts, JSON.stringify(this.values));
    } catch { /* the browser's store is full: it is on the screen only */ }
  }
}
