/** The panel's entry: the loader imports this module at the first press, and calls `mount`. */

import { Chat } from './chat';
import css from './style/panel.css';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Draws the panel into `host`'s shadow root. The server is the one this file came from. */
export function mount(host: HTMLElement): Chat {
  const root = host.shadowRoot!;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((one) => one !== sheet), sheet];
  return new Chat(host, new URL('../../webhooks/web', import.meta.url).href);
}
