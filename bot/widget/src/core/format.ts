/** Dates as a person reads them, in Paris time. */

import type { Lang } from './answer';

const LOCALE = { en: 'en-GB', fr: 'fr-FR' };
const first = (lang: Lang, text: string) => (lang === 'fr' ? text.replace(/(^|\D)1 (?=\p{L})/gu, '$11er ') : text);

/** "2026-03-12" to "12 Mar 2026"; with times, "24 Nov 2026, 18:30–21:00"; as it came when it is no date. */
export function when(lang: Lang, start: string, end = ''): string {
  const from = new Date(start);
  const to = new Date(end || start);
  if (isNaN(+from) || isNaN(+to)) return start;
  const timed = start.length > 10;
  const format = new Intl.DateTimeFormat(LOCALE[lang], {
    // A plain date has no hour: it is midnight UTC, and must not slip to the day before.
    timeZone: timed ? 'Europe/Paris' : 'UTC', dateStyle: 'medium', timeStyle: timed ? 'short' : undefined,
  });
  return first(lang, +to > +from ? format.formatRange(from, to) : format.format(from));
}

/** Day of the month and short month, for a card's calendar leaf; undefined when it is no date. */
export function leaf(lang: Lang, start: string): [string, string] | undefined {
  const date = new Date(start);
  if (!start || isNaN(+date)) return;
  const part = (options: object) =>
    new Intl.DateTimeFormat(LOCALE[lang], { timeZone: start.length > 10 ? 'Europe/Paris' : 'UTC', ...options }).format(date);
  return [part({ day: 'numeric' }), part({ month: 'short' })];
}
