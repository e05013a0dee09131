import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { serveArm } from '@stageline/testing/bench';
import { APEX, SLUG } from './payload.ts';
import { machineMs, NAMESPACE } from './socket-payload.ts';

/** The audience, in a process of its own: sockets that do the handshake, answer pings and count frames. */
export interface Audience {
  readonly port: number;
  readonly count: number;
  readonly protocol: 'tcp' | 'ws' | 'socket.io';
  /** Every which one stops reading once it is connected; 0: none. */
  readonly slowEvery?: number;
}

const EVENT_PREFIX = Buffer.from('42/');
/** Of every so many sockets one has the latency of its frames measured. */
const SAMPLED = 5;
const CONNECTING_AT_ONCE = 50;

let frames = 0;
let latencies: number[] = [];
const sockets: Socket[] = [];

/** A text frame as a client must send it. */
function maskedFrame(text: string): Buffer {
  const data = Buffer.from(text);
  const mask = randomBytes(4);
  const masked = data.map((byte, index) => byte ^ mask[index % 4]!);
  return Buffer.concat([Buffer.from([0x81, 0x80 | data.length]), mask, masked]);
}

/** Splits what a server sends into text frames; returns the incomplete rest. */
function eachFrame(received: Buffer, take: (payload: Buffer) => void): Buffer {
  let at = 0;
  for (;;) {
    if (received.length < at + 2) break;
    const short = received[at + 1]! & 0x7f;
    const header = short < 126 ? 2 : 4;
    if (received.length < at + header) break;
    const length = short < 126 ? short : received.readUInt16BE(at + 2);
    if (received.length < at + header + length) break;
    take(received.subarray(at + header, at + header + length));
    at += header + length;
  }
  return received.subarray(at);
}

function noteEvent(payload: Buffer, sampled: boolean): void {
  frames += 1;
  if (!sampled) return;
  const now = machineMs();
  for (const [, sentAt] of payload.toString('latin1').matchAll(/"at":([\d.]+)/g)) latencies.push(now - Number(sentAt));
}

const upgrade = (protocol: Audience['protocol']): string =>
  `GET ${protocol === 'ws' ? '/' : '/socket.io/?EIO=4&transport=websocket'} HTTP/1.1\r\nHost: ${SLUG}.${APEX}\r\n` +
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`;

function open(port: number, protocol: Audience['protocol'], sampled: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = protocol === 'tcp';
    const take = (payload: Buffer): void => {
      if (payload.subarray(0, 3).equals(EVENT_PREFIX)) return noteEvent(payload, sampled);
      const text = payload.toString();
      if (text === '2') socket.write(maskedFrame('3'));
      else if (text.startsWith('0')) socket.write(maskedFrame(`40${NAMESPACE},`));
      else if (text.startsWith('40')) resolve(socket);
      else if (text.startsWith('44')) reject(new Error(`refused: ${text}`));
    };
    socket.once('error', reject);
    socket.once('connect', () => {
      if (protocol === 'tcp') resolve(socket);
      else socket.write(upgrade(protocol));
    });
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!upgraded) {
        const end = rest.indexOf('\r\n\r\n');
        if (end === -1) return;
        if (!rest.subarray(0, 12).toString().endsWith('101')) return reject(new Error(rest.toString('latin1', 0, end)));
        upgraded = true;
        rest = rest.subarray(end + 4);
        if (protocol === 'ws') resolve(socket);
      }
      rest = eachFrame(rest, take);
    });
  });
}

async function openAll({ port, count, protocol, slowEvery = 0 }: Audience): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const slow = slowEvery > 0 && index % slowEvery === 0;
      const socket = await open(port, protocol, !slow && index % SAMPLED === 1);
      if (slow) socket.pause();
      sockets.push(socket);
    }
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, work));
  return sockets.length;
}

serveArm(0, {
  open: (audience) => openAll(audience as Audience),
  frames: () => frames,
  latencies: () => {
    const taken = latencies;
    latencies = [];
    return taken;
  },
  close: () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    frames = 0;
  },
});
