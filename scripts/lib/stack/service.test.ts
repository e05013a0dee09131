import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, isAlive } from '@stageline/platform/embedded';
import { eventually } from '@stageline/testing';
import { startService, type Service } from './service.ts';

let dir: string;
let port: number;
let service: Service | undefined;
beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-service-'));
  port = await freePort();
});
afterEach(async () => {
  await service?.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<Service> {
  service = await startService({
    name: 'api',
    args: [path.join(import.meta.dirname, 'service.fixture.ts')],
    env: { ...process.env, PORT: String(port), ...env },
    stateDir: dir,
    port,
    echo: false,
  });
  return service;
}

/** The pid of the process that answers. */
async function answer(pathname = '/'): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}${pathname}`)).text());
}

const probe = async (): Promise<boolean> => (await answer()) > 0;

describe('startService', () => {
  it('starts it again when it ends by itself, and stops it when asked', async () => {
    const started = await start();
    await started.waitUntilReady(probe);
    const first = await answer();
    await answer('/crash').catch(() => undefined);
    const second = await eventually(answer, { timeoutMs: 10_000, what: 'a second process answers' });
    expect(second).not.toBe(first);
    await started.stop();
    expect(isAlive(second)).toBe(false);
  });

  it('reports the end of the log when it ends while starting', async () => {
    const started = await start({ FAIL: '1' });
    await expect(started.waitUntilReady(probe)).rejects.toMatchObject({
      message: expect.stringContaining('The api ended while starting'),
      advice: ['no configuration'],
    });
  });
});
