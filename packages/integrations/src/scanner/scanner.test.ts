import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CLAMD_STREAM_BYTES, eicar, startClamd, TEST_SIGNATURE, type Clamd } from '@stageline/testing';
import { createScanner, parseClamdUrl, type ScannerPort, type Verdict } from './index.ts';

const open = (url: string, timeoutMs?: number): ScannerPort =>
  createScanner({ kind: 'clamd', address: parseClamdUrl(url)!, ...(timeoutMs !== undefined && { timeoutMs }) })!;

async function scan(scanner: ScannerPort, ...pieces: readonly (string | Buffer)[]): Promise<Verdict> {
  const one = scanner.open();
  try {
    for (const piece of pieces) await one.write(Buffer.from(piece));
    return await one.verdict();
  } finally {
    one.close();
  }
}

describe('scanner', () => {
  describe('clamd', () => {
    let clamd: Clamd;
    beforeAll(async () => {
      clamd = await startClamd();
    });

    it('K-14 finds what is in a file, over TCP and over a socket, and lets clean ones pass', async () => {
      const half = eicar().length / 2;
      for (const scanner of [open(clamd.url), open(clamd.socketUrl)]) {
        expect(await scan(scanner, 'Name,E-mail\n', 'Ana,ana@example.com\n')).toEqual({ kind: 'clean' });
        expect(await scan(scanner)).toEqual({ kind: 'clean' });
        expect(await scan(scanner, 'Name\n', eicar().slice(0, half), eicar().slice(half), '\nBen')).toEqual({
          kind: 'infected',
          signature: TEST_SIGNATURE,
        });
      }
    });

    it('K-14 finds it behind what is sent in several pieces', async () => {
      const long = Buffer.alloc(CLAMD_STREAM_BYTES / 2, 'Ana,ana@example.com\n');
      expect(await scan(open(clamd.url), long)).toEqual({ kind: 'clean' });
      expect(await scan(open(clamd.url), long, eicar())).toMatchObject({ kind: 'infected' });
    });

    it('K-14 says of a file that the scanner does not take whole that nobody knows', async () => {
      const tooLong = Buffer.alloc(CLAMD_STREAM_BYTES * 4, 'Ana,ana@example.com\n');
      for (const scanner of [open(clamd.url), open(clamd.socketUrl)])
        expect(await scan(scanner, tooLong)).toEqual({ kind: 'beyond-limits' });
    });

    it('K-14 knows nothing while it is away, and all again afterwards', async () => {
      await clamd.pause();
      await expect(scan(open(clamd.url), 'Name\n')).rejects.toMatchObject({ port: 'scanner', code: 'unavailable' });
      await expect(scan(open(clamd.socketUrl), 'Name\n')).rejects.toMatchObject({ code: 'unavailable' });
      await clamd.resume();
      expect(await scan(open(clamd.url), eicar())).toMatchObject({ kind: 'infected' });
    });
  });

  describe('an odd scanner', () => {
    let peer: Server | undefined;
    const sockets: Socket[] = [];
    afterEach(() => {
      for (const socket of sockets.splice(0)) socket.destroy();
      peer?.close();
    });

    /** One that does this with each connection, once it has read the end of a file. */
    async function oddly(atEnd: (socket: Socket) => void, timeoutMs?: number): Promise<ScannerPort> {
      peer = createServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => undefined);
        socket.on('data', (piece) => {
          if (Buffer.from(piece).subarray(-4).equals(Buffer.alloc(4))) atEnd(socket);
        });
      }).listen(0, '127.0.0.1');
      await once(peer, 'listening');
      return open(`tcp://127.0.0.1:${(peer.address() as AddressInfo).port}`, timeoutMs);
    }

    it.each([
      ['an answer that is cut off', 'stream: OK', 'unavailable'],
      ['none', '', 'unavailable'],
      ['a failure of its own', "stream: Can't allocate memory ERROR\0", 'unavailable'],
      ['something else', 'HTTP/1.1 400 Bad Request\0', 'malformed-answer'],
      ['more than the one word', 'stream: OK, perhaps\0', 'malformed-answer'],
      ['a signature without a name', 'stream:  FOUND\0', 'malformed-answer'],
      ['no end', 'x'.repeat(5000), 'malformed-answer'],
    ])('K-14 takes %s for no verdict', async (_what, answer, code) => {
      const scanner = await oddly((socket) => socket.end(answer, 'latin1'));
      await expect(scan(scanner, 'Name\n')).rejects.toMatchObject({ port: 'scanner', code, retryable: true });
    });

    it('K-14 does not wait for ever: neither for an answer, nor for one that takes nothing', async () => {
      const silent = await oddly(() => undefined, 300);
      await expect(scan(silent, 'Name\n')).rejects.toThrow('in time');
      const stuck = await oddly(() => undefined, 300);
      peer!.on('connection', (socket) => socket.pause());
      await expect(scan(stuck, Buffer.alloc(64 * 1024 * 1024))).rejects.toThrow('in time');
    });

    it('K-14 counts the time of the scanner, and not that of the sender', async () => {
      const one = (await oddly((socket) => socket.end('stream: OK\0'), 1500)).open();
      for (let piece = 0; piece < 6; piece += 1) {
        await one.write(Buffer.from('Name\n'));
        await delay(300);
      }
      expect(await one.verdict()).toEqual({ kind: 'clean' });
    });

    it.each([
      ['is there', 'PONG\0', { kind: 'beyond-limits' }],
      ['is in trouble', 'stream: busy ERROR\0', 'unavailable'],
      ['is gone', '', 'unavailable'],
    ])('K-14 whoever breaks off in the middle of a file and %s', async (_how, answer, expected) => {
      const scanner = await oddly(() => undefined);
      peer!.on('connection', (socket) => {
        const isFirst = sockets.length === 1;
        socket.once('data', () => (isFirst ? socket.resetAndDestroy() : socket.end(answer)));
      });
      const verdict = await scan(scanner, Buffer.alloc(4 * 1024 * 1024, 'Ana')).catch((error: Error) => error);
      expect(verdict).toMatchObject(typeof expected === 'string' ? { code: expected } : expected);
    });

    it('K-14 believes nobody that a file is clean before its end', async () => {
      const scanner = await oddly(() => undefined);
      peer!.on('connection', (socket) => socket.write('stream: OK\0'));
      const one = scanner.open();
      await one.write(Buffer.alloc(1024, 'Ana'));
      await once(sockets[0]!, 'data').catch(() => undefined);
      await expect(one.verdict()).rejects.toMatchObject({ code: 'malformed-answer' });
      one.close();
    });
  });

  it('is none where nothing is said, and refuses an unknown kind', () => {
    expect(createScanner({ kind: 'off' })).toBeNull();
    expect(() => createScanner({ kind: 'parrot' } as never)).toThrow('called parrot');
  });

  it.each([
    ['tcp://127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['tcp://clamav', { host: 'clamav', port: 3310 }],
    ['tcp://[::1]:3311', { host: '::1', port: 3311 }],
    ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['http://clamav:3310', null],
    ['tcp://clamav:3310/path', null],
    ['unix:clamd.ctl', null],
    ['127.0.0.1:3310', null],
  ])('reads the address %s', (url, address) => {
    expect(parseClamdUrl(url)).toEqual(address);
  });
});
