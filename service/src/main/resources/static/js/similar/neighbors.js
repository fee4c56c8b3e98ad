// The paper's figure, live: the query on the left, its nearest neighbours beside it.

import { picture } from '../api.js';
import { bars, waterfall } from '../answer.js';
import { el, empty, showBlob } from '../dom.js';
import { distance } from '../format.js';

const TINY_PIXELS = 64;

function image(alt, load) {
  const node = el('img', { alt, loading: 'lazy' });
  node.addEventListener('load', () => node.parentElement?.classList.toggle('tiny', node.naturalWidth <= TINY_PIXELS));
  load().then(
    (blob) => showBlob(node, blob),
    () => node.replaceWith(el('span', { class: 'soft small' }, 'No thumbnail')),
  );
  return node;
}

/** A stored picture as a button; `onChoose` hears it. */
export function neighborButton(neighbor, onChoose) {
  const name = neighbor.label ?? neighbor.id;
  const measured = neighbor.distance === undefined ? neighbor.id : `distance ${distance(neighbor.distance)}`;
  return el(
    'button',
    { class: 'neighbor', type: 'button', title: neighbor.id, onclick: () => onChoose(neighbor) },
    image('', () => picture(neighbor.thumbnail)),
    el('span', { class: 'name' }, name),
    el('span', { class: 'soft small number' }, measured),
  );
}

/** The whole figure for one step of a walk. */
export function figure(step, blob, answer, totalMillis, onChoose) {
  const found =
    answer.neighbors.length > 0
      ? el('ol', { class: 'neighbors' }, answer.neighbors.map((each) => el('li', {}, neighborButton(each, onChoose))))
      : empty('Nothing else here', 'The collection holds no other picture. Add more on the left.');
  return el(
    'article',
    { class: 'panel stack rise' },
    el(
      'div',
      { class: 'figure4' },
      el(
        'div',
        { class: 'query' },
        el('figure', {}, image('The picture searched with', async () => blob)),
        el('h2', {}, step.name),
        answer.predictions ? bars(answer.predictions.slice(0, 3)) : undefined,
      ),
      el(
        'div',
        { class: 'stack' },
        el('h3', { class: 'soft' }, `${answer.neighbors.length} nearest, ${answer.exact ? 'exact' : 'approximate'}`),
        found,
      ),
    ),
    answer.timing ? waterfall(answer.timing, totalMillis) : undefined,
    el('p', { class: 'soft small' }, `${answer.collection}, ${answer.model} version ${answer.version}`),
  );
}
