import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { freePort, startMongod, startRedis, type EmbeddedServer } from './index.ts';
import { mongodBinary, verifyChecksum } from './mongod-binary.ts';
import { freePortNear } from './ports.ts';
import { commandLine, isAlive, waitUntilGone } from './process-identity.ts';
import { stopOrphan, writeRecord } from './server-record.ts';

let dir: string;
let launcher: ChildProcess | undefined;
let server: EmbeddedServer | undefined;

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-embedded-'));
});

afterEach(async () => {
  launcher?.kill('SIGKILL');
  await server?.stop();
  launcher = server = undefined;
  rmSync(dir, { recursive: true, force: true });
});

/** Starts launcher.fixture.ts and waits until `writes` of its writes were acknowledged. */
async function launch(
  kind: string,
  writes: number,
): Promise<{ pid: number; port: number; acknowledged: () => number }> {
  const fixture = path.join(import.meta.dirname, 'launcher.fixture.ts');
  const child = spawn(process.execPath, [fixture, kind, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  launcher = child;
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the launcher ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (lines.length > writes) resolve();
    });
  });
  const { pid, port } = JSON.parse(lines[0] as string) as { pid: number; port: number };
  return { pid, port, acknowledged: () => Number(lines.at(-1)) };
}

async function killLauncher(): Promise<void> {
  const child = launcher as ChildProcess;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
}

/** The shell that would kill the server with its launcher; without it the server becomes an orphan. */
async function killWatchdogOf(pid: number): Promise<void> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const watchdog = pids.map(Number).find((each) => commandLine(each).endsWith(`stageline-watchdog ${pid}`)) as number;
  process.kill(watchdog, 'SIGKILL');
  await waitUntilGone(watchdog, 2000);
}

async function countMongoWrites(uri: string): Promise<number> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    return await connection.getClient().db().collection('writes').countDocuments();
  } finally {
    await connection.close();
  }
}

async function countRedisWrites(uri: string): Promise<number> {
  const redis = new Redis(uri);
  try {
    return await redis.llen('writes');
  } finally {
    redis.disconnect();
  }
}

describe.each([
  { kind: 'mongod', start: startMongod, countWrites: countMongoWrites },
  { kind: 'redis', start: startRedis, countWrites: countRedisWrites },
])('embedded $kind', ({ kind, start, countWrites }) => {
  it('dies with a launcher that was killed, and the next start has every acknowledged write', async () => {
    const first = await launch(kind, 50);
    await expect(start({ dir })).rejects.toThrow(`in use by process ${launcher?.pid}`);
    await killLauncher();
    expect(await waitUntilGone(first.pid, 2000)).toBe(true);

    server = await start({ dir });
    expect(await countWrites(server.uri)).toBeGreaterThanOrEqual(first.acknowledged());
  });

  it('stops an orphan of a killed launcher, also when the new server gets another port', async () => {
    const first = await launch(kind, 50);
    await killWatchdogOf(first.pid);
    await killLauncher();
    expect(isAlive(first.pid)).toBe(true);

    server = await start({ dir, port: await freePort() });
    expect(isAlive(first.pid)).toBe(false);
    expect(server.port).not.toBe(first.port);
    expect(await countWrites(server.uri)).toBeGreaterThanOrEqual(first.acknowledged());
  });
});

describe('the port of a start', () => {
  it('is the last one while nobody has taken it, and another one otherwise', async () => {
    // Below the range that outgoing connections take their ports from, so that no other test can have it.
    const last = 20_000 + (process.pid % 10_000);
    expect(await freePortNear(last)).toBe(last);
    const other = createServer().listen(last, '127.0.0.1');
    await once(other, 'listening');
    expect(await freePortNear(last)).not.toBe(last);
    other.close();
  });
});

describe('a record whose pid was reused', () => {
  it('leaves the foreign process alone', async () => {
    writeRecord(dir, { pid: process.pid, port: 1 });
    let asked = false;
    await stopOrphan(dir, 'MongoDB', async () => {
      asked = true;
    });
    expect(asked).toBe(false);
  });
});

describe('mongodBinary', () => {
  it('refuses a MONGOD_BIN that cannot be executed, and says so', async () => {
    await expect(mongodBinary(dir, { MONGOD_BIN: '/nowhere/mongod' })).rejects.toThrow(
      'MONGOD_BIN names /nowhere/mongod',
    );
  });

  it('takes mongod from PATH before the bundled one', async () => {
    const own = path.join(dir, 'mongod');
    writeFileSync(own, '', { mode: 0o755 });
    expect(await mongodBinary(dir, { PATH: dir })).toBe(own);
  });

  it('refuses a bundled file with another checksum', async () => {
    const file = path.join(dir, 'tampered');
    writeFileSync(file, 'not mongod');
    await expect(verifyChecksum(file, 'a7dc')).rejects.toThrow('It is not run');
  });
});
