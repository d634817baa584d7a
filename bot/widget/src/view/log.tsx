/** The messages, and a scroll that follows the talk but never pulls a reader away from what they read. */

import type { Chat } from '../chat';
import { safeUrl } from '../core/answer';
import type { Heard, Item } from '../core/conversation';
import { inline, link, markdown } from '../core/markdown';
import { h, nodes, sync, type Child } from '../dom';
import { chip, iconic } from './button';
import { messageView } from './message';

/** Chips of the last turn: of every message in it, since the one that carries them need not be the last. */
function chips({ t, say, talk: { items, busy } }: Chat): Child[] {
  if (!items[0]) return t.starters.map((title) => chip(title, () => say(title)));
  const turn = items.slice(items.findLastIndex((item) => item.from === 'user') + 1) as Heard[];
  const unique = new Map(busy ? [] : turn.flatMap((item) => item.answer.suggestions).map((one) => [one.payload, one]));
  // A card has its own button.
  for (const { answer } of turn) for (const { payload } of answer.cards) unique.delete(payload);
  return [...unique.values()].map(({ title, payload }) => chip(title, () => say(title, payload)));
}

/** Thumbs for the last answer; a thumb down asks for the reason before anything is sent. */
function rating(chat: Chat): HTMLElement {
  const { t } = chat;
  const box = <p class="tools rating" />;
  // Beside the answer's tools while it is two icons, on a line of its own once it has words.
  const say = (...words: Child[]) => {
    box.className = 'row';
    box.replaceChildren(...nodes(words));
  };
  const rate = (value: string, title: string) => async () => {
    if (await chat.rate(value, title)) say(<span class="soft">{t.thanks}</span>);
  };
  const ask = () => {
    say(<span>{t.why}</span>, chip(t.reason_wrong, rate('wrong', t.reason_wrong)), chip(t.reason_down, rate('down', t.reason_down)));
    box.querySelector('button').focus();
  };
  box.append(iconic('up', t.up, rate('up', t.up)), iconic('down', t.down, ask));
  return box;
}

export class Log {
  #list = <ol class="items" />;
  #foot = <div />;
  #more: HTMLElement;
  node: HTMLElement;
  #views = new Map<Item, HTMLElement>();
  #rated?: [Item, HTMLElement];
  #shown = 0;

  constructor(private chat: Chat) {
    const { t, host } = chat;
    const { privacy } = host.dataset;
    this.#more = chip(t.new_answer, () => this.node.scrollTo(0, this.node.scrollHeight), { class: 'chip unseen', hidden: true });
    this.node = (
      // Not live itself: the panel's own live region says what is new, and only that.
      <div class="log" role="log" aria-live="off" aria-label={t.conversation} tabindex="0"
        onScroll={() => { if (this.#near()) this.#more.hidden = true; }}>
        <div class="answer">
          {markdown(t.greeting)}
          <p class="soft">{t.privacy} {privacy && link(safeUrl(privacy, location.href), t.privacy_more)}</p>
        </div>
        {this.#list}
        {this.#foot}
        {this.#more}
      </div>
    );
  }

  #near(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    return scrollHeight - scrollTop - clientHeight < 48;
  }

  /** Draws what has changed since the last time. */
  update(): void {
    const { chat, node } = this;
    const { items, status, busy } = chat.talk;
    const near = this.#near();
    node.ariaBusy = '' + busy;
    const views = new Map(items.map((item) => [item, this.#views.get(item) || messageView(chat, item)]));
    this.#views = views;
    sync(this.#list, [...views.values()]);

    const last = items[items.length - 1];
    if (last?.from === 'bot' && this.#rated?.[0] !== last) this.#rated = [last, rating(chat)];
    const word = status && status !== 'quick' && chat.t[status];
    this.#foot.replaceChildren(...nodes([
      last?.from === 'bot' && !busy && this.#rated![1],
      word && <p class="soft status" role="status">{inline(word)}</p>,
      <div class="row chips" role="group" aria-label={chat.t.suggestions}>{chips(chat)}</div>,
    ]));

    // To the end for what one said oneself and for the past, to the question for its answer, nowhere for a reader.
    const grown = items.length > this.#shown;
    const question = [...this.#list.querySelectorAll('.user')].pop();
    if (grown && (last.from === 'user' || !this.#shown)) node.scrollTop = node.scrollHeight;
    else if (near) node.scrollTop = question ? question.offsetTop - 12 : 0;
    else if (grown) this.#more.hidden = false;
    this.#shown = items.length;
  }
}
