// The layer table: shapes, trainable parameters, connections.

import { el } from '../dom.js';
import { count } from '../format.js';

const NUMBERS = { parameters: 'Parameters', connections: 'Connections', multiplyAccumulates: 'Multiply-adds' };

/** The table that `./fovea summary --json` writes, with its totals. */
export function layerTable(summary) {
  const columns = Object.keys(NUMBERS).filter((name) => name in summary);
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Layers' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, head('Layer'), head('Output'), columns.map((name) => head(NUMBERS[name], 'number')))),
      el('tbody', {}, summary.layers.map((layer) => row(layer, columns))),
      el('tfoot', {}, el('tr', {}, el('td', { colspan: 2 }, 'Total'), columns.map((name) => number(summary[name])))),
    ),
  );
}

function head(title, kind = '') {
  return el('th', { scope: 'col', class: kind }, title);
}

function row(layer, columns) {
  return el(
    'tr',
    {},
    el('td', {}, layer.name),
    el('td', { class: 'mono' }, `${layer.output.channels} × ${layer.output.height} × ${layer.output.width}`),
    columns.map((name) => number(layer[name])),
  );
}

function number(value) {
  return el('td', { class: 'number' }, value === undefined ? '' : count(value));
}
