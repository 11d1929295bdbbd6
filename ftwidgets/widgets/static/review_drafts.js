/** What is being typed about a row? Kept in this tab until it is saved, or left on purpose. */

export class Drafts {
  /** @param {string} name names the journal and the annotator */
  constructor(name) {
    this.prefix = `ftwidgets-review-draft:${name}:`;
    this.isKept = true;
  }

  /** @returns {string | null} what was typed in a field and is not saved */
  get(field) {
    try {
      return sessionStorage.getItem(this.prefix + field);
    } catch {
      return null;
    }
  }

  keep(field, text) {
    try {
      sessionStorage.setItem(this.prefix + field, text);
      this.isKept = true;
    } catch {
      this.isKept = false; // the browser's store is full: it is on the screen only
    }
  }

  drop(field) {
    try {
      sessionStorage.removeItem(this.prefix + field);
    } catch { /* nothing was kept there either */ }
  }
}
