// The API key: asked for when the service wants one, kept for this tab only.

import { byId } from './dom.js';

const STORED = 'fovea.key';
let pending;

/** The key that was entered, or null. */
export function apiKey() {
  return sessionStorage.getItem(STORED);
}

/** Opens the dialog with the service's sentence; true if a key was entered. One dialog serves all who ask at once. */
export function askForKey(error) {
  pending ??= openDialog(error.message).finally(() => {
    pending = undefined;
  });
  return pending;
}

function openDialog(sentence) {
  const dialog = byId('key-dialog');
  const input = byId('key');
  byId('key-reason').textContent = sentence;
  input.value = apiKey() ?? '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(accept(dialog.returnValue, input.value.trim())), { once: true });
  });
}

function accept(answer, key) {
  if (answer !== 'use') return false;
  if (key) sessionStorage.setItem(STORED, key);
  else sessionStorage.removeItem(STORED);
  showKeyButton();
  return key !== '';
}

/** Shows the header's button once a key is in use, so that it can be changed. */
export function showKeyButton() {
  const button = byId('key-button');
  button.hidden = !apiKey();
  button.onclick = () => openDialog('Requests from this tab carry this key. Leave it empty to forget it.');
}
