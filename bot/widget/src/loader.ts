/**
 * The one script a page embeds: a launcher button, `window.ParisAI`, and the panel fetched when one first points at
 * the button, reaches it by keyboard or presses it. Everything is inert until then; a dead server costs the page nothing.
 */

import { isFrench } from './core/language';
import { launcher_failed as failedEn, launcher_open as openEn } from './strings/en.json';
import { launcher_failed as failedFr, launcher_open as openFr } from './strings/fr.json';
import css from './style/launcher.css';

/** The way from this file to the panel; written in by the build. */
declare const PANEL: string;

declare global {
  interface Window { ParisAI?: Record<string, unknown> }
}

const TAG = 'paris-ai-chat';
const doc = document;
const { src, dataset } = doc.currentScript as HTMLScriptElement;
const [label, failed] = isFrench(dataset.lang) ? [openFr, failedFr] : [openEn, failedEn];

let tries = '';

interface Host extends HTMLElement { run(name: string, ...args: unknown[]): void }

if (!window.ParisAI) {
  customElements.define(TAG, class extends HTMLElement {
    declare panel?: Promise<any> | 0;
    button = doc.createElement('button');

    constructor() {
      super();
      const { button } = this;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(button);
      button.textContent = label;
      // A failure is said in the button's own words.
      button.ariaLive = 'polite';
      button.onclick = () => this.run('open');
      // Fetched as soon as one points at the button, so that the press need not wait.
      button.onpointerenter = button.onfocus = () => this.run();
    }

    connectedCallback() {
      if (this.hasAttribute('inline')) this.run('open');
    }

    run(name?: string, ...args: unknown[]) {
      // A failed import is remembered by some browsers: another address is another try.
      (this.panel ||= import(new URL(PANEL, src) + tries).then((module) => module.mount(this)))
        .then((panel) => name && panel[name](...args))
        .catch(() => {
          this.panel = 0;
          tries += '?';
          if (name) this.button.textContent = failed;
        });
    }
  });
  let own: Host;
  const api: any = (window.ParisAI = {
    on: (type: string, listener: EventListener) => addEventListener('paris-ai:' + type, listener),
  });
  const run = (name: string) => (api[name] = (...args: unknown[]) => {
    if (!own) Object.assign((own = (doc.querySelector(TAG) || doc.createElement(TAG)) as Host).dataset, dataset);
    // Beside the body, so that a page that swaps its body keeps the widget.
    if (!own.isConnected) doc.documentElement.append(own);
    if (name) own.run(name, ...args);
  });
  ['open', 'close', 'ask', 'setLanguage'].map(run);

  // A shared address opens the panel, which then writes its question.
  const start = run(/paris-ai=/.test(location.hash) ? 'open' : '');
  // The page may yet bring an element of its own.
  if (doc.readyState == 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
