// Files as a tar: a Blob of small headers and of the files themselves, which the browser reads from disk while
// it sends them, so that a folder larger than memory can travel.

const BLOCK = 512;
const NAME = 100;
const utf8 = new TextEncoder();

/** A POSIX tar of `{file, path}` records. */
export function tar(files) {
  return new Blob([...files.flatMap(entry), new Uint8Array(2 * BLOCK)], { type: 'application/x-tar' });
}

/** The path is in a header of its own (pax), because the old one has no room for long or accented names. */
function entry({ file, path }) {
  const record = pathRecord(path);
  return [header('path', record.length, 'x'), record, padding(record.length), header(path, file.size, '0'), file, padding(file.size)];
}

/** `28 path=somewhere/picture.png` and a line end, the number being the length of it all, itself included. */
function pathRecord(path) {
  const rest = utf8.encode(` path=${path}\n`).length;
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return utf8.encode(`${length} path=${path}\n`);
}

function header(name, size, kind) {
  const block = new Uint8Array(BLOCK);
  const write = (text, at) => block.set(utf8.encode(text), at);
  block.set(utf8.encode(name).subarray(0, NAME), 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  write('00000000000\0', 136);
  write('        ', 148);
  write(kind, 156);
  write('ustar\u000000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padding(size) {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
