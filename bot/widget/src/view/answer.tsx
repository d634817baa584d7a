/** One `Answer`: text, facts, cards, table, files, caution, and the sources folded under it. */

import type { Chat } from '../chat';
import type { Answer, Card } from '../core/answer';
import { leaf, when } from '../core/format';
import { inline, link, markdown } from '../core/markdown';
import { download, map } from '../core/save';
import { fill, texts } from '../core/texts';
import { h } from '../dom';
import { chip } from './button';

export function answerView({ say }: Chat, answer: Answer) {
  // Its own words stand in the answer's language, which need not be the panel's.
  const lang = answer.language;
  const t = texts(lang);
  const { facts, cards, table, attachments, sources, notice } = answer;
  const mark = (shown: boolean, label: string) => shown && <b class="mark">{label}</b>;
  const place = (at: { lat?: number; lon?: number }, name: string) =>
    at.lat != null && at.lon != null && link(map(at.lat, at.lon), t.map, { class: 'chip', 'aria-label': t.map + ' – ' + name });

  const card = ({ title, url, subtitle, start, end, lines, address, payload, ...at }: Card) => {
    const day = leaf(lang, start);
    return (
      <li class="card">
        {day && <div class="leaf" aria-hidden="true"><b>{day[0]}</b>{day[1]}</div>}
        <div>
          <b>{link(url, title)}</b>
          {subtitle && <p class="soft">{subtitle}</p>}
          {start && <p>{when(lang, start, end)}</p>}
          {lines.map((line) => <p>{inline(line)}</p>)}
          {address && <p class="soft">{address}</p>}
          <p class="row">
            {payload && chip(t.details, () => say(title, payload), { 'aria-label': t.details + ' – ' + title })}
            {place(at, title)}
          </p>
        </div>
      </li>
    );
  };

  return (
    <div class="answer" lang={lang}>
      {markdown(answer.text)}
      {facts[0] && (
        <dl>
          {facts.map(({ label, value, source, as_of, freshness, confirmed }) => (
            <div class="fact">
              <dt>{label}</dt>
              <dd>
                {inline(value)} {mark(freshness === 'ageing', t.ageing)}{mark(freshness === 'withheld', t.withheld)}
                {mark(!confirmed, t.unconfirmed)}
                {as_of && <small>{link(sources[source]?.url, fill(t.checked, when(lang, as_of)))}</small>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {cards[0] && <ul class="cards">{cards.map(card)}</ul>}
      {table && (
        <div class="wide" role="region" tabindex="0" aria-label={t.table}>
          <table>
            <thead><tr>{table.columns.map((head) => (head ? <th scope="col">{inline(head)}</th> : <td />))}</tr></thead>
            <tbody>
              {table.rows.map((row) => (
                <tr>{row.map((cell, n) => (n ? <td>{inline(cell)}</td> : <th scope="row">{inline(cell)}</th>))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="row">
        {attachments.map((file) => file.type === 'ics'
          ? chip(t.calendar, () => download(file.name, file.content, 'text/calendar'))
          : place(file, file.name))}
      </p>
      {notice && <p class="notice">{inline(notice)}</p>}
      {sources[0] && (
        <details>
          {/* The oldest date is the honest one for the whole. */}
          <summary>{fill(sources[1] ? t.sources : t.source, when(lang, sources.map((one) => one.as_of).sort()[0]), sources.length)}</summary>
          <ol>{sources.map(({ title, url, as_of }) => <li>{link(url, title)} <small>{when(lang, as_of)}</small></li>)}</ol>
        </details>
      )}
    </div>
  );
}
