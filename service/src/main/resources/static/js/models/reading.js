import { el } from '../dom.js';

/** A figure with its name; `key` lets traffic.js find it. */
export function reading(name, value, unit = '', key) {
  return el('div', {}, el('dt', {}, name), el('dd', { 'data-reading': key }, value, ' ', el('small', {}, unit)));
}
