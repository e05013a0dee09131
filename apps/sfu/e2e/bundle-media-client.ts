import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const MEDIA_CLIENT = fileURLToPath(new URL('../../web/src/realtime/media/index.ts', import.meta.url));
const ENTRY = 'virtual:room-page';

// Prints the product's own media client, bundled as the web build bundles it, as a script that sets `window.MediaClient`; and
// what it is made of, `window.Device` and `window.io`, for a client of another make beside it.
// A process of its own: the bundler's native part does not take objects of jest's realm.
const result = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    target: 'es2022',
    rolldownOptions: { input: ENTRY, output: { format: 'iife' } },
  },
  plugins: [
    {
      name: 'room-page',
      resolveId(id, importer) {
        if (id === ENTRY) return id;
        return importer === ENTRY ? this.resolve(id, MEDIA_CLIENT) : null;
      },
      load: (id) =>
        id === ENTRY
          ? `import { MediaClient } from ${JSON.stringify(MEDIA_CLIENT)};
             import { Device } from 'mediasoup-client';
             import { io } from 'socket.io-client';
             Object.assign(window, { MediaClient, Device, io });`
          : null,
    },
  ],
});
const chunks = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
process.stdout.write(chunks.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join(''));
