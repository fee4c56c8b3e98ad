// Starts the API reference: reads the contract and draws it, by tag.

import { byId, el, problem } from '../dom.js';
import { showKeyButton } from '../key.js';
import { operationCard } from './operation.js';
import { operations, readSpec } from './spec.js';
import { prose } from './text.js';

async function start() {
  const spec = await readSpec();
  const byTag = Map.groupBy(operations(), (operation) => operation.tag);
  byId('contents').replaceChildren(...[...byTag].map(([tag, all]) => contents(tag, all)));
  byId('operations').replaceChildren(
    el('header', { class: 'lead' }, el('h1', {}, spec.info.title), prose(spec.info.description ?? ''), el('p', { class: 'small' }, el('a', { href: '/openapi.yaml' }, `openapi.yaml, version ${spec.info.version}`))),
    ...[...byTag].flatMap(([tag, all]) => [el('h2', {}, tag), ...all.map(operationCard)]),
  );
  document.documentElement.dataset.started = 'docs';
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function contents(tag, all) {
  return el('div', {}, el('h2', {}, tag), el('ul', {}, all.map((each) => el('li', {}, el('a', { href: `#${each.id}` }, each.summary ?? each.path)))));
}

showKeyButton();
start().catch((error) => byId('operations').replaceChildren(problem(error)));
