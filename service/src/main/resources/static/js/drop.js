// Pictures into the page: dropped, pasted, or picked.

/** Every file below the dropped entries, folders walked, as `{file, folder}` with the innermost folder's name. */
async function walk(entry, folder = '') {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, folder }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found;
    for (const child of batch) found.push(...(await walk(child, entry.name)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ file, folder: '' }));
  return (await Promise.all(entries.map((entry) => walk(entry)))).flat();
}

function picked(input) {
  return [...input.files].map((file) => {
    const segments = file.webkitRelativePath.split('/');
    return { file, folder: segments.length > 1 ? segments.at(-2) : '' };
  });
}

/** Makes a `.drop` label with a file input take pictures; `onPictures` gets `{file, folder}` records. */
export function dropZone(zone, onPictures) {
  const input = zone.querySelector('input[type=file]');
  input.addEventListener('change', () => {
    const pictures = picked(input);
    input.value = '';
    if (pictures.length > 0) onPictures(pictures);
  });
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  for (const leaving of ['dragleave', 'drop']) {
    zone.addEventListener(leaving, () => zone.classList.remove('over'));
  }
  zone.addEventListener('drop', async (event) => {
    event.preventDefault();
    const pictures = await dropped(event.dataTransfer);
    if (pictures.length > 0) onPictures(pictures);
  });
}

/** Hears pictures pasted anywhere while `isActive()` holds. */
export function pasteZone(isActive, onPictures) {
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || !isActive()) return;
    event.preventDefault();
    onPictures(files.map((file) => ({ file, folder: '' })));
  });
}
