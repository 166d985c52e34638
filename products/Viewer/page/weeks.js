// The weeks that the page knows: its own run, and those before it, each read when it is first shown.
import { dataOf } from './run.js';
import { Week } from './week.js';

export class Weeks {
  #loaded = new Map();
  #named = new Map();
  #complain;

  constructor(run, complain) {
    this.#complain = complain;
    this.own = this.#add(run, location.href.replace(/#.*/s, ''));
  }

  // The newest first: those that were read and those that these name as the previous week.
  get all() { return [...this.#named.values()].sort((a, b) => a.from < b.from ? 1 : -1); }

  // Undefined, and told, where it cannot be read.
  async get(run) {
    if (!this.#loaded.has(run)) {
      const page = new URL(this.own.run.sibling.replaceAll('{run}', run), this.own.page).href;
      const week = dataOf(page).then(data => this.#add(data, page)).catch(error => {
        this.#loaded.delete(run);
        this.#complain(new Error(`Week of ${run}: ${error.message}`));
      });
      this.#loaded.set(run, week);
    }
    return this.#loaded.get(run);
  }

  #add(run, page) {
    const week = new Week(run, page, this.#complain);
    this.#loaded.set(run.runId, week);
    this.#named.set(run.runId, { run: run.runId, week: run.week, from: run.from, lastDay: run.lastDay });
    if (run.earlier && !this.#named.has(run.earlier.run)) this.#named.set(run.earlier.run, run.earlier);
    return week;
  }
}
