// Small tools for building the page without a string of HTML anywhere.

/**
 * Makes an element. Attributes named `on…` are listeners, `class` is a class list, true and false set or
 * leave out an attribute; children are nodes or text, and undefined or null ones are left out.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

/** The element with this id; the page is wrong without it, so a missing one throws. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no #${id}`);
  return node;
}

/** A copy of the first element of the `<template>` with this id. */
export function fromTemplate(id) {
  return byId(id).content.firstElementChild.cloneNode(true);
}

/** An error as people read it: the service's own sentence. */
export function problem(error) {
  return el('p', { class: 'problem', role: 'alert' }, error.message);
}

/** An empty state: what is missing, what to do next, and perhaps a button that does it. */
export function empty(title, advice, action) {
  return el('div', { class: 'empty' }, el('h2', {}, title), el('p', {}, advice), action);
}

/** Shows a picture and lets go of its bytes once it is drawn. */
export function showBlob(image, blob) {
  const url = URL.createObjectURL(blob);
  const release = () => URL.revokeObjectURL(url);
  image.addEventListener('load', release, { once: true });
  image.addEventListener('error', release, { once: true });
  image.src = url;
}
