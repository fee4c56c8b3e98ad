// Starts the page: shows the view that the address names, and what is being served.

import { byId, el, problem } from './dom.js';
import { many } from './format.js';
import { showKeyButton } from './key.js';
import { models, watchModels } from './catalog.js';

const VIEWS = {
  classify: { title: 'Classify', load: () => import('./classify/view.js') },
  similar: { title: 'Similar', load: () => import('./similar/view.js') },
  models: { title: 'Models', load: () => import('./models/view.js') },
};
const started = new Set();

function wanted() {
  const name = location.hash.replace(/^#\/?/, '').split('/')[0];
  return name in VIEWS ? name : 'classify';
}

async function show(moveFocus) {
  const name = wanted();
  for (const each of Object.keys(VIEWS)) byId(each).hidden = each !== name;
  for (const link of document.querySelectorAll('.bar nav a')) {
    if (link.getAttribute('href') === `#/${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${VIEWS[name].title} · Fovea`;
  if (moveFocus) {
    byId(`${name}-title`).focus();
    scrollTo(0, 0);
  }
  if (started.has(name)) return;
  started.add(name);
  try {
    await (await VIEWS[name].load()).start();
  } catch {
    byId(name).append(problem(new Error('This part of the page did not load. Check that the service is running, then reload the page.')));
  }
  document.documentElement.dataset.started = name;
}

function showServing(all) {
  const ready = all.filter((each) => each.ready);
  const devices = [...new Set(ready.map((each) => each.device).filter(Boolean))].join(', ');
  byId('serving').replaceChildren(
    el('span', { class: ready.length > 0 ? 'dot up' : 'dot down', 'aria-hidden': 'true' }),
    ready.length > 0 ? `${many(ready.length, 'model')} on ${devices || 'cpu'}` : 'No model is ready',
  );
}

addEventListener('hashchange', () => show(true));
// A picture that misses its drop zone must not replace the page.
for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());

showKeyButton();
watchModels(showServing);
show(false);
models().catch((error) => {
  byId('serving').replaceChildren(el('span', { class: 'dot down', 'aria-hidden': 'true' }), error.message);
});
