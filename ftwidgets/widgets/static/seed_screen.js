/** How is the editor laid out, and what is drawn anew when something has changed? */

import { button, el, fill, Stamps } from "./dom.js";
import { Frame } from "./frame.js";
import { footKeys, formActions, helpKeys, lineupActions, pasteActions } from "./seed_actions.js";
import { LabelButtons, SeedForm } from "./seed_form.js";
import { LineupPanel, PastePanel } from "./seed_lineup.js";
import { drawBalance, drawSquares, drawWritten } from "./seed_parts.js";
import { drawPlace, drawStage, stageOf } from "./seed_stages.js";
import { kernelWords, savedWords } from "./seed_words.js";

const ACTIONS = { form: formActions, paste: pasteActions, lineup: lineupActions };

/** The parts of the widget; what they do when pressed is up to `deeds`. */
export class SeedScreen {
  constructor(store, deeds, host, signal) {
    this.store = store;
    this.deeds = deeds;
    this.isLabelled = store.facts.kind === "classification";
    this.isPasting = false;
    this.isRefused = false;
    this.showsAll = false;
    this.cleared = null;
    this.stamps = new Stamps();
    this.frame = new Frame(host, { title: "Gold seeds", keys: helpKeys(this.isLabelled), signal });
    this.frame.subject.textContent = store.facts.subject;
    this.form = new SeedForm(store, { say: (words) => this.frame.say(words), changed: () => this.#typed() });
    this.lineup = new LineupPanel(store);
    this.paste = new PastePanel(store);
    this.labels = new LabelButtons({ kind: "large", onChoose: (at) => deeds.approve(at) });
    this.#build();
    for (const turn of ["focusin", "focusout"]) this.frame.root.addEventListener(turn, () => requestAnimationFrame(() => this.#drawFoot()), { signal });
  }

  #build() {
    const { frame, deeds } = this;
    const { pool } = this.store.facts;
    const ways = [["write", "Write"], ["pasted", "Paste or import"], ["picked", pool ? `Pick from ${pool.name}` : "Pick from a file"]];
    this.tabs = ways.map(([way, words]) => el("button.ft-tab", { type: "button", role: "tab", "data-way": way, click: () => deeds.choose(way) }, words));
    const why = pool ? null : el("span.ft-small.ft-quiet", "To pick, give the widget rows: ", el("span.ft-code", "pool=ft.load(path)"));
    this.big = el("span.ft-seed-title");
    this.squares = el("span.ft-seed-squares");
    this.back = button("‹", { kind: "icon", "aria-label": "Previous candidate", "aria-keyshortcuts": "ArrowLeft" }, () => deeds.move(-1));
    this.on = button("›", { kind: "icon", "aria-label": "Next candidate", "aria-keyshortcuts": "ArrowRight" }, () => deeds.move(1));
    this.arrows = el("span.ft-line.ft-arrows-near", this.back, this.on);
    this.top = el("div.ft-seed-top", this.big, this.arrows, this.squares);
    this.page = el("div.ft-seed-page");
    this.notice = el("div.ft-notice", { role: "alert" });
    this.actions = el("div.ft-actions");
    this.rail = el("div.ft-rail");
    this.last = el("span");
    this.undo = button("Undo", { key: "Ctrl Z", after: true, "aria-keyshortcuts": "Control+Z" }, () => deeds.undo());
    this.bringBack = button("Bring it back", {}, () => deeds.bringBack());
    frame.body.append(
      el("div.ft-bar", el("div.ft-tabs", { role: "tablist", "aria-label": "Ways to add a seed" }, this.tabs), why),
      el("div.ft-split", el("div.ft-main", this.top, this.page, this.notice, this.actions), this.rail),
    );
  }

  get stage() {
    return stageOf(this.store, this.isPasting);
  }

  get hasFocus() {
    return this.frame.root.contains(document.activeElement);
  }

  get isTyping() {
    return this.form.isTyping || document.activeElement === this.paste.area;
  }

  /** The whole, where it is not as it was. */
  draw() {
    this.frame.keepFocus(() => {
      this.frame.setSaved(...savedWords(this.store, this.isRefused));
      this.frame.setMessage("kernel", kernelWords(this.store));
      if (this.store.connection.isLost) this.frame.setMessage("disk", null);
      this.#drawTabs();
      this.#drawTop();
      this.#drawPage();
      this.#drawActions();
      this.#drawRail();
      this.#drawFoot();
    });
  }

  #drawTabs() {
    for (const tab of this.tabs) {
      const { way } = tab.dataset;
      const isOn = way === this.store.way;
      tab.setAttribute("aria-selected", String(isOn));
      tab.setAttribute("aria-disabled", String(way === "picked" && !this.store.facts.pool));
      tab.tabIndex = isOn ? 0 : -1;
    }
  }

  #drawTop() {
    const { store, stage } = this;
    const { seeds, line } = store;
    this.top.hidden = stage === "empty";
    const walks = stage === "lineup" || stage === "end";
    if (!walks && this.arrows.contains(document.activeElement)) this.focusRoot(); // what is hidden cannot have it
    this.arrows.hidden = !walks;
    this.back.setAttribute("aria-disabled", String(!line?.position));
    this.on.setAttribute("aria-disabled", String(!line || line.position >= line.total));
    fill(this.big, drawPlace(store, stage));
    if (this.stamps.isOther("squares", seeds.count, seeds.goal)) fill(this.squares, drawSquares(seeds));
  }

  #drawPage() {
    const { store, stage } = this;
    if (stage === "form") this.form.load();
    else this.form.shown = null;
    if (stage === "lineup") this.lineup.draw();
    const isTypedIn = stage === "form" || stage === "paste";
    if (!this.stamps.isOther("page", stage, isTypedIn ? null : [store.seeds, store.way, store.line])) return;
    fill(this.page, drawStage(stage, store, this));
    if (stage === "form") this.form.grow();
  }

  #drawActions() {
    const { store, stage } = this;
    const { line, view } = store;
    if (stage === "lineup" && this.isLabelled) this.#drawLabels(line.current);
    this.actions.hidden = !(stage in ACTIONS);
    const { isLost } = store.connection;
    if (!this.stamps.isOther("actions", stage, store.target, store.way, line?.ready, line?.counts, view.labels, line?.current?.state, isLost)) return;
    fill(this.actions, ACTIONS[stage]?.(store, this) ?? []);
    this.actions.querySelectorAll(".ft-button").forEach((node) => node.setAttribute("aria-disabled", String(isLost)));
  }

  /** The label that a candidate came with is dashed, not pressed: nobody has chosen it. */
  #drawLabels({ state, labelIndex }) {
    this.labels.draw({ labels: this.store.view.labels, chosen: -1 });
    this.labels.buttons.forEach((node, at) => node.classList.toggle("ft-is-there", state !== "added" && at === labelIndex));
  }

  #drawRail() {
    const { store } = this;
    if (!this.stamps.isOther("rail", store.seeds, this.showsAll, store.target?.own)) return;
    const { activeElement } = document;
    const focused = this.rail.contains(activeElement) ? activeElement.dataset.seed ?? "" : null;
    fill(this.rail, this.isLabelled ? drawBalance(store.seeds) : null, drawWritten(store.seeds, {
      isOpen: ({ id }) => store.target?.own === id,
      all: this.showsAll,
      onAll: () => { this.showsAll = !this.showsAll; this.draw(); },
      onOpen: ({ id }) => store.open({ own: id }),
    }));
    if (focused === null) return;
    const again = [...this.rail.querySelectorAll(".ft-seed")].find((node) => node.dataset.seed === focused);
    (again ?? this.rail.querySelector(".ft-seed-more"))?.focus();
  }

  #drawFoot() {
    const { store, stage, cleared } = this;
    const keys = footKeys(store, stage, this.isTyping);
    this.last.textContent = cleared?.words ?? store.seeds.undo ?? "";
    this.undo.setAttribute("aria-disabled", String(!store.seeds.undo || !store.isReady));
    if (!this.stamps.isOther("foot", keys, cleared !== null)) return;
    this.frame.setFoot(keys, this.last, cleared ? this.bringBack : this.undo);
  }

  #typed() {
    this.setNotice();
    this.cleared = null;
    this.#drawFoot();
  }

  // What is said

  /** Say at the form why it is not saved; without words take it away. */
  setNotice(title, text) {
    if (!title && !this.notice.firstChild) return;
    fill(this.notice, title ? el("div.ft-message", { "data-tone": "error" }, el("div.ft-strong", title), el("div", text)) : []);
  }

  /** One sentence beside Undo, and for those who listen. */
  remark(sentence) {
    this.last.textContent = sentence;
    this.frame.say(sentence);
  }

  focusRoot() {
    this.frame.root.focus({ preventScroll: true });
  }
}
