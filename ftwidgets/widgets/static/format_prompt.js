/** What does the model see in training and in inference, and where do the two differ? */

import { button, el, fill } from "./dom.js";
import { thousands } from "./explorer_parts.js";
import { CodePanel } from "./format_code.js";

/** What the marks of each text mean. */
const PROMPT_MARKS = {
  train: { differs: "inference does not send it", learned: "the model must produce it" },
  infer: { differs: "training never saw it there" },
};

/** The prompt of a row, in one of the templates or in one's own. */
export class PromptPart {
  constructor(apply) {
    this.apply = apply;
    this.known = null;
    this.verdict = el("div.ft-fmt-verdict", { role: "group", "aria-label": "Do they match" });
    this.train = new CodePanel("Training sees", "Text of training");
    this.infer = new CodePanel("Inference sends", "Text of inference");
    this.panels = el("div.ft-two", this.train.node, this.infer.node);
    this.note = el("p.ft-quiet.ft-small.ft-fmt-prose");
    this.editor = this.#makeEditor();
    this.node = el("div.ft-fmt-stack", this.editor, this.verdict, this.panels, this.note);
  }

  #makeEditor() {
    this.text = el("textarea.ft-area.ft-fmt-template", { rows: 8, spellcheck: "false", "aria-label": "Your own template", dir: "ltr" });
    const token = (name, words) => {
      const input = el("input.ft-input.ft-fmt-token-field", { type: "text", spellcheck: "false", "aria-label": words });
      this[name] = input;
      return el("label.ft-choice", el("span.ft-quiet", words), input);
    };
    const tokens = [token("bos", "bos_token"), token("eos", "eos_token")];
    const run = button("Render with it", { key: "Ctrl ↵", after: true }, () => this.render());
    const what = "Jinja, as in a tokenizer's chat_template. It runs apart, in a sandbox, with limits of time and size.";
    return el("div.ft-fmt-stack", { hidden: true }, this.text, el("div.ft-line", tokens, run), el("p.ft-quiet.ft-small", what));
  }

  /** Try what is typed; the kernel says what it comes to. */
  render() {
    this.apply({ text: this.text.value, bos: this.bos.value, eos: this.eos.value });
  }

  draw(page) {
    this.#drawEditor(page.own);
    this.panels.hidden = Boolean(page.failure);
    this.note.hidden = !page.note;
    this.note.textContent = page.note ? `${page.title}: ${page.note} Source: ${page.source}.` : "";
    this.#drawVerdict(page);
    if (page.failure) return;
    for (const name of ["train", "infer"]) {
      this[name].aside.textContent = `${thousands(page[name].length)} characters`;
      this[name].drawText(page[name]);
      const marks = new Set(page[name].pieces.map(([, , mark]) => mark));
      const said = Object.entries(PROMPT_MARKS[name]).filter(([mark]) => marks.has(mark));
      fill(this[name].under, ...said.map(([mark, words]) => el("span.ft-nowrap", el(`span.ft-fmt-mark.ft-fmt-${mark}`, mark), el("span.ft-quiet", ` ${words}`))));
    }
  }

  /** What is typed and not yet rendered stays, unless another template has come. */
  #drawEditor(own) {
    this.editor.hidden = own === null;
    const stamp = own && JSON.stringify(own);
    if (own === null || stamp === this.known) return;
    this.known = stamp;
    for (const name of ["text", "bos", "eos"]) if (this[name].value !== own[name]) this[name].value = own[name];
  }

  #drawVerdict({ failure, matches, learns, sentences }) {
    const tone = failure ? "dropped" : matches && learns ? "kept" : "flagged";
    const title = failure ? "× There is no prompt" : matches ? (learns ? "✓ They match" : "~ Nothing is learned") : "~ They do not match";
    this.verdict.dataset.tone = tone;
    fill(this.verdict, el(`div.ft-strong.ft-${tone}`, title), ...(failure ? [`${failure}.`] : sentences).map((each) => el("div", each)));
  }
}
