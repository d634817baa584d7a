/** The conversation as it stands, and everything that may happen to it. Views draw it; they decide nothing. */

import type { Answer, Lang } from './answer';
import { Client, Problem, type Outgoing } from './client';
import { Session, type Memory } from './session';

export interface Said { from: 'user'; id: string; text: string; body: Outgoing; state: 'sent' | 'sending' | 'failed'; problem?: Problem }
export interface Heard { from: 'bot'; id: string; answer: Answer; question: string }
export type Item = Said | Heard;

/** `slow`, `offline` and `reconnecting` are said to the visitor, in the words of that name. */
export type Status = '' | 'quick' | 'slow' | 'offline' | 'reconnecting';

/** What the outside is told: for DOM events and for the live region. Never a message's text but `answer`'s. */
export interface Outside {
  changed(): void;
  answered(answer: Answer): void;
  failed(problem: Problem): void;
}

const SLOW = 1000;
const TRIES = 4;

let count = 0;
/** A message's name within its conversation: nothing is guarded by it. */
const random = () => Math.random().toString(36).slice(2);
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const online = () => new Promise((done) => addEventListener('online', done, { once: true }));

export class Conversation {
  items: Item[] = [];
  status: Status = '';
  session: Session;
  readonly client: Client;
  /** Rises when the conversation is replaced, so that answers to the old one are dropped. */
  #era = 0;
  /** Settles when the last message said so far is dealt with. */
  #turn = Promise.resolve();

  /** `language()`: the language in use and whether a person chose it. */
  constructor(base: string, private language: () => [Lang, boolean], private outside: Outside) {
    this.session = new Session(this.#otherTab);
    this.client = new Client(base, this.session, () => language()[0]);
  }

  get busy(): boolean {
    return !!this.status;
  }

  /** Shows what was said before, here or in another tab. A failure leaves the screen as it is, and gives false. */
  async load(): Promise<boolean> {
    if (!this.session.get().token) return true;
    const era = this.#era;
    try {
      const past = await this.client.history();
      if (era !== this.#era || this.busy) return true;
      let question = '';
      // What is not yet on the server stays.
      const unsent = this.items.filter((item) => item.from === 'user' && item.state !== 'sent');
      this.items = past.flatMap((one): Item[] => {
        if (one.from === 'user') question = one.text;
        return one.from === 'user'
          ? [{ from: 'user', id: 'p' + count++, text: one.text, body: this.#outgoing({ text: one.text }), state: 'sent' }]
          : one.answer ? [{ from: 'bot', id: 'p' + count++, answer: one.answer, question }] : [];
      });
      this.items.push(...unsent);
      this.outside.changed();
      return true;
    } catch (error) {
      this.outside.failed(error as Problem);
      // A session that has run out has no past to show.
      return !this.session.get().token;
    }
  }

  /** Says a typed text, or presses a button that stands for `payload`. */
  say(text: string, payload?: string): Promise<void> {
    const body = this.#outgoing(payload ? { payload, title: text } : { text });
    const item: Said = { from: 'user', id: body.id, text, body, state: 'sending' };
    this.items = [...this.items, item];
    this.outside.changed();
    return this.deliver(item);
  }

  /** Rates the last answer: "up", "down" or "wrong". Gives whether the server took it. */
  async rate(rating: string, title: string): Promise<boolean> {
    try {
      for await (const _ of this.client.message(this.#outgoing({ payload: 'f|' + rating, title })));
      return true;
    } catch (error) {
      this.outside.failed(error as Problem);
      return false;
    }
  }

  /** Begins anew; what the server keeps of the old one stays until "Forget me". */
  restart(): void {
    const { token, earlier = [] } = this.session.get();
    this.#reset();
    if (token) this.session.set({ token: undefined, earlier: [...earlier, token].slice(-20) });
  }

  /** Erases everything, here and on the server; gives the number of messages erased. Raises Problem. */
  async forget(): Promise<number> {
    const erased = await this.client.erase();
    this.session.clear();
    this.#reset();
    return erased;
  }

  /** Everything kept, as a file. Raises Problem. */
  export(): Promise<Blob> {
    return this.client.export();
  }

  #reset(): void {
    this.#era++;
    this.items = [];
    this.status = '';
    this.outside.changed();
  }

  #outgoing(part: Partial<Outgoing>): Outgoing {
    const [lang, chosen] = this.language();
    return { ...part, id: random(), lang, lang_source: chosen ? 'choice' : 'page' };
  }

  #replace(old: Item, now: Item): void {
    this.items = this.items.map((item) => (item === old ? now : item));
    this.outside.changed();
  }

  #set(status: Status): void {
    this.status = status;
    this.outside.changed();
  }

  /** Sends a message in its turn; again under the same id when it failed, so that it is never answered twice. */
  deliver(asked: Said): Promise<void> {
    const era = this.#era;
    return (this.#turn = this.#turn.then(() => (era === this.#era ? this.#attempt(asked, era) : undefined)));
  }

  async #attempt(asked: Said, era: number): Promise<void> {
    let item: Said = { ...asked, state: 'sending', problem: undefined };
    this.#replace(asked, item);
    const turn = 'a' + item.id;
    const slow = setTimeout(() => this.status === 'quick' && this.#set('slow'), SLOW);
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          this.#set('quick');
          if (!(await this.#exchange(item, turn, era)) && era === this.#era) {
            // Answered before the connection broke: the server keeps the answer, so it is read from there.
            this.#replace(item, (item = { ...item, state: 'sent' }));
            this.status = '';
            await this.load();
          }
          break;
        } catch (error) {
          if (era !== this.#era) return;
          const problem = error instanceof Problem ? error : new Problem('failed');
          if (!problem.again || attempt === TRIES) throw problem;
          this.#set(navigator.onLine ? 'reconnecting' : 'offline');
          await (navigator.onLine ? sleep(2 ** attempt * 250 * (1 + Math.random())) : online());
          if (era !== this.#era) return;
        }
      }
      this.#replace(item, { ...item, state: 'sent' });
      this.session.set({ turn: (this.session.get().turn || 0) + 1 });
    } catch (problem) {
      this.#replace(item, { ...item, state: 'failed', problem: problem as Problem });
      this.outside.failed(problem as Problem);
    } finally {
      clearTimeout(slow);
      if (era === this.#era) this.#set('');
    }
  }

  /** One try; gives how many answers came. */
  async #exchange(item: Said, turn: string, era: number): Promise<number> {
    // A broken answer is not left half said: the retry gives it whole.
    this.items = this.items.filter((one) => !one.id.startsWith(turn));
    let n = 0;
    for await (const answer of this.client.message(item.body)) {
      if (era !== this.#era) break;
      if (!answer) this.#set('slow');
      else {
        // Under its question, whatever was said meanwhile.
        const at = this.items.indexOf(item) + 1 + n;
        this.items = this.items.toSpliced(at, 0, { from: 'bot', id: turn + n++, answer, question: item.text });
        this.outside.changed();
        this.outside.answered(answer);
      }
    }
    return n;
  }

  #otherTab = (now: Memory, before: Memory): void => {
    if (this.busy) return;
    if (!now.token) this.#reset();
    else if (now.token !== before.token || now.turn !== before.turn) void this.load();
  };
}
