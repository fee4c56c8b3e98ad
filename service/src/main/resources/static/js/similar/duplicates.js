// Groups of pictures that are the same, by their bytes or by what the model sees of them.

import { json, path } from '../api.js';
import { el, empty } from '../dom.js';
import { many } from '../format.js';
import { gallery } from './figure.js';

const KINDS = { bytes: 'The same file', pixels: 'Different files, the same to the model' };

/** The groups of a collection, each picture a button that `onChoose` hears. */
export async function duplicates(collection, onChoose) {
  const { groups } = await json(path`/v1/collections/${collection}/duplicates`);
  if (groups.length === 0) return empty('No duplicates', 'Every picture of this collection differs from every other.');
  return el(
    'article',
    { class: 'panel stack', 'aria-label': 'Duplicates' },
    el('h2', {}, many(groups.length, 'group'), ' of duplicates'),
    groups.map((group) =>
      el(
        'section',
        { class: 'group' },
        el('h3', {}, `${KINDS[group.kind]}, ${group.images.length} times`),
        gallery(group.images, onChoose),
      ),
    ),
  );
}
