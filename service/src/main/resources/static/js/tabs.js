// Tabs by the ARIA pattern: one tab stop, arrows move, the panel named by aria-controls shows.

import { byId } from './dom.js';

/** Makes a `role=tablist` work; `onShow` hears the id of the panel that shows. Returns a function that selects by panel id. */
export function tabs(list, onShow = () => {}) {
  const buttons = [...list.querySelectorAll('[role=tab]')];

  function select(button) {
    for (const each of buttons) {
      const chosen = each === button;
      each.setAttribute('aria-selected', String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      byId(each.getAttribute('aria-controls')).hidden = !chosen;
    }
    onShow(button.getAttribute('aria-controls'));
  }

  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  list.addEventListener('keydown', (event) => {
    const visible = buttons.filter((each) => !each.hidden);
    const at = visible.indexOf(document.activeElement);
    if (!(event.key in steps) || at < 0) return;
    event.preventDefault();
    const next = visible[(at + steps[event.key] + visible.length) % visible.length];
    next.focus();
    select(next);
  });
  for (const button of buttons) button.addEventListener('click', () => select(button));
  select(buttons.find((each) => each.getAttribute('aria-selected') === 'true') ?? buttons[0]);
  return (panel) => select(buttons.find((each) => each.getAttribute('aria-controls') === panel));
}
