/** The `Answer` the server sends, and the one place that believes nothing of what came over the wire. */

export type Lang = 'en' | 'fr';

export interface Source { title: string; url?: string; as_of: string }
export interface Fact { label: string; value: string; source: number; as_of: string; freshness: string; confirmed: boolean }
export interface Suggestion { title: string; payload: string }
export interface Card {
  title: string; subtitle: string; lines: string[]; url?: string; address: string;
  lat?: number; lon?: number; start: string; end: string; payload: string;
}
export interface Table { columns: string[]; rows: string[][] }
export interface Attachment { type: string; name: string; content: string; lat?: number; lon?: number; address: string }

export interface Answer {
  text: string; language: Lang; kind: string; notice: string;
  /** By which a Telegram bot opens the same topic. */
  start: string;
  cards: Card[]; facts: Fact[]; sources: Source[]; suggestions: Suggestion[];
  table?: Table; attachments: Attachment[];
}

type Json = Record<string, unknown>;

export const string = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const number = (value: unknown, limit: number): number | undefined =>
  typeof value === 'number' && Math.abs(value) <= limit ? value : undefined;
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
/** A text to be shown. French breaks no line before its double punctuation nor within a number, whatever space stands there. */
const words = (value: unknown): string => string(value).replace(/ (?=[?!:;»])|(?<=«) |(?<=\d) (?=\d{3}\b|[€%])/g, '\xa0');
const strings = (value: unknown): string[] => array(value).map(words);
const objects = (value: unknown): Json[] =>
  array(value).filter((part): part is Json => !!part && typeof part === 'object');

/** An address a link may carry, or undefined: http, https, mailto or tel, and absolute unless a `base` is given. */
export function safeUrl(value: unknown, base?: string): string | undefined {
  try {
    const url = new URL(string(value), base);
    return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The named texts of an object. */
const told = <Name extends string>(raw: Json, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, words(raw[name])])) as Record<Name, string>;
const point = (raw: Json) => ({ lat: number(raw.lat, 90), lon: number(raw.lon, 180), address: string(raw.address) });

/** A well-typed `Answer` out of any JSON value; what does not fit is left out, never passed on. */
export function readAnswer(value: unknown): Answer {
  const raw = (value && typeof value === 'object' ? value : {}) as Json;
  const table = (raw.table || {}) as Json;
  const columns = strings(table.columns);
  return {
    ...told(raw, 'text', 'kind', 'notice', 'start'),
    language: raw.language === 'fr' ? 'fr' : 'en',
    cards: objects(raw.cards).map((card) => ({
      ...point(card),
      ...told(card, 'title', 'subtitle', 'start', 'end'),
      lines: strings(card.lines), url: safeUrl(card.url), payload: string(card.payload),
    })),
    facts: objects(raw.facts).map((fact) => ({
      ...told(fact, 'label', 'value', 'as_of', 'freshness'),
      source: number(fact.source, 1e3) ?? -1, confirmed: fact.confirmed !== false,
    })),
    sources: objects(raw.sources).map((source) => ({ ...told(source, 'title', 'as_of'), url: safeUrl(source.url) })),
    suggestions: objects(raw.suggestions)
      .map((chip) => ({ title: words(chip.title), payload: string(chip.payload) }))
      .filter((chip) => chip.title && chip.payload),
    table: columns.length ? { columns, rows: array(table.rows).map(strings) } : undefined,
    attachments: objects(raw.attachments).map((file) => ({
      ...point(file), ...told(file, 'type', 'name'), content: string(file.content),
    })),
  };
}
