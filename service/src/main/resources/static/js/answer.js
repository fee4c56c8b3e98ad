// What a model answered, drawn: bars of probability, and where the milliseconds went.

import { el } from './dom.js';
import { millis, percent } from './format.js';

function filled(tag, width, classes = '') {
  const bar = el(tag, { class: classes });
  bar.style.width = `${Math.max(0, Math.min(1, width)) * 100}%`;
  return bar;
}

/** The top-k predictions as bars, most probable first. */
export function bars(predictions) {
  return el(
    'ol',
    { class: 'bars', 'aria-label': 'Most probable labels' },
    predictions.map((each) =>
      el(
        'li',
        {},
        el('span', { class: 'name', title: each.label }, each.label),
        el('span', { class: 'track', 'aria-hidden': 'true' }, filled('i', each.probability)),
        el('span', { class: 'number' }, percent(each.probability)),
      ),
    ),
  );
}

const STAGES = [
  ['decode', 'Decode'],
  ['preprocess', 'Preprocess'],
  ['queue', 'Queue'],
  ['infer', 'Infer'],
  ['search', 'Search'],
];

/** One request's own stages as a waterfall; `totalMillis` is what this browser waited in all. */
export function waterfall(timing, totalMillis) {
  const stages = STAGES.map(([name, title]) => ({ name, title, took: timing[`${name}Millis`] })).filter(
    (stage) => stage.took !== undefined,
  );
  const known = stages.reduce((sum, stage) => sum + stage.took, 0);
  const whole = Math.max(totalMillis, known, 0.001);
  stages.push({ name: 'rest', title: 'Network, rest', took: whole - known });
  let start = 0;
  return el(
    'ol',
    { class: 'waterfall', 'aria-label': `Time of this request: ${millis(whole)}` },
    stages.map((stage) => {
      const bar = filled('i', stage.took / whole, stage.name);
      bar.style.left = `${Math.min(99, (start / whole) * 100)}%`;
      start += stage.took;
      return el(
        'li',
        {},
        el('span', {}, stage.title),
        el('span', { class: 'lane', 'aria-hidden': 'true' }, bar),
        el('span', { class: 'number' }, millis(stage.took)),
      );
    }),
  );
}
