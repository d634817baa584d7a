/** The web channel's protocol (docs/en/web-protocol.md): one method a call. */

import { array, readAnswer, string, type Answer, type Lang } from './answer';
import { readEvents } from './events';
import type { Session } from './session';

/** Why a call failed. `again`: the same call may succeed soon; `wait`: seconds the server asked to wait. */
export class Problem extends Error {
  constructor(
    readonly code: string, readonly again = false, readonly text: Partial<Record<Lang, string>> = {}, readonly wait = 0,
  ) {
    super(code);
  }
}

export interface Outgoing { id: string; text?: string; payload?: string; title?: string; lang: Lang; lang_source: string }
export interface Past { from: 'user' | 'bot'; text: string; answer?: Answer }

const IDLE = 30_000;

const read = (value: any, status = 0, wait = 0): Problem => {
  const error = value?.error || {};
  const text = error.message && typeof error.message === 'object' ? error.message : {};
  return new Problem(String(error.code || 'failed'), status > 501 && status < 505, text, wait);
};

export class Client {
  #ahead?: Promise<string>;

  /** `base`: the address of the protocol's paths, without a slash at its end. */
  constructor(private base: string, private session: Session, private lang: () => Lang) {}

  /** Sends one message; gives its answers as they come, and `undefined` whenever the server says it is working. */
  async *message(body: Outgoing): AsyncGenerator<Answer | undefined> {
    const stop = new AbortController();
    let ended = false;
    const response = await this.#call('POST', '/message', body, stop.signal);
    try {
      for await (const { event, data } of readEvents(response.body!, IDLE, () => stop.abort())) {
        if ((ended = event === 'end')) return;
        if (event === 'error') throw read(JSON.parse(data));
        yield event === 'comment' ? undefined : readAnswer(JSON.parse(data));
      }
    } catch (error) {
      throw error instanceof Problem ? error : new Problem('broken', true);
    } finally {
      // A stream that ended closes by itself; only one left early is cut off.
      if (!ended) stop.abort();
    }
    throw new Problem('broken', true);
  }

  /** The last messages of this session, oldest first; none without a session. */
  async history(): Promise<Past[]> {
    const { messages } = await (await this.#call('GET', '/history')).json();
    return array(messages).map((past: any) => ({
      from: past?.from === 'user' ? 'user' : 'bot',
      text: string(past?.text),
      answer: past?.answer && readAnswer(past.answer),
    }));
  }

  /** Everything the server keeps of this session, as the file it sends. */
  async export(): Promise<Blob> {
    return (await this.#call('GET', '/export')).blob();
  }

  /** Erases this session and the ones left behind; gives the number of messages erased. */
  async erase(): Promise<number> {
    const { token, earlier = [] } = this.session.refresh();
    let erased = 0;
    for (const one of [...earlier, token]) {
      if (!one) continue;
      const response = await this.#fetch('DELETE', '/session', one);
      // A token that has run out has nothing left to be erased by us: the server does so by itself.
      if (response.ok) erased += Number((await response.json()).erased) || 0;
      else if (response.status !== 401) throw await this.#failure(response);
    }
    return erased;
  }

  /** One authorised call. A session that has run out is renewed once, silently, for what may make a new one. */
  async #call(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    for (let renewed = false; ; renewed = true) {
      const token = this.session.get().token || (await this.#open());
      const response = await this.#fetch(method, path, token, body, signal);
      const fresh = response.headers.get('X-Session-Token');
      if (fresh) this.session.set({ token: fresh });
      if (response.ok) return response;
      if (response.status !== 401 || renewed) throw await this.#failure(response);
      if (this.session.refresh().token === token) {
        this.session.set({ token: undefined });
        if (!body) throw await this.#failure(response);
      }
    }
  }

  /** Asks for a token while the first message is being written, so that sending it need not. Kept nowhere until then. */
  prepare(): void {
    if (!this.session.get().token) this.#ahead ||= this.#mint().catch(() => '');
  }

  async #open(): Promise<string> {
    const token = (await this.#ahead) || (await this.#mint());
    this.#ahead = undefined;
    this.session.set({ token });
    return token;
  }

  async #mint(): Promise<string> {
    const response = await this.#fetch('POST', '/session', '', { lang: this.lang() });
    if (!response.ok) throw await this.#failure(response);
    return (await response.json()).token;
  }

  async #fetch(
    method: string, path: string, token: string, body?: object, signal?: AbortSignal,
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (token) headers.Authorization = 'Bearer ' + token;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      return await fetch(this.base + path, {
        method, headers, signal, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store',
      });
    } catch {
      throw new Problem('unreachable', true);
    }
  }

  async #failure(response: Response): Promise<Problem> {
    const wait = Number(response.headers.get('Retry-After')) || 0;
    return read(await response.json().catch(() => 0), response.status, wait);
  }
}
