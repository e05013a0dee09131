import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CanaryAnswer, CanaryRequest, CanaryTransport } from './canary.types.ts';

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 1_000_000;

/**
 * Speaks to our own server as anybody on the network does, over HTTP and the socket, under any host name.
 * @param target `http://host:port` of a process that serves pages
 */
export function createCanaryTransport(target: string): CanaryTransport {
  const { hostname, port } = new URL(target);
  const where = { hostname, port, timeout: TIMEOUT_MS } as const;

  function send({ method, host, origin, path, cookie, body }: CanaryRequest): Promise<CanaryAnswer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      host,
      origin,
      // Where it is another machine's process, that one has to count this one among its proxies to believe it.
      'x-forwarded-proto': new URL(origin).protocol.slice(0, -1),
      ...(cookie === undefined ? {} : { cookie }),
      ...(payload === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    };
    return new Promise((resolve, reject) => {
      const call = httpRequest({ ...where, method, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        // A stream of events has no end: what it says first is its answer.
        const isStream = response.headers['content-type']?.startsWith('text/event-stream') === true;
        response.on('data', (chunk: string) => {
          text += text.length < MAX_BODY_BYTES ? chunk : '';
          if (!isStream || !text.includes('\n\n')) return;
          answered();
          call.destroy();
        });
        response.on('error', reject);
        response.on('end', answered);
        function answered(): void {
          const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
          resolve({ status: response.statusCode ?? 0, body: text, cookies });
        }
      });
      call.on('timeout', () => call.destroy(new Error('No answer in time')));
      call.on('error', reject);
      call.end(payload);
    });
  }

  function opensSocket(
    { host, origin, cookie }: Pick<CanaryRequest, 'host' | 'origin' | 'cookie'>,
    namespace: string,
  ): Promise<boolean> {
    const headers = {
      host,
      origin,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...(cookie === undefined ? {} : { cookie }),
    };
    return new Promise((resolve, reject) => {
      const call = httpRequest({ ...where, path: '/socket.io/?EIO=4&transport=websocket', headers });
      call.on('response', (response) => {
        response.resume();
        resolve(false);
      });
      call.on('upgrade', (_response, socket, head) => converse(socket, head, namespace).then(resolve, reject));
      call.on('timeout', () => call.destroy(new Error('No answer in time')));
      call.on('error', reject);
      call.end();
    });
  }

  return { send, opensSocket };
}

/** The few frames of RFC 6455 and socket.io 5 that asking for a namespace takes: short unmasked texts in, one masked out. */
function converse(wire: Duplex, head: Buffer, namespace: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let received = Buffer.from(head);
    const timer = setTimeout(() => end(new Error('The socket said nothing')), TIMEOUT_MS);
    function end(outcome: boolean | Error): void {
      clearTimeout(timer);
      wire.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
    function read(): void {
      for (let text = takeText(); text !== undefined; text = takeText()) {
        if (text.startsWith('0')) wire.write(maskedText(`40${namespace},`));
        else if (text.startsWith(`40${namespace}`)) return end(true);
        else if (text.startsWith('44')) return end(false);
      }
    }
    function takeText(): string | undefined {
      const short = (received[1] ?? 0) & 127;
      const start = short < 126 ? 2 : 4;
      if (received.length < start) return undefined;
      const length = short < 126 ? short : received.readUInt16BE(2);
      if (short === 127 || received.length < start + length) return undefined;
      const text = received.toString('utf8', start, start + length);
      received = received.subarray(start + length);
      return text;
    }
    wire.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      read();
    });
    wire.on('error', end);
    wire.on('close', () => end(false));
    read();
  });
}

function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ mask[index & 3]!;
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload]);
}
