// Pictures into the page: dropped, pasted, or picked.

/** Every file below the dropped entry, folders walked. */
async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.slice(1) }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found;
    for (const child of batch) found.push(...(await walk(child)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map(picture);
  return (await Promise.all(entries.map(walk))).flat();
}

/** A file with its path from the folder that was chosen, that folder included. */
function picture(file) {
  return { file, path: file.webkitRelativePath || file.name };
}

/** Makes a `.drop` label with a file input take pictures; `onPictures` gets `{file, path}` records. */
export function dropZone(zone, onPictures) {
  const input = zone.querySelector('input[type=file]');
  input.addEventListener('change', () => {
    const pictures = [...input.files].map(picture);
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
    if (input.disabled) return;
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
    onPictures(files.map(picture));
  });
}
