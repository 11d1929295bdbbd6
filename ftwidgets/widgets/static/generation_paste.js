/** Prompts to copy, and replies to paste back: for an assistant that no program asks. */

import { button, count, el, fill } from "./dom.js";

const MOST = 50;

export class PasteDesk {
  constructor(store, deeds) {
    this.store = store;
    this.deeds = deeds;
    this.many = el("input.ft-input.ft-run-many", { type: "number", min: 1, max: MOST, value: store.kept.k, "aria-label": "Replies to ask for", change: () => this.#ask() });
    this.prompt = el("textarea.ft-area.ft-run-paper", { rows: 9, readonly: "readonly", "aria-label": "Prompt to copy", spellcheck: "false" });
    this.copy = button("Copy", {}, () => this.#copy());
    this.copied = el("span.ft-small.ft-quiet");
    this.area = el("textarea.ft-area.ft-run-paper", { rows: 9, "aria-label": "Replies of the assistant", placeholder: "Paste all it wrote, with or without words around it", spellcheck: "false", input: () => store.keep({ paste: this.area.value }) });
    this.area.value = store.kept.paste;
    this.take = button("Take in", { key: "Ctrl ↵", after: true, kind: "main", "aria-keyshortcuts": "Control+Enter" }, () => deeds.take());
    this.result = el("span.ft-small", { role: "status" });
    const left = el("section.ft-stack", { "aria-label": "Prompt" },
      el("div.ft-line", el("h4", "1  Copy this"), el("span.ft-line.ft-run-ask", el("span.ft-quiet", "for"), this.many, el("span.ft-quiet", "replies"))),
      this.prompt, el("div.ft-line", this.copy, this.copied));
    const right = el("section.ft-stack", { "aria-label": "Replies" }, el("div.ft-line.ft-run-paste-head", el("h4", "2  Paste what it replied")), this.area, el("div.ft-line", this.take, this.result));
    this.desk = el("div.ft-run-paste", left, right);
    this.end = el("p.ft-run-prose");
    this.node = el("div.ft-run-desk", this.desk, this.end);
  }

  draw() {
    const { prompts, view, isReady } = this.store;
    const open = view.requested - view.answered;
    this.desk.hidden = open === 0;
    fill(this.end, open ? [] : endWords(view));
    this.end.hidden = open > 0;
    this.take.setAttribute("aria-disabled", String(!isReady));
    if (!prompts || prompts === this.shown) return;
    this.shown = prompts;
    this.prompt.value = prompts.text;
    this.copied.textContent = prompts.unseen ? `${count(prompts.unseen, "character")} in it cannot be seen.` : "";
  }

  #ask() {
    const k = Math.min(MOST, Math.max(1, Math.round(Number(this.many.value)) || 1));
    this.many.value = k;
    this.store.ask(k);
  }

  async #copy() {
    this.prompt.focus();
    this.prompt.select();
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(this.prompt.value);
      isCopied = true;
    } catch {
      isCopied = document.execCommand("copy"); // a page without the newer interface
    }
    this.copied.textContent = isCopied ? "Copied. Paste it into your assistant." : "It is selected: press Ctrl C.";
  }

  /** What a text has brought; it is emptied only where replies were found. */
  done(words) {
    const isFound = !words.startsWith("0 ");
    this.result.textContent = isFound ? `${words}.` : `${words}. The text is on disk all the same, and stays here.`;
    if (!isFound) return;
    this.area.value = "";
    this.store.keep({ paste: "" });
  }
}

function endWords({ usable, wanted }) {
  if (usable === null || usable >= wanted) return [el("span.ft-strong", "Every prompt is answered."), " ", el("span.ft-code", "run.rows"), " has the rows."];
  const missing = count(wanted - usable, "row");
  return [el("span.ft-strong", "Every prompt is answered."), ` ${missing} of ${wanted} still missing: have invalid replies asked again, or run the cell again with a larger n and the same journal.`];
}
