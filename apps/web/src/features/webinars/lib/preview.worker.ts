import { previewOf } from './preview.ts';

/** Looks at a file beside the page, so that nothing stutters while it does. */
self.onmessage = async ({ data }: MessageEvent<File>) => {
  self.postMessage(await previewOf(data), { targetOrigin: self.origin });
};
