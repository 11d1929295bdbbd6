/** How is the panel laid out, and what is drawn anew when something has changed? */

import { button, el, fill, Stamps } from "./dom.js";
import { Frame, isTyping } from "./frame.js";
import { Histogram } from "./generation_chart.js";
import { Numbers } from "./generation_numbers.js";
import { PasteDesk } from "./generation_paste.js";
import { Reader } from "./generation_reader.js";
import { Ready, readyActions } from "./generation_stages.js";
import { Latest, Outcomes } from "./generation_tables.js";
import { footKeys, helpKeys, kernelWords, refusalWords, savedWords, sentence } from "./generation_words.js";

/** So often a countdown is drawn, in milliseconds. */
const TICK = 250;

/** The parts of the widget; what they do when pressed is up to `deeds`. */
export class RunScreen {
  constructor(store, deeds, host, signal) {
    this.store = store;
    this.deeds = deeds;
    this.stamps = new Stamps();
    this.isPaste = store.facts.kind === "paste";
    this.frame = new Frame(host, { title: "Generate", keys: helpKeys(this.isPaste), signal });
    this.numbers = new Numbers(store);
    this.ready = new Ready(store, deeds);
    this.paste = new PasteDesk(store, deeds);
    this.outcomes = new Outcomes(store, deeds);
    this.chart = new Histogram(signal);
    this.latest = new Latest(deeds);
    this.reader = new Reader(store, deeds);
    this.tables = el("div.ft-run-tables", el("div.ft-run-pair", this.outcomes.node, this.chart.node), this.latest.node);
    this.actions = el("div.ft-actions.ft-run-actions");
    this.right = el("span");
    this.frame.body.append(el("div.ft-run", this.ready.node, this.numbers.node, this.paste.node, this.tables, this.reader.node), this.actions);
    for (const turn of ["focusin", "focusout"]) this.frame.root.addEventListener(turn, () => requestAnimationFrame(() => this.#drawFoot()), { signal });
    const ticking = setInterval(() => store.view.waiting && this.numbers.drawTime(), TICK);
    signal?.addEventListener("abort", () => clearInterval(ticking));
  }

  get hasFocus() {
    return this.frame.root.contains(document.activeElement);
  }

  get isTyping() {
    const { activeElement } = document;
    return this.hasFocus && activeElement !== this.frame.root && isTyping(activeElement);
  }

  get isBefore() {
    return ["ready", "preview"].includes(this.store.view.stage);
  }

  /** The whole, where it is not as it was. */
  draw() {
    const { store, frame, isBefore } = this;
    const { view, reading } = store;
    frame.keepFocus(() => {
      frame.subject.textContent = view.plan;
      frame.setSaved(...savedWords(store));
      this.#drawMessages();
      this.#drawTool();
      this.ready.node.hidden = !isBefore || reading !== null;
      this.ready.draw();
      this.numbers.node.hidden = isBefore;
      this.numbers.draw();
      this.paste.node.hidden = !this.isPaste || reading !== null;
      if (this.isPaste) this.paste.draw();
      this.tables.hidden = isBefore || reading !== null || (this.isPaste && !view.answered);
      this.outcomes.draw();
      this.chart.draw(view.histogram);
      this.latest.draw(view);
      this.reader.draw();
      this.#drawActions();
      this.#drawFoot();
    });
  }

  #drawMessages() {
    const { store, frame } = this;
    const { view, refusal } = store;
    const kernel = kernelWords(store);
    if (this.stamps.isOther("kernel", kernel)) frame.setMessage("kernel", kernel);
    if (this.stamps.isOther("refusal", refusal, view.answered)) frame.setMessage("refusal", refusal ? this.#refusal(refusal) : null);
    if (this.stamps.isOther("failure", view.failure)) frame.setMessage("failure", view.failure ? this.#failure(view.failure) : null);
    const { ended } = view;
    const isGrave = ended && ended.tone === "error" && !view.isWorking;
    if (this.stamps.isOther("ended", isGrave && ended, this.isBefore)) frame.setMessage("ended", isGrave && this.isBefore ? endMessage(ended) : null);
  }

  #refusal(refusal) {
    const again = refusal.kind === "call" ? null : button("Try again", {}, () => this.store.retry());
    const leave = button("Close", { kind: "quiet" }, () => this.store.forgetRefusal());
    return { tone: "error", ...refusalWords(refusal, this.store), traceback: refusal.traceback, action: el("span.ft-line", again, leave) };
  }

  #failure({ reason, kind, traceback }) {
    const text = kind === "disk" ? "Make room for it, then start again." : "What is on disk is safe. Start again; if it fails again, run the cell again.";
    return { tone: "error", title: `The run was not started: ${reason}`, text, traceback };
  }

  /** Stop, leave, resume: one button at one place. */
  #drawTool() {
    const { store, deeds, frame } = this;
    const { view, facts } = store;
    const { isLost } = store.connection;
    if (!this.stamps.isOther("tool", view.isWorking, view.stops, view.isResumable, view.stage, view.ended?.reason, isLost, store.isReady)) return;
    const glyph = (mark) => el("span", { "aria-hidden": "true" }, `${mark} `);
    let tool = null;
    if (this.isPaste) tool = null;
    else if (view.isWorking && !view.stops) tool = button([glyph("■"), "Stop"], { kind: "stop", "data-is": "stop", "aria-keyshortcuts": "Space" }, () => deeds.stop(1));
    else if (view.isWorking && view.stops === 1) tool = button(facts.kind === "claude" ? "Leave them (may be billed)" : "Leave them", { kind: "dropped", "data-is": "leave" }, () => deeds.stop(2));
    else if (!view.isWorking && view.isResumable && view.stage === "run") tool = button([glyph("▶"), view.ended?.reason === "refused" ? "Try again" : "Resume"], { "data-is": "resume", "aria-keyshortcuts": "Space" }, () => deeds.start(null));
    tool?.setAttribute("aria-disabled", String(isLost || !store.isReady));
    const had = frame.tools.contains(document.activeElement);
    fill(frame.tools, tool ? [tool] : []);
    if (had) (tool ?? frame.root).focus({ preventScroll: true });
  }

  #drawActions() {
    const { store, deeds, isBefore } = this;
    const { view, facts } = store;
    const { isLost } = store.connection;
    if (!this.stamps.isOther("actions", isBefore, view.stage, view.isWorking, view.trouble, view.answered, view.requested, isLost, store.isReady, store.reading !== null)) return;
    const nodes = isBefore && store.reading === null ? readyActions({ view, facts }, deeds) : [];
    this.actions.hidden = nodes.length === 0;
    fill(this.actions, nodes);
    this.actions.querySelectorAll(".ft-button").forEach((node) => node.setAttribute("aria-disabled", String(isLost || !store.isReady)));
  }

  #drawFoot() {
    const { store } = this;
    const keys = footKeys(store, this.isTyping);
    const right = store.view.isWorking ? "goes on if this tab is closed" : store.facts.file;
    if (this.stamps.isOther("foot", keys, right)) this.frame.setFoot(keys, el("span.ft-run-file", right));
  }

  focusRoot() {
    this.frame.root.focus({ preventScroll: true });
  }
}

function endMessage({ tone, title, said, next }) {
  return { tone, title, text: [said && sentence(said), next].filter(Boolean).join(" ") };
}
