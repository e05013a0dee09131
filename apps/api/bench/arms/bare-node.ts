import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveArm } from '@stageline/testing/bench';
import { lead } from './payload.ts';

/** The floor: read the body, parse it, answer the same JSON. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { stage } = JSON.parse(Buffer.concat(chunks).toString()) as { stage: string };
    const answer = JSON.stringify({ ...lead, stage });
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => serveArm((server.address() as AddressInfo).port));
