import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @throws Error with the bundler's words */
async function bundle(): Promise<string> {
  const script = fileURLToPath(new URL('bundle-media-client.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

/** Serves a bare page with the media client and one video element. @returns its address and what stops it */
export async function serveRoomPage(): Promise<{ url: string; close: () => Promise<void> }> {
  const script = await bundle();
  const server: Server = createServer((request, response) => {
    if (request.url === '/room.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<!doctype html><title>room</title><video autoplay playsinline></video><script src="/room.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
