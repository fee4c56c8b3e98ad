// Numbers as people read them.

const percentFormat = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const countFormat = new Intl.NumberFormat('en');
const shortFormat = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A share from 0 to 1, as `99.8%`; what is almost nothing reads `< 0.1%`. */
export function percent(share) {
  return share > 0 && share < 0.0005 ? '< 0.1%' : percentFormat.format(share);
}

/** A measured accuracy from 0 to 1, with the digits that papers print: `99.23%`. */
export function accuracy(share) {
  return `${(100 * share).toFixed(2)}%`;
}

/** Milliseconds, with as many digits as matter: `0.12 ms`, `4.3 ms`, `120 ms`. */
export function millis(value) {
  const digits = value < 1 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ms`;
}

/** A whole number with its thousands apart. */
export function count(value) {
  return countFormat.format(value);
}

/** A large number in a few digits: `61M`. */
export function short(value) {
  return shortFormat.format(value);
}

/** A number of bytes as `3.4 MB`. */
export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value > 0 ? Math.min(Math.floor(Math.log10(value) / 3), units.length - 1) : 0;
  return `${Number((value / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

/** A distance between features. */
export function distance(value) {
  return value === 0 ? '0' : value.toPrecision(4);
}

/** `1 picture`, `2 pictures`. */
export function many(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
