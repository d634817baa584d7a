/** The panel as a whole: what is open, which language, and what each control does. */

import type { Answer, Lang } from './core/answer';
import { Conversation, type Heard, type Said } from './core/conversation';
import { isFrench } from './core/language';
import { plain } from './core/markdown';
import { address, download } from './core/save';
import { fill, texts, type Texts } from './core/texts';
import { h } from './dom';
import { Composer } from './view/composer';
import { confirmForget, header } from './view/header';
import { Log } from './view/log';

export class Chat {
  lang: Lang;
  t!: Texts;
  readonly talk: Conversation;
  readonly inline: boolean;
  #chosen: boolean;
  #log!: Log;
  #composer?: Composer;
  #panel: HTMLDialogElement;
  /** A short word on what was just done. */
  #note = <p class="note" role="status" />;
  #said?: ReturnType<typeof setTimeout>;
  #live = <div class="sr" aria-live="polite" />;
  #launcher: HTMLButtonElement;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #narrow = matchMedia('(max-width: 480px), (max-height: 480px)');

  constructor(readonly host: HTMLElement, base: string) {
    this.inline = host.hasAttribute('inline');
    this.#panel = h(this.inline ? 'section' : 'dialog', {
      'aria-labelledby': 'title', onKeyDown: this.#key, onCancel: (event: Event) => { event.preventDefault(); this.close(); },
    }) as HTMLDialogElement;
    this.talk = new Conversation(base, () => [this.lang, this.#chosen], {
      changed: () => { this.#log.update(); this.#composer!.update(); },
      answered: (answer) => this.#answered(answer),
      failed: ({ code }) => this.#emit('error', { code }),
    });
    const { lang } = this.talk.session.get();
    this.#chosen = !!lang;
    this.lang = lang || (isFrench(host.dataset.lang) ? 'fr' : 'en');
    this.#launcher = host.shadowRoot!.querySelector('button')!;
    host.shadowRoot!.append(this.#panel);
    this.#dark.onchange = this.#paint;
    this.#narrow.onchange = this.#fit;
    visualViewport!.onresize = this.#squeeze;
    // A page may change its theme while it is open.
    new MutationObserver(this.#paint).observe(host, { attributes: true });
    this.#build();
    void this.talk.load().then((shown) => shown || this.#tell(this.t.load_failed));
    this.#shared();
    addEventListener('hashchange', this.#shared);
  }

  open = (): void => {
    if (this.inline || this.host.hasAttribute('open')) return;
    this.host.toggleAttribute('open', true);
    this.#fit();
    this.#home();
    this.#emit('open');
  };

  close = (): void => {
    if (!this.host.hasAttribute('open')) return;
    this.host.removeAttribute('open');
    this.#panel.close();
    this.#launcher.focus();
    this.#emit('close');
  };

  /** Opens with `question` written. */
  ask(question: string): void {
    this.open();
    this.#composer!.input.value = question;
    this.#composer!.update();
    this.#composer!.input.focus();
  }

  /** `chosen`: by the visitor, and so kept; else by the page. */
  setLanguage(wanted: string, chosen = false): void {
    const lang = (this.lang = wanted === 'fr' ? 'fr' : 'en');
    this.#chosen = chosen;
    if (chosen) this.talk.session.set({ lang });
    this.#build();
    if (chosen) this.#home();
    this.#emit('language', { lang });
  }

  newConversation = (): void => {
    this.talk.restart();
    this.#home();
  };

  say = (text: string, payload?: string): void => {
    this.#note.textContent = '';
    this.#emit('message');
    void this.talk.say(text, payload);
    this.#home();
  };

  retry = (item: Said): void => {
    void this.talk.deliver(item);
    this.#home();
  };

  /** Gives whether the server took it. */
  async rate(rating: string, title: string): Promise<boolean> {
    const taken = await this.talk.rate(rating, title);
    this.#tell(taken ? this.t.thanks : this.t.rate_failed);
    this.#home();
    return taken;
  }

  copy({ answer }: Heard): void {
    const sources = answer.sources.map(({ title, url, as_of }) => `– ${title} (${as_of}) ${url || ''}`);
    this.#clip([plain(answer.text), ...sources].join('\n'), this.t.copied);
  }

  share({ question }: Heard): void {
    this.#clip(address(question), this.t.shared);
  }

  export = async (): Promise<void> => {
    if (!this.talk.session.get().token) return this.#tell(this.t.nothing);
    try {
      download(this.t.file, await this.talk.export(), 'application/json');
    } catch {
      this.#tell(this.t.export_failed);
    }
  };

  askForget = (): void => {
    const { node } = this.#composer!;
    const box = confirmForget(this, async (yes) => {
      box.replaceWith(node);
      this.#home();
      if (!yes) return;
      this.#tell(await this.talk.forget().then((n) => fill(this.t.forgotten, n), () => this.t.forget_failed));
    });
    node.replaceWith(box);
    box.querySelector('button')!.focus();
  };

  #clip(text: string, done: string): void {
    // The clipboard is absent on a page without https.
    Promise.resolve(navigator.clipboard?.writeText(text).then(() => done))
      .catch(() => '').then((said) => this.#tell(said || this.t.copy_failed));
  }

  #tell(note: string): void {
    this.#note.textContent = note;
  }

  #answered({ text, notice, kind, language }: Answer): void {
    this.#live.lang = language;
    this.#live.textContent = plain(text) + '\n' + notice;
    // Said once: a reader who goes through the panel should not meet the answer twice.
    clearTimeout(this.#said);
    this.#said = setTimeout(() => this.#live.replaceChildren(), 5000);
    this.#emit('answer', { kind, language });
  }

  #emit(name: string, detail = {}): void {
    this.host.dispatchEvent(new CustomEvent('paris-ai:' + name, { bubbles: true, composed: true, detail }));
  }

  /** Focus to where one writes; on a touch screen to the title, since a keyboard would cover the talk. */
  #home(): void {
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch ? this.#panel.querySelector<HTMLElement>('#title') : this.#composer!.input)?.focus();
  }

  /** Shows the dialog as the room allows: over the whole of a small screen it is modal, else it is not. */
  #fit = (): void => {
    if (!this.host.hasAttribute('open')) return;
    this.#panel.close();
    if (this.#narrow.matches) this.#panel.showModal();
    else this.#panel.show();
    this.#squeeze();
  };

  /** Keeps the whole of a full-screen panel above an on-screen keyboard. */
  #squeeze = (): void => {
    const { height, offsetTop, scale } = visualViewport!;
    const keyboard = this.#panel.matches(':modal') && scale === 1;
    Object.assign(this.#panel.style, { height: keyboard ? height + 'px' : '', top: keyboard ? offsetTop + 'px' : '' });
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.inline) return;
    // The page does not hear of it: it may have something of its own to close.
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** The question of a shared address is written, never sent: sending is the visitor's own act. */
  #shared = (): void => {
    const question = new URLSearchParams(location.hash.slice(1)).get('paris-ai');
    if (question) this.ask(question);
  };

  #paint = (): void => {
    const { theme } = this.host.dataset;
    this.#panel.className = 'panel ' + (theme === 'dark' || (theme !== 'light' && this.#dark.matches) ? 'dark' : '');
  };

  /** Everything anew, in the language of now. */
  #build(): void {
    this.t = texts(this.lang);
    this.#log = new Log(this);
    this.#composer = new Composer(this, this.#composer?.input.value || '');
    this.#note.textContent = '';
    this.#panel.lang = this.#launcher.lang = this.lang;
    // Written anew only when it differs, or a screen reader would say it again.
    if (this.#launcher.textContent !== this.t.launcher_open) this.#launcher.textContent = this.t.launcher_open;
    this.#panel.replaceChildren(header(this), this.#log.node, this.#note, this.#composer.node, this.#live);
    this.#paint();
    this.#log.update();
  }
}
