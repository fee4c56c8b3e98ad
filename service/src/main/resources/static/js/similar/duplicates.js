// Groups of pictures that are the same, by their bytes or by what the model sees of them, and on request those that
// are nearly so.

import { json, path } from '../api.js';
import { el, empty, problem } from '../dom.js';
import { many } from '../format.js';
import { gallery } from './figure.js';

const KINDS = { bytes: 'The same file', pixels: 'Different files, the same to the model', near: 'Nearly the same' };

/** The groups of a collection, each picture a button that `onChoose` hears. */
export async function duplicates(collection, onChoose) {
  const groups = await ask(collection, '');
  if (groups.length === 0) return empty('No duplicates', 'Every picture of this collection differs from every other.', nearby(collection, onChoose));
  return el(
    'article',
    { class: 'panel stack', 'aria-label': 'Duplicates' },
    el('h2', {}, many(groups.length, 'group'), ' of duplicates'),
    groups.map((group) => section(group, onChoose)),
    nearby(collection, onChoose),
  );
}

async function ask(collection, query) {
  return (await json(path`/v1/collections/${collection}/duplicates` + query)).groups;
}

function section(group, onChoose) {
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, `${KINDS[group.kind]}, ${group.images.length} ${group.kind === 'near' ? 'pictures' : 'times'}`),
    gallery(group.images, onChoose),
  );
}

/** A form that asks for pictures that are at most so far apart. */
function nearby(collection, onChoose) {
  const distance = el('input', { type: 'number', min: 0, step: 'any', required: true, 'aria-label': 'Distance' });
  const found = el('div', { class: 'stack', role: 'status' });
  return el(
    'form',
    { class: 'stack near', 'aria-label': 'Nearly the same', onsubmit: show },
    el('div', { class: 'row' }, el('span', { class: 'soft' }, 'Also those within a distance of'), distance, el('button', { class: 'compact' }, 'Find near ones')),
    found,
  );

  async function show(event) {
    event.preventDefault();
    try {
      const groups = await ask(collection, `?kind=near&distance=${distance.value}`);
      found.replaceChildren(...(groups.length > 0 ? groups.map((group) => section(group, onChoose)) : [el('p', {}, 'No two pictures are that close.')]));
    } catch (error) {
      found.replaceChildren(problem(error));
    }
  }
}
