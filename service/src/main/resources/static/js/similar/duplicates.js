// Groups of pictures that are the same: by their bytes, by their pixels, or nearly.

import { json, path } from '../api.js';
import { el, empty } from '../dom.js';
import { many } from '../format.js';
import { neighborButton } from './neighbors.js';

const KINDS = { BYTES: 'The same file', PIXELS: 'The same pixels', NEAR: 'Nearly the same' };

/** The groups of a collection, each picture a button that `onChoose` hears. */
export async function showDuplicates(collection, onChoose) {
  const { groups } = await json(`${path`/v1/collections/${collection}`}/duplicates`);
  if (groups.length === 0) return empty('No duplicates', 'Every picture of this collection differs from every other.');
  return el(
    'article',
    { class: 'panel stack' },
    el('h2', {}, many(groups.length, 'group')),
    groups.map((group) =>
      el(
        'section',
        { class: 'group' },
        el('h3', {}, `${KINDS[group.kind.toUpperCase()] ?? group.kind}, ${many(group.images.length, 'picture')}`),
        el('ol', { class: 'neighbors' }, group.images.map((each) => el('li', {}, neighborButton(each, onChoose)))),
      ),
    ),
  );
}
