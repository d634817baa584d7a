/** Markdown to nodes: paragraphs, headings, lists, code, bold, italic, links. No HTML string is ever made. */

import { h, type Child } from '../dom';
import { safeUrl } from './answer';

// In this order: escape, code, link, bold, italic, bare address. Each alternative reads its own line at most once.
const INLINE =
  /\\([\\`*_[\]()#+.!~-])|`([^`\n]+)`|\[([^[\]\n]{1,400})\]\(([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)\)|(\*\*|__)(?=\S)([^\n]{0,1999}?[^\s])\5|(?<![\p{L}\p{N}*_])([*_])(?=[^\s*_])([^\n*_]{0,999}?[^\s*_])\7(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"”»]{1,1999})/gu;

/** A link that opens beside the page, or its bare label when the address is not one of ours to open. */
export function link(url: string | undefined, label: Child, extra: object = {}): Child {
  const href = safeUrl(url);
  return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', ...extra }, label) : label;
}

/** The nodes of one run of text. */
export function inline(text: string, depth = 0): Child[] {
  const out: Child[] = [];
  let from = 0;
  for (const match of depth > 4 ? [] : text.matchAll(INLINE)) {
    const [whole, escaped, code, label, url, , bold, , italic, bare] = match;
    out.push(text.slice(from, match.index));
    from = match.index! + whole.length;
    if (escaped) out.push(escaped);
    else if (code) out.push(h('code', null, code));
    else if (label) out.push(link(url, inline(label, 5)));
    else if (bold) out.push(h('strong', null, inline(bold, depth + 1)));
    else if (italic) out.push(h('em', null, inline(italic, depth + 1)));
    else {
      // A sentence's own full stop or bracket is not part of the address.
      const address = bare.replace(/[.,;:!?)\]'’]+$/, '');
      from -= bare.length - address.length;
      out.push(link(address, address));
    }
  }
  out.push(text.slice(from));
  return out;
}

const ITEM = /^(\s*)([-*+•]|\d{1,4}[.)])\s+(.*)$/;

/** A list out of the lines that belong to it; deeper lines become lists inside their item. */
function list(lines: string[]): Child {
  const first = ITEM.exec(lines[0])!;
  const indent = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items: { text: string; inner: string[] }[] = [];
  for (const line of lines) {
    const match = ITEM.exec(line);
    const last = items[items.length - 1];
    if (match && (match[1].length <= indent || !last)) items.push({ text: match[3], inner: [] });
    else if (match || last.inner.length) last.inner.push(line);
    else last.text += ' ' + line.trim();
  }
  return h(ordered ? 'ol' : 'ul', ordered ? { start: parseInt(first[2]) } : null,
    items.map((item) => h('li', null, inline(item.text), item.inner.length > 0 && nested(item.inner))));
}

const nested = (lines: string[]): Child => (ITEM.test(lines[0]) ? list(lines) : inline(lines.join(' ')));

/** The nodes of a whole text. */
export function markdown(text: string): Child[] {
  const out: Child[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    const block: string[] = [];
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
    if (heading) {
      out.push(h('h3', null, inline(heading[1])));
      at++;
    } else if (line.startsWith('```')) {
      for (at++; at < lines.length && !lines[at].startsWith('```'); at++) block.push(lines[at]);
      at++;
      out.push(h('pre', { tabIndex: 0 }, h('code', null, block.join('\n'))));
    } else if (ITEM.test(line)) {
      const kind = /^\s*\d/.test(line);
      for (; at < lines.length && lines[at].trim(); at++) {
        const same = ITEM.exec(lines[at]);
        if (same && !same[1] && /\d/.test(same[2]) !== kind) break;
        block.push(lines[at]);
      }
      out.push(list(block));
    } else if (line.trim()) {
      for (; at < lines.length && lines[at].trim() && !ITEM.test(lines[at]) && !/^(#{1,6}\s|```)/.test(lines[at]); at++)
        block.push(lines[at]);
      out.push(h('p', null, block.map((part, n) => [n > 0 && h('br', null), inline(part)])));
    } else at++;
  }
  return out;
}

/** The same text as plain words, to be copied or read aloud. */
export function plain(text: string): string {
  return text
    .replace(/^#{1,6}\s+|^```.*$/gm, '')
    .replace(/\[([^[\]\n]+)\]\(([^()\s]+)\)/g, '$1 ($2)')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/(^|[\s(«])[*_](\S[^*_\n]*)[*_]/g, '$1$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .trim();
}
