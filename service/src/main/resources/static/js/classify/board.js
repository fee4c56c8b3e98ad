// The drawing board: white on black as MNIST is, by pointer or by keys.

import { byId } from '../dom.js';
import { asDigit } from './digit.js';

const PEN = 20;
const STEP = 14;
const PAUSE_MILLIS = 300;
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/** Makes the board work; `onDigit` gets a PNG after each stroke. */
export function drawingBoard(onDigit) {
  const canvas = byId('board');
  const ink = canvas.getContext('2d', { willReadFrequently: true });
  let pen = { x: canvas.width / 2, y: canvas.height / 4 };
  let down = false;
  let timer;

  function clear() {
    clearTimeout(timer);
    down = false;
    ink.fillStyle = '#000';
    ink.fillRect(0, 0, canvas.width, canvas.height);
  }

  function lineTo(to) {
    ink.strokeStyle = '#fff';
    ink.lineWidth = PEN;
    ink.lineCap = ink.lineJoin = 'round';
    ink.beginPath();
    ink.moveTo(pen.x, pen.y);
    ink.lineTo(to.x, to.y);
    ink.stroke();
    pen = to;
  }

  function drawn() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const digit = await asDigit(ink);
      if (digit) onDigit(digit);
    }, PAUSE_MILLIS);
  }

  function at(event) {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    clearTimeout(timer);
    down = true;
    pen = at(event);
    lineTo(pen);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (down && event.buttons) for (const each of event.getCoalescedEvents?.() ?? [event]) lineTo(at(each));
  });
  canvas.addEventListener('pointerup', () => {
    down = false;
    drawn();
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.key === ' ') {
      event.preventDefault();
      down = !down;
      if (down) lineTo(pen);
      else drawn();
    } else if (event.key in ARROWS) {
      event.preventDefault();
      const [dx, dy] = ARROWS[event.key];
      const to = { x: inside(pen.x + dx, canvas.width), y: inside(pen.y + dy, canvas.height) };
      if (down) lineTo(to);
      pen = to;
    }
  });
  clear();
  return { clear };
}

function inside(value, size) {
  return Math.max(PEN, Math.min(size - PEN, value));
}
