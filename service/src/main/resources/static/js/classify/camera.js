// The camera: starts when asked, stops when the view is left.

import { byId, problem } from '../dom.js';

/** Makes the camera panel work; `onPicture` gets a JPEG. Returns a function that turns the camera off. */
export function camera(onPicture) {
  const video = byId('camera-video');
  const shoot = byId('camera-shoot');
  const startButton = byId('camera-start');
  let stream;

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.srcObject = null;
    shoot.disabled = true;
    startButton.textContent = 'Start camera';
  }

  async function start() {
    byId('camera-problem').replaceChildren();
    try {
      if (!navigator.mediaDevices) throw new Error('insecure');
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      video.srcObject = stream;
      await video.play();
      shoot.disabled = false;
      startButton.textContent = 'Stop camera';
    } catch (error) {
      stop();
      byId('camera-problem').append(problem(new Error(reason(error))));
    }
  }

  startButton.addEventListener('click', () => (stream ? stop() : start()));
  shoot.addEventListener('click', () => {
    const frame = document.createElement('canvas');
    frame.width = video.videoWidth;
    frame.height = video.videoHeight;
    frame.getContext('2d').drawImage(video, 0, 0);
    frame.toBlob(onPicture, 'image/jpeg', 0.92);
  });
  addEventListener('hashchange', stop);
  return stop;
}

function reason(error) {
  if (error.message === 'insecure') return 'Browsers give the camera only to https:// addresses and to localhost. Open this page by one of them.';
  if (error.name === 'NotAllowedError') return 'The browser refused the camera. Allow it for this page, then start it again.';
  if (error.name === 'NotFoundError') return 'This device has no camera. Drop a picture instead.';
  return `The camera does not start: ${error.message}`;
}
