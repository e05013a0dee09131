import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface UdpFloor {
  /** A bound port that nobody reads: what is sent there costs the sender its whole way and the receiver nothing. */
  readonly sinkPort: number;
  /** CPU microseconds of one send(), over `packets` of them. */
  measure(packets: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Builds and starts the floor: a plain C++ sender, because a sender in Node would measure Node.
 * @throws Error when there is no C++ compiler; the build of the media worker installs one
 */
export async function startUdpFloor(): Promise<UdpFloor> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stageline-udp-floor-'));
  const binary = path.join(dir, 'udp-floor');
  try {
    await run('c++', ['-O2', '-o', binary, fileURLToPath(new URL('udp-floor.cpp', import.meta.url))]);
  } catch (cause) {
    await rm(dir, { recursive: true, force: true });
    throw new Error('The floor of UDP needs a C++ compiler: apt-get install g++.', { cause });
  }
  const sink = spawn(binary, ['sink'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(sink.stdout), 'line')) as [string];
  return {
    sinkPort: Number(line),
    async measure(packets) {
      const { stdout } = await run(binary, ['send', line, String(packets)]);
      return Number(stdout) / 1000;
    },
    async close() {
      const ended = once(sink, 'exit');
      sink.stdin.end();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
