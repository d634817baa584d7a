/** What this browser remembers of a visitor: the token, earlier tokens not yet erased, the language chosen. */

import type { Lang } from './answer';

export interface Memory {
  token?: string;
  /** Tokens of conversations left behind by "New conversation", so that "Forget me" reaches them too. */
  earlier?: string[];
  lang?: Lang;
  /** Rises with every finished turn, which is how other tabs learn that there is something to show. */
  turn?: number;
  /** Steps ticked off, by their words. */
  done?: string[];
}

const KEY = 'paris-ai';

/** Kept in localStorage from the first message on; in this page alone where storage is refused. */
export class Session {
  #memory: Memory = {};

  /** `onOther` is called when another tab changed the session. */
  constructor(private onOther: (now: Memory, before: Memory) => void) {
    this.#memory = this.#stored() || {};
    addEventListener('storage', this.#heard);
  }

  get(): Memory {
    return this.#memory;
  }

  /** Merges `change` in and keeps it. Nothing is written before there is a token to keep. */
  set(change: Memory): void {
    this.#memory = { ...this.#memory, ...change };
    if (!this.#memory.token && !this.#memory.earlier && !this.#stored()) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#memory));
    } catch { /* Private windows refuse: the conversation then lasts as long as the page. */ }
  }

  clear(): void {
    this.#memory = {};
    try {
      localStorage.removeItem(KEY);
    } catch { /* Nothing was kept. */ }
  }

  /** What another tab may have written since: read before a token is given up. */
  refresh(): Memory {
    return (this.#memory = this.#stored() || this.#memory);
  }

  #stored(): Memory | undefined {
    try {
      const value = JSON.parse(localStorage.getItem(KEY) || 'null');
      return value && typeof value === 'object' ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #heard = (event: StorageEvent): void => {
    if (event.key && event.key !== KEY) return;
    const before = this.#memory;
    this.#memory = this.#stored() || {};
    this.onOther(this.#memory, before);
  };
}
