/** Where one writes: Enter sends, Shift and Enter begins a new line. */

import type { Chat } from '../chat';
import { fill } from '../core/texts';
import { h } from '../dom';
import { iconic } from './button';

const LIMIT = 2000;

export class Composer {
  readonly input: HTMLTextAreaElement;
  readonly node: HTMLElement;
  #button: HTMLElement;
  #limit = <p class="failure" role="alert" />;

  constructor(private chat: Chat, draft: string) {
    const { t } = chat;
    this.#button = iconic('send', t.send, () => this.#send(), 'send');
    this.input = (
      <textarea rows="1" placeholder={t.placeholder} aria-label={t.placeholder} enterkeyhint="send" autocomplete="off"
        onInput={() => {
          this.update();
          chat.talk.client.prepare();
        }} onKeyDown={(event: KeyboardEvent) => {
          // While an input method composes, Enter belongs to it.
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.#send();
          }
        }} />
    );
    this.input.value = draft;
    this.node = <div class="composer">{this.#limit}<div class="field">{this.input}{this.#button}</div></div>;
    this.update();
  }

  /** Says whether what is written can be sent, and why not. */
  update(): boolean {
    const { value } = this.input;
    const long = value.length > LIMIT;
    const ready = !!value.trim() && !long;
    this.#limit.textContent = long ? fill(this.chat.t.too_long, value.length.toLocaleString(this.chat.lang)) : '';
    this.input.ariaInvalid = '' + long;
    this.#button.ariaDisabled = '' + !ready;
    return ready;
  }

  #send(): void {
    if (!this.update()) return;
    const text = this.input.value.trim();
    this.input.value = '';
    this.chat.say(text);
  }
}
