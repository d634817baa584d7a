/** One message of the conversation, with what may be done with it. */

import type { Chat } from '../chat';
import type { Item, Said } from '../core/conversation';
import { fill } from '../core/texts';
import { h, nodes } from '../dom';
import { answerView } from './answer';
import { chip, tool } from './button';

/** Why a message was not sent, and the way to send it again once that may work. */
function failure({ t, lang, retry }: Chat, item: Said) {
  const { code, again, text, wait } = item.problem!;
  const button = code !== 'too_long' && chip(t.retry, () => retry(item));
  const box = <p class="failure" role="alert" />;
  const show = (...what: unknown[]) => box.replaceChildren(...nodes(what as []));
  if (wait) {
    show(fill(t.too_many, wait));
    setTimeout(() => show(t.ready, ' ', button), wait * 1000);
  } else show(text[lang] || (again ? t.unreachable : t.failed), ' ', button);
  return box;
}

export function messageView(chat: Chat, item: Item): HTMLElement {
  const { t } = chat;
  if (item.from === 'user') {
    return (
      <li class={'user ' + item.state}>
        <p class="said"><span class="sr">{t.you} </span>{item.text}</p>
        {item.problem && failure(chat, item)}
      </li>
    );
  }
  return (
    <li class={item.answer.kind}>
      <span class="sr">{t.assistant} </span>
      {answerView(chat, item.answer)}
      <p class="tools">
        {tool(t.copy, () => chat.copy(item))}
        {item.question && tool(t.share, () => chat.share(item))}
      </p>
    </li>
  );
}
