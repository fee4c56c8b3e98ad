// The learning curve: error on training and on test pictures, epoch by epoch.

import { el, svg } from '../dom.js';
import { percent } from '../format.js';

const WIDTH = 420;
const HEIGHT = 220;
const LEFT = 52;
const BOTTOM = 26;
const TOP = 10;
const LINES = { trainingError: 'training', error: 'test' };

/** The curve of a run's history, on a logarithmic scale. */
export function learningCurve(history) {
  const values = history.flatMap((epoch) => Object.keys(LINES).map((name) => epoch[name])).filter((value) => value > 0);
  const low = Math.log10(Math.min(...values));
  const high = Math.log10(Math.max(...values));
  const x = (i) => LEFT + (i / Math.max(history.length - 1, 1)) * (WIDTH - LEFT - 8);
  const y = (value) => TOP + ((high - Math.log10(value)) / Math.max(high - low, 0.01)) * (HEIGHT - TOP - BOTTOM);
  const chart = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curve', role: 'img', 'aria-label': told(history) },
    ...[0, 0.5, 1].map((share) => gridLine(10 ** (low + share * (high - low)), y)),
    text(LEFT, HEIGHT - 6, 'epoch 1', 'start'),
    text(WIDTH - 8, HEIGHT - 6, `epoch ${history.length}`, 'end'),
    ...Object.keys(LINES).map((name) =>
      svg('polyline', {
        class: `line ${LINES[name]}`,
        points: history.filter((epoch) => epoch[name] > 0).map((epoch) => `${x(epoch.epoch - 1)},${y(epoch[name])}`).join(' '),
      }),
    ),
  );
  return el('figure', {}, chart, el('figcaption', {}, 'Error by epoch: ', key('test'), ' and ', key('training')));
}

function told(history) {
  return `Error on test pictures from ${percent(history[0].error)} to ${percent(history.at(-1).error)} in ${history.length} epochs`;
}

function gridLine(value, y) {
  return svg('g', {}, svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value) }), text(LEFT - 8, y(value) + 4, percent(value), 'end'));
}

function text(x, y, content, anchor) {
  return svg('text', { x, y, 'text-anchor': anchor }, content);
}

function key(name) {
  return el('span', { class: `key ${name}` }, name);
}
