import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { IntegrationError } from '../kit/errors.ts';
import type { Scan, ScannerPort, Verdict } from './port.ts';

export interface ClamdOptions {
  /** Where it listens: a host with its port, or the path of a Unix socket. */
  readonly address: { readonly host: string; readonly port: number } | { readonly path: string };
  /** How long one file may wait for the scanner in all; the time that its sender takes is not counted. Default: 45 s. */
  readonly timeoutMs?: number;
}

/** Of an answer; clamd's own are shorter than 300 bytes. */
const MOST_ANSWER_BYTES = 4096;
const PIECE_BYTES = 64 * 1024;
const END = Buffer.alloc(4);

/**
 * ClamAV's daemon over its own protocol (clamd(8), `INSTREAM`): one connection for each file, pieces with their length before
 * them, and one line that says what became of it.
 */
export function createClamdScanner({ address, timeoutMs = 45_000 }: ClamdOptions): ScannerPort {
  return { open: () => openScan(address, timeoutMs) };
}

function openScan(address: ClamdOptions['address'], timeoutMs: number): Scan {
  const socket = connect({ ...address, noDelay: true });
  const answer = answerOf(socket);
  let leftMs = timeoutMs;
  let isCutOff = false;

  /** Waits for the scanner, and takes that from the time it has. */
  async function within<T>(wait: Promise<T>): Promise<T> {
    const began = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(failure('unavailable', 'It did not answer in time.')), Math.max(0, leftMs));
    });
    try {
      return await Promise.race([wait, late]);
    } finally {
      clearTimeout(timer);
      leftMs -= performance.now() - began;
    }
  }

  const send = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(failure('unavailable', error.message, error)) : resolve()));
    });

  async function sendPiece(piece: Uint8Array): Promise<void> {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(piece.byteLength);
    const framed = Buffer.concat([head, piece]);
    // What it has answered meanwhile is read before more is sent: a connection that it has closed would lose the answer.
    await turn();
    if (answer.early === null) await send(framed);
  }

  /**
   * Sends until it has answered. Its answer is lost where we send in the very moment in which it closes; if it is there
   * all the same, it has closed because it wants no more of this file.
   */
  async function sendOn(sending: Promise<void>): Promise<void> {
    try {
      await within(Promise.race([sending, answer.line]));
    } catch (error) {
      if (answer.early !== null) return;
      if (!isReset(error) || !(await within(isThere(address)))) throw error;
      isCutOff = true;
    }
  }

  const begun = send(Buffer.from('zINSTREAM\0'));
  begun.catch(() => undefined);

  return {
    async write(piece) {
      await within(begun);
      for (let at = 0; at < piece.byteLength && answer.early === null && !isCutOff; at += PIECE_BYTES)
        await sendOn(sendPiece(piece.subarray(at, at + PIECE_BYTES)));
    },
    async verdict() {
      if (isCutOff) return { kind: 'beyond-limits' };
      await within(begun);
      // The file has no end yet: that it is clean cannot be known.
      if (answer.early !== null) return verdictOf(answer.early, false);
      await sendOn(send(END));
      if (isCutOff) return { kind: 'beyond-limits' };
      return verdictOf(await within(answer.line), true);
    },
    close: () => void socket.destroy(),
  };
}

const isReset = (error: unknown): boolean =>
  ['EPIPE', 'ECONNRESET'].includes(((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? '');

/** Whether it answers at all. */
async function isThere(address: ClamdOptions['address']): Promise<boolean> {
  const socket = connect(address);
  try {
    socket.write('zPING\0');
    return (await answerOf(socket).line) === 'PONG';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** The one line that comes back. */
function answerOf(socket: Socket): { readonly line: Promise<string>; readonly early: string | null } {
  let early: string | null = null;
  const line = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\0');
      if (end >= 0) {
        early = text.slice(0, end);
        resolve(early);
      } else if (text.length > MOST_ANSWER_BYTES) {
        socket.destroy();
        reject(failure('malformed-answer', 'Its answer has no end.'));
      }
    });
    socket.on('error', (error) => reject(failure('unavailable', error.message, error)));
    socket.on('close', () => reject(failure('unavailable', 'It has closed the connection without an answer.')));
  });
  line.catch(() => undefined);
  return {
    line,
    get early() {
      return early;
    },
  };
}

/** @throws IntegrationError `unavailable` where it says that it failed, `malformed-answer` for what means nothing to us */
function verdictOf(line: string, isWhole: boolean): Verdict {
  if (line === 'stream: OK' && isWhole) return { kind: 'clean' };
  const [, signature] = /^stream: ([\x21-\x7e]{1,200}) FOUND$/.exec(line) ?? [];
  // With `AlertExceedsMax` that is what it calls a file that it has not looked through.
  if (signature?.startsWith('Heuristics.Limits.Exceeded') === true) return { kind: 'beyond-limits' };
  if (signature !== undefined) return { kind: 'infected', signature };
  if (line === 'INSTREAM size limit exceeded. ERROR') return { kind: 'beyond-limits' };
  if (line.endsWith(' ERROR')) throw failure('unavailable', line.slice(0, 200));
  throw failure('malformed-answer', line.slice(0, 200));
}

const failure = (code: 'unavailable' | 'malformed-answer', message: string, cause?: unknown) =>
  new IntegrationError('scanner', code, true, { message: `scanner: ${code}: ${message}`, cause });
