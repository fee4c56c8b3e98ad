// The trail: the pictures that the walk came by, each a way back.

import { el, showBlob } from '../dom.js';

const LONGEST = 24;

/** Keeps the steps of a walk in `nav`; `onReturn` hears a step that is chosen again. */
export function trail(nav, onReturn) {
  let steps = [];

  function draw() {
    nav.hidden = steps.length < 2;
    nav.replaceChildren(...steps.map(button));
  }

  function button(step, i) {
    const image = el('img', { alt: '' });
    step.picture().then((blob) => showBlob(image, blob)).catch(() => image.remove());
    return el(
      'button',
      {
        type: 'button',
        'aria-label': `Back to ${step.name}`,
        'aria-current': i === steps.length - 1 ? 'step' : undefined,
        onclick: () => {
          steps = steps.slice(0, i);
          onReturn(step);
        },
      },
      image,
    );
  }

  return {
    add(step) {
      if (steps.at(-1) !== step) steps = [...steps, step].slice(-LONGEST);
      draw();
    },
    clear() {
      steps = [];
      draw();
    },
    last: () => steps.at(-1),
  };
}
