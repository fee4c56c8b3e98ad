// The learning curve: error on training and on test pictures, epoch by epoch.

import { el, svg } from '../dom.js';
import { percent } from '../format.js';

const WIDTH = 420;
const HEIGHT = 220;
const LEFT = 44;
const RIGHT = 10;
const BOTTOM = 26;
const TOP = 10;
const LINES = { trainingError: 'training', error: 'test' };
const ROUND = [[1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
const FEWEST_LINES = 3;

/** The curve of a run's history, its errors on a logarithmic scale. */
export function learningCurve(history) {
  const values = history.flatMap((epoch) => Object.keys(LINES).map((name) => epoch[name])).filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [history[0].epoch, history.at(-1).epoch];
  const x = (epoch) => LEFT + ((epoch - first) / Math.max(last - first, 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + (Math.log(high / value) / Math.max(Math.log(high / low), 0.01)) * (HEIGHT - TOP - BOTTOM);
  const chart = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curve', role: 'img', 'aria-label': told(history) },
    ...between(low, high).map((value) => gridLine(value, y)),
    text(LEFT, HEIGHT - 6, `epoch ${first}`, 'start'),
    text(WIDTH - RIGHT, HEIGHT - 6, `epoch ${last}`, 'end'),
    ...Object.keys(LINES).map((name) =>
      svg('polyline', {
        class: `line ${LINES[name]}`,
        points: history.filter((epoch) => epoch[name] > 0).map((epoch) => `${x(epoch.epoch)},${y(epoch[name])}`).join(' '),
      }),
    ),
  );
  return el('figure', {}, chart, el('figcaption', {}, 'Error by epoch, ', key('test'), ' and ', key('training')));
}

/** The round numbers from low to high: 0.01, 0.02, 0.05, 0.1, …, and those between where these are few. */
function between(low, high) {
  const from = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, i) => 10 ** (from + i));
  const within = (rounds) => decades.flatMap((decade) => rounds.map((round) => round * decade)).filter((value) => value >= low && value <= high);
  return ROUND.map(within).find((lines) => lines.length >= FEWEST_LINES) ?? within(ROUND.at(-1));
}

function told(history) {
  return `Error on test pictures from ${percent(history[0].error)} to ${percent(history.at(-1).error)} in ${history.at(-1).epoch} epochs`;
}

function gridLine(value, y) {
  return svg('g', {}, svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }), text(LEFT - 8, y(value) + 4, `${Number((100 * value).toPrecision(1))}%`, 'end'));
}

function text(x, y, content, anchor) {
  return svg('text', { x, y, 'text-anchor': anchor }, content);
}

function key(name) {
  return el('span', { class: `key ${name}` }, name);
}
