// Load, unload, promote: shown always, refused by the service in its own words where not allowed.

import { call, path } from '../api.js';
import { el, problem } from '../dom.js';

/** The buttons that fit the version's state; `onChange` hears that one of them worked. */
export function controls(version, onChange) {
  const sentence = el('div', {});
  const place = path`/v2/repository/models/${version.name}`;
  const buttons = [
    version.ready ? button('Unload', `${place}/unload`) : button('Load', `${place}/load`),
    version.ready && !version.versionLabels.includes('stable')
      ? button('Promote', path`/v1/models/${version.name}/versions/${version.version}/promote`)
      : undefined,
  ];
  return el('div', { class: 'stack' }, el('div', { class: 'row' }, buttons), sentence);

  function button(title, address) {
    return el('button', { type: 'button', class: 'compact', 'aria-label': `${title} ${version.name} version ${version.version}`, onclick: (event) => act(event.currentTarget, address) }, title);
  }

  async function act(pressed, address) {
    pressed.disabled = true;
    sentence.replaceChildren();
    try {
      await call(address, { method: 'POST' });
      await onChange();
    } catch (error) {
      sentence.replaceChildren(problem(error));
    } finally {
      pressed.disabled = false;
    }
  }
}
