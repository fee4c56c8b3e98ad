// The paper's Figure 4, live: a picture, and beside it, in one row, its nearest neighbors.

import { picture } from '../api.js';
import { bars, waterfall } from '../answer.js';
import { el, showBlob } from '../dom.js';
import { count, distance, many } from '../format.js';

const TINY_PIXELS = 64;
const LABELS = 3;

function image(alt, blob) {
  const node = el('img', { alt });
  node.addEventListener('load', () => node.classList.toggle('tiny', node.naturalWidth <= TINY_PIXELS));
  blob.then(
    (bytes) => showBlob(node, bytes),
    (error) => node.replaceWith(el('span', { class: 'soft small' }, error.message)),
  );
  return node;
}

/** A stored picture as a button; `onChoose` hears it. */
export function pictureButton(stored, onChoose) {
  return el(
    'button',
    { class: 'neighbor', type: 'button', title: stored.id, onclick: () => onChoose(stored) },
    image('', picture(stored.thumbnail)),
    el('span', { class: 'name' }, stored.label ?? stored.id),
    el('span', { class: 'name soft small number' }, detail(stored)),
  );
}

/** What stands below the label: how far it is, or, where nothing was measured, the file it was. */
function detail(stored) {
  if (stored.distance === undefined) return stored.id.split(':').at(-1);
  return [el('span', { class: 'word' }, 'distance '), distance(stored.distance)];
}

/** Stored pictures beside each other. */
export function gallery(pictures, onChoose) {
  return el('ol', { class: 'neighbors' }, pictures.map((each) => el('li', {}, pictureButton(each, onChoose))));
}

/** One step of a walk: the picture looked from, and what was found. */
export function row(step, blob, answer, totalMillis, onChoose) {
  return el(
    'article',
    { class: 'panel step rise', 'aria-label': `What looks like ${step.name}` },
    el(
      'div',
      { class: 'figure4' },
      el('figure', { class: 'query' }, image('The picture searched with', blob), el('figcaption', {}, step.name)),
      answer.neighbors.length > 0
        ? gallery(answer.neighbors, onChoose)
        : el('p', { class: 'soft' }, 'The collection holds no other picture that fits. Add more on the left, or clear the filter.'),
    ),
    el(
      'div',
      { class: 'found' },
      el('h2', { tabindex: '-1' }, how(answer)),
      answer.predictions ? bars(answer.predictions.slice(0, LABELS)) : undefined,
      waterfall(answer.timing, totalMillis),
      el('p', { class: 'soft small' }, `${answer.collection}, ${answer.model} version ${answer.version}`),
    ),
  );
}

function how({ neighbors, exact, rescored }) {
  const nearest = many(neighbors.length, 'nearest neighbor');
  return exact ? `${nearest}, exact: every picture compared` : `${nearest}, approximate: ${count(rescored)} candidates compared`;
}
