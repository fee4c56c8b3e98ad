// One version's card.

import { path } from '../api.js';
import { el, problem } from '../dom.js';
import { accuracy } from '../format.js';
import { controls } from './lifecycle.js';
import { reading } from './reading.js';
import { report } from './report.js';

const KINDS = { READY: 'good', UNAVAILABLE: 'bad' };

/** Everything known about a version; with `onChange`, which hears that its state was changed, it can be changed here. */
export function card(version, onChange) {
  const place = path`/v1/models/${version.name}/versions/${version.version}`;
  const figures = el('dl', { class: 'figures', 'data-traffic': version.key }, measured(version));
  const article = el(
    'article',
    { class: 'panel card', id: `card-${version.key}`, 'aria-label': `${version.name}, version ${version.version}` },
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
          version.architecture !== version.name && version.architecture ? chip(version.architecture) : undefined,
          version.versionLabels.map((label) => chip(label, 'good')),
        ),
      ),
      onChange ? controls(version, onChange) : undefined,
    ),
    version.reason ? el('p', { class: 'problem' }, `It does not answer: ${version.reason}`) : undefined,
    version.ready ? figures : undefined,
  );
  if (version.ready) report(place, version, figures).then((parts) => article.append(...parts), (error) => article.append(problem(error)));
  return article;
}

function chip(text, kind = '') {
  return el('span', { class: `chip ${kind}` }, text);
}

function measured(version) {
  const values = version.measured ?? {};
  return [
    'top1' in values ? reading('Top-1 accuracy', accuracy(values.top1)) : undefined,
    'top5' in values ? reading('Top-5 accuracy', accuracy(values.top5)) : undefined,
    reading('Throughput now', '–', 'images/s', 'rate'),
    reading('Latency now', '–', 'ms mean', 'latency'),
    reading('Batch now', '–', 'images', 'batch'),
  ];
}
