// Load, unload, promote, roll back: shown where the service lets clients manage its models.

import { call, json, path } from '../api.js';
import { el, problem } from '../dom.js';

const LABEL = 'stable'; // where requests go that name no version

/** Whether the service was started with its model repository open to clients. */
export async function managesModels() {
  return (await json('/v2')).extensions.includes('model_repository');
}

/** The buttons that fit the version's state; `onChange` hears that one of them worked. */
export function controls(version, onChange) {
  const sentence = el('div', {});
  const repository = path`/v2/repository/models/${version.name}`;
  const label = path`/v1/models/${version.name}/labels/${LABEL}`;
  const stable = version.versionLabels.includes(LABEL);
  return el(
    'div',
    { class: 'stack' },
    el(
      'div',
      { class: 'row' },
      version.ready && !stable ? button('Promote', `Send requests to ${told(version)}`, 'PUT', `${label}?version=${version.version}`) : undefined,
      version.ready && stable ? button('Roll back', `Send requests to the version before ${told(version)}`, 'POST', `${label}/rollback`) : undefined,
      version.ready
        ? button('Unload', `Unload every version of ${version.name}`, 'POST', `${repository}/unload`)
        : button('Load', `Load ${version.name}`, 'POST', `${repository}/load`),
    ),
    sentence,
  );

  function button(title, meaning, method, address) {
    return el('button', { type: 'button', class: 'compact', title: meaning, 'aria-label': `${title}: ${meaning}`, onclick: (event) => act(event.currentTarget, method, address) }, title);
  }

  async function act(pressed, method, address) {
    pressed.disabled = true;
    sentence.replaceChildren();
    try {
      await call(address, { method });
      await onChange();
    } catch (error) {
      sentence.replaceChildren(problem(error));
      pressed.disabled = false;
    }
  }
}

function told({ name, version }) {
  return `${name} version ${version}`;
}
