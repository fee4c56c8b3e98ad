// The Models view: a card for each version, and its traffic while the view is open.

import { models, refresh } from '../catalog.js';
import { byId, empty, problem } from '../dom.js';
import { card } from './card.js';
import { watchTraffic } from './traffic.js';

/** Draws the cards; called once, when the view is first shown. */
export async function start() {
  await draw(models);
  watchTraffic(() => !byId('models').hidden && !document.hidden);
}

async function draw(read) {
  const cards = byId('model-cards');
  try {
    const all = await read();
    cards.replaceChildren(
      ...(all.length > 0
        ? all.map((version) => card(version, () => draw(refresh)))
        : [empty('No model yet', 'Train one with ./fovea train lenet5, or import one with ./fovea import model.onnx. It appears here by itself.')]),
    );
  } catch (error) {
    cards.replaceChildren(problem(error));
  }
}
