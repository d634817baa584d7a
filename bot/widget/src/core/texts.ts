/** The interface's words, in both languages, from the data files. */

import en from '../strings/en.json';
import fr from '../strings/fr.json';
import type { Lang } from './answer';

export type Texts = typeof en;

/** All words of one language. */
export const texts = (lang: Lang): Texts => (lang === 'fr' ? fr : en);

/** `text` with `{}` replaced by `value`, and `#` by `count`. */
export const fill = (text: string, value: string | number, count?: number): string =>
  text.replace('#', '' + count).replace('{}', () => '' + value);
