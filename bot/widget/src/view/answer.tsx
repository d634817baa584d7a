/** One `Answer`: text, facts, cards, table, files, caution, and the sources folded under it. */

import type { Chat } from '../chat';
import type { Answer, Card, Fact } from '../core/answer';
import { leaf, when } from '../core/format';
import { inline, link, markdown } from '../core/markdown';
import { download, map } from '../core/save';
import { fill, texts } from '../core/texts';
import { h, nodes, type Child } from '../dom';
import { chip } from './button';

/**
 * The text with `shown` (its cards and table) in the place of what they show again: a list of the cards' titles, and
 * a list under a row's label. `note` is called with every other item of a list.
 */
function told({ text, cards, table }: Answer, shown: Child, note: (item: Element) => void): Child[] {
  const labels = (table?.rows || []).map((row) => row[0]);
  const items = (node?: Node) => node && /^[OU]L$/.test(node.nodeName) ? [...(node as Element).children] : [];
  const all = markdown(text) as Node[];
  const row = (n: number) => items(all[n + 1])[0] && labels.includes(all[n]?.textContent!);
  const again = all.map((node, n) => {
    const own = items(node);
    const listed = own[0] && cards.length === own.length && cards.every(({ title }, at) => own[at].textContent!.startsWith(title));
    return listed || row(n) || row(n - 1);
  });
  all.forEach((node, n) => again[n] || items(node).forEach(note));
  const place = again.findIndex(Boolean);
  return [all.map((node, n) => (n === place ? shown : !again[n] && node)), place < 0 && shown];
}

export function answerView({ say, talk: { session } }: Chat, answer: Answer) {
  // Its own words stand in the answer's language, which need not be the panel's.
  const lang = answer.language;
  const t = texts(lang);
  const { facts, cards, table, attachments, sources, notice } = answer;
  const place = (at: { lat?: number; lon?: number }, name: string) =>
    at.lat != null && at.lon != null && link(map(at.lat, at.lon), t.map, { class: 'chip', 'aria-label': t.map + ' – ' + name });

  const card = ({ title, url, subtitle, start, end, lines, address, payload, ...at }: Card) => {
    // A past date is no appointment.
    const day = new Date(end || start) > new Date() && leaf(lang, start);
    const worded = lines.some((line) => line.includes(start.slice(0, 4)));
    return (
      <li class="card">
        {day && <div class="leaf" aria-hidden="true"><b>{day[0]}</b>{day[1]}</div>}
        <div>
          <b>{link(url, title)}</b>
          {subtitle && <p class="soft">{subtitle}</p>}
          {start && !worded && <p>{when(lang, start, end)}</p>}
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

  /** What calls for care. */
  const cares = ({ freshness, confirmed }: Fact): string[] =>
    [freshness === 'ageing' && t.ageing, freshness === 'withheld' && t.withheld, !confirmed && t.unconfirmed].filter((one) => one !== false);
  /** That, and the date, which leads to the source. */
  const proof = (fact: Fact, { source, as_of } = fact) => [
    ' ', cares(fact).map((care) => <b class="mark">{care}</b>), ' ',
    as_of && <small>{link(sources[source]?.url, fill(t.checked, when(lang, as_of)), { title: sources[source]?.title })}</small>,
  ];
  const rows = (some: Fact[]) => some[0] && (
    <dl>
      {some.map((fact) => <div class="fact"><dt>{fact.label}</dt><dd>{inline(fact.value)}{proof(fact)}</dd></div>)}
    </dl>
  );
  let rest = facts;
  const names = new Map<Element, string>();
  /** Where the text states a fact with a word on its date, the fact's own proof stands in the place of that word. */
  const note = (item: Element) => {
    const last = item.lastChild!;
    const said = item.textContent!;
    const fact = rest.find(({ label, value }) => said.startsWith(label) && said.includes(value) || said.startsWith(value.replace(/^\d+\. /, '')));
    if (!fact || last.nodeName !== 'EM' || !/^\(/.test(last.textContent!)) return;
    rest = rest.filter((one) => one !== fact);
    last.remove();
    names.set(item, item.textContent!.trim());
    item.append(...nodes(proof(fact)));
  };
  // The text is complete, so only what calls for care stands out; the rest is one press away, with the sources.
  const sure = (fact: Fact) => !cares(fact)[0];
  const dates = sources.map((one) => one.as_of).sort();

  const shown = [
    cards[0] && <ul class="cards">{cards.map(card)}</ul>,
    table && (
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
    ),
  ];

  const text = told(answer, shown, note);
  const view: HTMLElement = (
    <div class="answer" lang={lang}>
      {text}
      {rows(rest.filter((fact) => !sure(fact)))}
      <p class="row">
        {attachments.map((file) => file.type === 'ics'
          ? chip(t.calendar, () => download(file.name, file.content, 'text/calendar'))
          : place(file, file.name))}
      </p>
      {notice && <p class="notice">{inline(notice)}</p>}
      {sources[0] && (
        <details>
          <summary>{fill(sources[1] ? t.sources : t.source, when(lang, dates[0], dates[dates.length - 1]), sources.length)}</summary>
          {rows(rest.filter(sure))}
          <ol>{sources.map(({ title, url, as_of }) => <li>{link(url, title)} <small>{when(lang, as_of)}</small></li>)}</ol>
        </details>
      )}
    </div>
  );
  // Steps, or papers where there are no steps, can be ticked off over as many visits as they take.
  if (answer.kind === 'steps') view.querySelectorAll(':scope > :is(ol, ul:not(ol ~ ul, .cards)) > li').forEach((item) => {
    const name = names.get(item) || item.textContent!;
    const others = () => (session.get().done || []).filter((one) => one !== name);
    const box = <input type="checkbox" aria-label={name} onChange={() => session.set({ done: box.checked ? [...others(), name] : others() })} />;
    box.checked = session.get().done?.includes(name);
    item.prepend(box);
  });
  return view;
}
