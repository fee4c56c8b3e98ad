// Where a walk may start for somebody without a picture at hand: a few of the collection's own.

import { json, path } from '../api.js';
import { el, empty } from '../dom.js';
import { count } from '../format.js';
import { gallery } from './figure.js';

const SHOWN = 12;
const ASKED = 96;

/**
 * Some pictures of as many labels as can be, of those that are `wanted`: a contact sheet that can be unfolded. Found
 * near the origin of the feature space, which favours none.
 */
export async function entrances(collection, wanted, onChoose) {
  const answer = await json(`${path`/v1/collections/${collection.name}/search`}?${new URLSearchParams({ k: ASKED, ...wanted })}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ features: new Array(collection.dimension).fill(0) }),
  });
  if (answer.neighbors.length === 0) return empty('Nothing fits the filter', 'No picture of this collection is as “Only pictures where” says.');
  const pictures = spread(answer.neighbors);
  const article = el(
    'article',
    { class: 'panel stack', 'aria-label': 'Where to start' },
    el('h2', {}, 'Start from one of these, or drop a picture of your own'),
    gallery(pictures.slice(0, SHOWN), onChoose),
  );
  if (pictures.length > SHOWN) {
    const more = el('button', { type: 'button', class: 'compact', onclick: showAll }, `Show ${count(pictures.length - SHOWN)} more`);
    article.append(el('div', { class: 'row' }, more));
  }
  return article;

  function showAll({ currentTarget }) {
    const more = gallery(pictures.slice(SHOWN), onChoose);
    currentTarget.parentElement.replaceWith(more);
    more.querySelector('button').focus();
  }
}

/** The first of each label, then the second of each, and so on; how far they are from the origin is of no use. */
function spread(pictures) {
  const seen = new Map();
  const turns = pictures.map((each) => {
    const turn = seen.get(each.label) ?? 0;
    seen.set(each.label, turn + 1);
    return { each, turn };
  });
  return turns
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ each }) => ({ ...each, distance: undefined }));
}
