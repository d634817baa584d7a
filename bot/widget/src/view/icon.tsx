/** Icons as strokes on a 24-unit grid; decoration only, every control has its own name. */

import { h } from '../dom';

const PATHS = {
  // The twenty arrondissements wind like a snail; here the shell ends as a speech bubble.
  mark: 'M12 12a2 2 0 0 1 4 0a4 4 0 0 1-8 0a6 6 0 0 1 12 0a8 8 0 0 1-8 8H4v-8',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M5 7h14M5 12h14M5 17h14',
  send: 'M12 19V5M6 11l6-6l6 6',
  up: 'M7 11v9H4v-9zl4-8a2 2 0 0 1 2 3l-1 3h7l-2 11H7',
  down: 'M7 13V4H4v9zl4 8a2 2 0 0 0 2-3l-1-3h7L17 4H7',
};

export const icon = (name: keyof typeof PATHS) => (
  <svg viewBox="0 0 24 24" aria-hidden="true"><path d={PATHS[name]} /></svg>
);
