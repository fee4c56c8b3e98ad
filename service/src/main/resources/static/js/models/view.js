// The Models view: a card for each version, and its traffic while the view is open.

import { models, refresh } from '../catalog.js';
import { byId, empty, problem } from '../dom.js';
import { card } from './card.js';
import { managesModels } from './lifecycle.js';
import { watchTraffic } from './traffic.js';

/** Draws the cards; called once, when the view is first shown. */
export async function start() {
  await draw(models);
  watchTraffic(() => !byId('models').hidden && !document.hidden);
}

/** Draws anew what a button changed, and gives the focus back to the card it was on. */
async function redraw({ key }) {
  await draw(refresh);
  document.getElementById(`card-${key}`)?.querySelector('button')?.focus();
}

async function draw(read) {
  const cards = byId('model-cards');
  try {
    const [all, managed] = await Promise.all([read(), managesModels()]);
    cards.replaceChildren(
      ...(all.length > 0
        ? all.map((version) => card(version, managed ? () => redraw(version) : undefined))
        : [empty('No model yet', 'Train one with ./fovea train lenet5, or import one with ./fovea import model.onnx. It appears here by itself.')]),
    );
  } catch (error) {
    cards.replaceChildren(problem(error));
  }
}
