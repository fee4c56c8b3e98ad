// The confusion matrix: a row a true class, a column an answered class.

import { el } from '../dom.js';
import { count, percent } from '../format.js';

const SHADES = 5;

/** The matrix as a table: the diagonal is what was right, the darker a cell beside it the commoner the mistake. */
export function confusionMatrix(labels, rows) {
  const worst = Math.max(1, ...rows.flatMap((row, i) => row.filter((_, j) => i !== j)));
  return el(
    'figure',
    {},
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Confusion matrix' },
      el(
        'table',
        { class: 'confusion' },
        el('thead', {}, el('tr', {}, el('td'), labels.map((label) => el('th', { scope: 'col', title: label }, label)))),
        el('tbody', {}, rows.map((row, i) => line(labels[i], row, i, worst))),
      ),
    ),
    el('figcaption', {}, 'True class by row, answered class by column'),
  );
}

function line(label, row, i, worst) {
  const all = row.reduce((sum, value) => sum + value, 0);
  return el(
    'tr',
    {},
    el('th', { scope: 'row', title: label }, label),
    row.map((value, j) => el('td', { class: i === j ? 'right' : `miss-${shade(value, worst)}`, title: percent(value / all) }, value === 0 ? '' : count(value))),
  );
}

function shade(value, worst) {
  return Math.ceil((value / worst) * SHADES);
}
