/** How does text become nodes? As text, never as markup. */

/**
 * Make an element: `el("div.ft-head", {role: "group"}, "text", node)`.
 * Values that are functions listen to the event of that name.
 */
export function el(spec, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const child of children.flat(2)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) node.append(child);
    else if (typeof child === "object") setAll(node, child);
    else node.append(document.createTextNode(String(child)));
  }
  return node;
}

function setAll(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name in { value: 1, disabled: 1, hidden: 1, tabIndex: 1 }) node[name] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
}

/** Put other children in a node's place. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== false));
}

/** A key as a cap. */
export function cap(name) {
  return el("span.ft-key", { "aria-hidden": "true" }, name);
}

/** A button with its words, and perhaps the key that presses it. */
export function button(words, { key, kind = "", after = false, ...attributes } = {}, press) {
  const name = el("span.ft-words", words);
  const parts = key === undefined ? [name] : after ? [name, cap(key)] : [cap(key), name];
  const classes = kind.split(" ").filter(Boolean).map((each) => `.ft-button-${each}`).join("");
  return el(`button.ft-button${classes}`, { type: "button", click: press, ...attributes }, parts);
}

/** What each part was drawn from last; a part whose values are the same stays as it is. */
export class Stamps {
  constructor() {
    this.last = {};
  }

  /** Whether these values are others than at the last call for this part. */
  isOther(part, ...values) {
    const stamp = JSON.stringify(values);
    const isOther = this.last[part] !== stamp;
    this.last[part] = stamp;
    return isOther;
  }
}

const TAGS = { removed: "del", added: "ins", mark: "mark", differs: "span.ft-differs", hidden: "span.ft-hidden-char" };

const MEANINGS = { removed: "removed: ", added: "added: ", mark: "marked: ", differs: "differs: " };

/** Text in pieces `[kind, text]`, as the kernel cuts it. */
export function drawPieces(pieces) {
  return pieces.map(([kind, text]) => {
    const tag = TAGS[kind];
    if (tag === undefined) return document.createTextNode(text);
    const meaning = MEANINGS[kind];
    return el(tag, meaning && el("span.ft-unseen", meaning), text);
  });
}

/** A number with its noun, thousands with commas. */
export function count(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString("en-US")} ${number === 1 ? singular : plural}`;
}
