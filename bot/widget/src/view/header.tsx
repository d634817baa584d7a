/** The head of the panel: name, menu, close; and the question before everything is erased. */

import type { Chat } from '../chat';
import { link } from '../core/markdown';
import { h } from '../dom';
import { chip, iconic } from './button';
import { icon } from './icon';

export function header(chat: Chat): HTMLElement {
  const { t, host, lang } = chat;
  const other = lang === 'fr' ? 'en' : 'fr';
  const { telegram = '' } = host.dataset;
  const away = /^\w{3,64}$/.test(telegram) && (link('https://t.me', t.telegram) as HTMLAnchorElement);
  const item = (label: string, act: () => void, more?: object) => (
    <li>{chip(label, () => { toggle(false); act(); }, { class: '', ...more })}</li>
  );
  const menu = (
    <ul class="menu" id="menu" hidden>
      {item(t.other, () => chat.setLanguage(other, true), { lang: other })}
      {item(t.new, chat.newConversation)}
      {item(t.export, chat.export)}
      {away && <li>{away}</li>}
      {item(t.forget, chat.askForget)}
    </ul>
  );
  const toggle = (open: boolean) => {
    // The bot goes on where this talk is now.
    const start = chat.talk.items.map((item) => item.from === 'bot' && item.answer.start || '').findLast(Boolean);
    if (away) away.href = 'https://t.me/' + telegram + (start ? '?start=' + start : '');
    menu.hidden = !open;
    button.ariaExpanded = '' + open;
    (open ? menu.querySelector('button') : button).focus();
  };
  const button = iconic('menu', t.menu, () => toggle(menu.hidden), 'head');
  button.ariaExpanded = 'false';
  return (
    <div class="top" onKeyDown={(event: KeyboardEvent) => {
      if (event.key !== 'Escape' || menu.hidden) return;
      // One press closes one thing.
      event.stopPropagation();
      event.preventDefault();
      toggle(false);
    }}>
      {icon('mark')}
      <div class="names">
        <h2 id="title" tabindex="-1">{t.title}</h2>
        <p>{t.tagline}</p>
      </div>
      {button}
      {!chat.inline && iconic('close', t.close, chat.close, 'head')}
      {menu}
    </div>
  );
}

/** Asks before everything is erased; `done` is called with the decision. */
export const confirmForget = ({ t }: Chat, done: (yes: boolean) => void): HTMLElement => (
  <div class="confirm" role="alertdialog" aria-labelledby="ask">
    <p id="ask">{t.forget_ask}</p>
    <p class="row">{chip(t.forget_no, () => done(false))}{chip(t.forget_yes, () => done(true), { class: 'chip strong' })}</p>
  </div>
);
