// Where a walk may start for somebody without a picture at hand: a few of the collection's own.

import { json, path } from '../api.js';
import { el } from '../dom.js';
import { gallery } from './figure.js';

const SHOWN = 12;
const ASKED = 96;

/** Some pictures of as many labels as can be; found near the origin of the feature space, which favours none. */
export async function entrances(collection, onChoose) {
  const answer = await json(`${path`/v1/collections/${collection.name}/search`}?k=${ASKED}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ features: new Array(collection.dimension).fill(0) }),
  });
  return el(
    'article',
    { class: 'panel stack', 'aria-label': 'Where to start' },
    el('h2', {}, 'Start from one of these, or drop a picture of your own'),
    gallery(spread(answer.neighbors), onChoose),
  );
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
    .slice(0, SHOWN)
    .map(({ each }) => ({ ...each, distance: undefined }));
}
