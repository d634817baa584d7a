/** The three kinds of button. */

import { h, type Child } from '../dom';
import { icon } from './icon';

type Act = () => void;

/** A button with words. */
export const chip = (label: Child, onClick: Act, more: object = {}) => (
  <button type="button" class="chip" onClick={onClick} {...more}>{label}</button>
);

/** A quiet button with words, under an answer. */
export const tool = (label: string, onClick: Act) => chip(label, onClick, { class: 'tool' });

/** A button with an icon; `label` is its name and its tooltip. */
export const iconic = (name: Parameters<typeof icon>[0], label: string, onClick: Act, kind = 'tool') => (
  chip(icon(name), onClick, { class: kind, 'aria-label': label, title: label })
);
