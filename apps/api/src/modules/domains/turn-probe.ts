import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';

const URL_FORM = /^turns?:([^:?]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const TIMEOUT_MS = 3000;

/** Whether a relay answers: a STUN binding over UDP (RFC 8489, 2), or an open port over TCP and TLS. @param url `turn:host:port` */
export async function turnAnswers(url: string): Promise<boolean> {
  const [, host, port, transport] = URL_FORM.exec(url) ?? [];
  if (host === undefined) return false;
  const isTls = url.toLowerCase().startsWith('turns:');
  const number = Number(port ?? (isTls ? 5349 : 3478));
  return isTls || transport?.toLowerCase() === 'tcp' ? portOpen(host, number) : bindingAnswered(host, number);
}

function portOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect({ host, port });
    const end = (open: boolean) => {
      connection.destroy();
      resolve(open);
    };
    connection.setTimeout(TIMEOUT_MS, () => end(false));
    connection.once('connect', () => end(true));
    connection.once('error', () => end(false));
  });
}

async function bindingAnswered(host: string, port: number): Promise<boolean> {
  const found = await lookup(host).catch(() => null);
  if (found === null) return false;
  const datagrams = createSocket(found.family === 6 ? 'udp6' : 'udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(BINDING_REQUEST, 0);
  request.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(request, 8);
  try {
    return await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), TIMEOUT_MS);
      const end = (answered: boolean) => {
        clearTimeout(timer);
        resolve(answered);
      };
      datagrams.once('error', () => end(false));
      datagrams.on('message', (message) => {
        if (message.length >= 20 && message.subarray(4, 20).equals(request.subarray(4, 20))) end(true);
      });
      datagrams.send(request, port, found.address);
    });
  } finally {
    datagrams.close();
  }
}
