import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { freePort } from '@stageline/platform/embedded';
import { afterFile } from './jest/cleanups.ts';
import { startPeer, type Peer } from './peer.ts';

/** A real virus scanner (ClamAV) that knows the test file of the antivirus makers and nothing else. */
export interface Clamd {
  /** As `CLAMD_URL` names it. */
  readonly url: string;
  /** The same scanner at its Unix socket. */
  readonly socketUrl: string;
  /** It is away until it comes back. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** What the scanner calls the test file. */
export const TEST_SIGNATURE = 'Stageline.Test.UNOFFICIAL';
/** The longest file that it takes, in bytes. */
export const CLAMD_STREAM_BYTES = 2 * 1024 * 1024;

/** The harmless file that every scanner finds; in pieces, so that scanners of this repository do not. */
export const eicar = (): string =>
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', ['EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE!'].join('-'), 'H+H*'].join('$');

/**
 * Starts it on a free loopback port with one signature of its own; it ends with the test file. Nothing is loaded from
 * anywhere.
 * @throws with its output
 */
export async function startClamd(): Promise<Clamd> {
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-clamd-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  const port = await freePort();
  const socket = path.join(directory, 'clamd.sock');
  // Name, any kind of file, anywhere in it, and what has to stand there.
  const signature = `Stageline.Test:0:*:${Buffer.from(eicar()).toString('hex')}\n`;
  await writeFile(path.join(directory, 'test.ndb'), signature);
  const config = path.join(directory, 'clamd.conf');
  await writeFile(config, await configOf({ directory, port, socket }));
  const start = () => startPeer({ command: '/usr/sbin/clamd', args: ['--config-file', config], ready: { port } });
  let peer: Peer = await start();
  return {
    url: `tcp://127.0.0.1:${port}`,
    socketUrl: `unix:${socket}`,
    pause: () => peer.stop(),
    async resume() {
      peer = await start();
    },
  };
}

const production = path.resolve(import.meta.dirname, '../../../infra/clamav/clamd.conf');

/** The production configuration, but for where it listens, who it is, and limits that a test can reach. */
async function configOf({ directory, port, socket }: Record<'directory' | 'socket', string> & { port: number }) {
  const own: Readonly<Record<string, string>> = {
    TCPSocket: `${port}\nTCPAddr 127.0.0.1`,
    LocalSocket: socket,
    User: userInfo().username,
    StreamMaxLength: String(CLAMD_STREAM_BYTES),
    MaxThreads: '4',
  };
  const lines = (await readFile(production, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const changed = lines.map((line) => {
    const [name = '', ...value] = line.split(' ');
    return `${name} ${own[name] ?? value.join(' ')}`;
  });
  const more = [
    'Foreground yes',
    `DatabaseDirectory ${directory}`,
    `TemporaryDirectory ${directory}`,
    'MaxRecursion 3',
  ];
  return [...changed, ...more, ''].join('\n');
}
