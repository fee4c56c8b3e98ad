// One version's card.

import { path } from '../api.js';
import { el } from '../dom.js';
import { percent } from '../format.js';
import { controls } from './lifecycle.js';
import { reading } from './reading.js';
import { report } from './report.js';

const KINDS = { READY: 'good', UNAVAILABLE: 'bad' };

/** Everything known about a version; `onChange` hears that its state was changed here. */
export function card(version, onChange) {
  const place = path`/v1/models/${version.name}/versions/${version.version}`;
  const figures = el('dl', { class: 'figures', 'data-traffic': version.ready ? `${version.name}/${version.version}` : undefined }, measured(version));
  const article = el(
    'article',
    { class: 'panel card', 'aria-label': `${version.name}, version ${version.version}` },
    el(
      'header',
      {},
      el(
        'div',
        {},
        el('h2', {}, version.name, el('span', { class: 'soft' }, ` version ${version.version}`)),
        el('p', { class: 'soft' }, version.description || version.architecture || ''),
        el(
          'div',
          { class: 'chips' },
          chip(version.state.toLowerCase(), KINDS[version.state]),
          version.device ? chip(`on ${version.device}`) : undefined,
          version.architecture ? chip(version.architecture) : undefined,
          version.versionLabels.map((label) => chip(label, 'good')),
        ),
      ),
      controls(version, onChange),
    ),
    version.reason ? el('p', { class: 'problem' }, version.reason) : undefined,
    figures,
  );
  report(place, version, figures).then((parts) => article.append(...parts));
  return article;
}

function chip(text, kind = '') {
  return el('span', { class: `chip ${kind}` }, text);
}

function measured(version) {
  const values = version.measured ?? {};
  return [
    'top1' in values ? reading('Top-1 accuracy', percent(values.top1)) : undefined,
    'top5' in values ? reading('Top-5 accuracy', percent(values.top5)) : undefined,
    reading('Throughput now', '–', 'images/s', 'rate'),
    reading('Latency now', '–', 'ms mean', 'latency'),
    reading('Batch now', '–', 'images', 'batch'),
  ];
}
