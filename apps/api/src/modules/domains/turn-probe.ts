import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';

const URL_FORM = /^turns?:([^:?]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const TIMEOUT_MS = 3000;
/** A datagram may be lost; RFC 8489, 6.2.1 asks again after this long, then less and less often. */
const AGAIN_MS = 500;

/** Whether a relay answers: a STUN binding over UDP (RFC 8489, 2), or an open port over TCP and TLS. @param url `turn:host:port` */
export async function turnAnswers(url: string, timeoutMs = TIMEOUT_MS): Promise<boolean> {
  const [, host, port, transport] = URL_FORM.exec(url) ?? [];
  if (host === undefined) return false;
  const isTls = url.toLowerCase().startsWith('turns:');
  const number = Number(port ?? (isTls ? 5349 : 3478));
  return isTls || transport?.toLowerCase() === 'tcp'
    ? portOpen(host, number, timeoutMs)
    : bindingAnswered(host, number, timeoutMs);
}

function portOpen(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect({ host, port });
    const end = (open: boolean) => {
      connection.destroy();
      resolve(open);
    };
    connection.setTimeout(timeoutMs, () => end(false));
    connection.once('connect', () => end(true));
    connection.once('error', () => end(false));
  });
}

async function bindingAnswered(host: string, port: number, timeoutMs: number): Promise<boolean> {
  const found = await lookup(host).catch(() => null);
  if (found === null) return false;
  const datagrams = createSocket(found.family === 6 ? 'udp6' : 'udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(BINDING_REQUEST, 0);
  request.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(request, 8);
  let again: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
      // Connected, so that a port at which nobody listens is an error at once, and nobody else can answer.
      datagrams.once('error', () => resolve(false));
      datagrams.on('message', (message) => {
        if (message.length >= 20 && message.subarray(4, 20).equals(request.subarray(4, 20))) resolve(true);
      });
      datagrams.connect(port, found.address, () => ask(AGAIN_MS));
      function ask(nextMs: number): void {
        datagrams.send(request);
        again = setTimeout(() => ask(2 * nextMs), nextMs);
      }
    });
  } finally {
    clearTimeout(timer);
    clearTimeout(again);
    datagrams.close();
  }
}
