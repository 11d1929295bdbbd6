/** What does the curve say, in words? Filtering, more rows, and what the student is. */

import { el, fill } from "./dom.js";

export class LearningRail {
  constructor() {
    this.filtering = el("section.ft-stack", { "aria-label": "Filtering" });
    this.more = el("section.ft-stack", { "aria-label": "More rows" });
    this.notes = el("section.ft-stack", { "aria-label": "Worth knowing" });
    this.proxy = el("div.ft-message.ft-small", { "data-tone": "note", role: "note" });
    this.node = el("div.ft-rail", this.filtering, this.more, this.notes, this.proxy);
  }

  draw({ filtering, compares, more, notes, proxy, is }) {
    this.#drawFiltering(filtering, compares, is);
    const words = more || (is === "working" ? "It is said when all sizes are measured." : "The measurement ended before it could be said.");
    fill(this.more, el("h4", "Would more rows help?"), el("p.ft-small.ft-quiet", words));
    this.notes.hidden = notes.length === 0;
    fill(this.notes, el("h4", "Worth knowing"), notes.map((note) => el("p.ft-small.ft-quiet", note)));
    fill(this.proxy, el("div.ft-learn-proxy", el("b.ft-learn-sign", { "aria-hidden": "true" }, "i"), el("span", proxy)));
  }

  #drawFiltering(filtering, compares, is) {
    if (filtering) {
      const { title, tone, number, shares, words } = filtering;
      const [sign, value, ...unit] = number.split(" ");
      fill(this.filtering, el("h4", title), el("p", el(`span.ft-big${tone ? `.ft-${tone}` : ""}`, `${sign} ${value}`), el("span.ft-quiet", ` ${unit.join(" ")}, ${shares}`)), el("p.ft-small.ft-quiet", words));
      return;
    }
    const words = !compares
      ? "Give the rows before filtering too, as unfiltered=…: the same student then learns from as many of them."
      : is === "working" ? "It is said when all sizes are measured." : "It cannot be told from what was measured.";
    fill(this.filtering, el("h4", "Does filtering help?"), el("p.ft-small.ft-quiet", words));
  }
}
