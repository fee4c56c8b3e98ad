// A drawing as MNIST holds digits: scaled into 20 by 20, its centre of mass in the middle of 28 by 28.

const SIDE = 28;
const BOX = 20;
const MARGIN = 2;

/** The drawing on `ink` as a PNG of 28 by 28, or undefined if the board is black. */
export async function asDigit(ink) {
  const { canvas } = ink;
  const pixels = ink.getImageData(0, 0, canvas.width, canvas.height);
  const box = bounds(pixels);
  if (!box) return undefined;
  const scale = BOX / Math.max(box.width, box.height);
  const small = new OffscreenCanvas(SIDE, SIDE);
  const out = small.getContext('2d');
  out.fillStyle = '#000';
  out.fillRect(0, 0, SIDE, SIDE);
  out.imageSmoothingQuality = 'high';
  out.drawImage(
    canvas,
    box.x,
    box.y,
    box.width,
    box.height,
    placed((box.massX - box.x) * scale, box.width * scale),
    placed((box.massY - box.y) * scale, box.height * scale),
    box.width * scale,
    box.height * scale,
  );
  return small.convertToBlob({ type: 'image/png' });
}

/** Where a side starts so that its mass is in the middle, but never over the margin. */
function placed(mass, length) {
  return Math.max(MARGIN, Math.min(SIDE - MARGIN - length, SIDE / 2 - mass));
}

/** The smallest box around what is not black, and its centre of mass; undefined if all is black. */
function bounds({ data, width, height }) {
  let [left, top, right, bottom, mass, sumX, sumY] = [width, height, -1, -1, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[4 * (y * width + x)];
      if (value === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      mass += value;
      sumX += value * x;
      sumY += value * y;
    }
  }
  if (mass === 0) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1, massX: sumX / mass, massY: sumY / mass };
}
