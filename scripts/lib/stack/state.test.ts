import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets, readState, takeStateFolder } from './state.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-state-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('loadSecrets', () => {
  it('makes them once, random and readable by their owner only', () => {
    const first = loadSecrets(dir, {});
    expect(loadSecrets(dir, {})).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect(statSync(path.join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('prefers the environment, without storing it', () => {
    expect(loadSecrets(dir, { JWT_SECRET: 'given' }).JWT_SECRET).toBe('given');
    expect(loadSecrets(dir, {}).JWT_SECRET).not.toBe('given');
  });
});

describe('readState', () => {
  it('says which file is broken and what to do', () => {
    writeFileSync(path.join(dir, 'ports.json'), '{');
    expect(() => readState(dir, 'ports.json')).toThrow('ports.json cannot be read');
  });
});

describe('takeStateFolder', () => {
  it('keeps a second launcher out until the first gives it back', () => {
    const release = takeStateFolder(dir);
    expect(() => takeStateFolder(dir)).toThrow(`already runs with the state folder ${dir} (process ${process.pid})`);
    release();
    takeStateFolder(dir)();
  });

  it('ignores a launcher that is gone, also when its pid is in use again', () => {
    writeFileSync(path.join(dir, 'launcher.json'), JSON.stringify({ pid: process.pid, stamp: 'another start' }));
    expect(() => takeStateFolder(dir)()).not.toThrow();
  });
});
