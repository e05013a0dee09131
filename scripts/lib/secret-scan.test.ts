import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { harmlessTexts } from '../../packages/config/check-exceptions.ts';
import { run } from './run.ts';
import { scanForSecrets } from './secret-scan.ts';

let root: string;
let cacheFile: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'stageline-secrets-'));
  cacheFile = path.join(root, '.git/seen.json');
  await run('git', ['init', '-q', root]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
};
const track = (file: string): Promise<string> => run('git', ['-C', root, 'add', '--force', file]);
const scan = (harmless = [] as Parameters<typeof scanForSecrets>[1]): Promise<void> =>
  scanForSecrets(root, harmless, cacheFile);

/** Put together here, so that no file of this repository holds one. */
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const key =
  ['-----BEGIN', 'PRIVATE KEY-----\n'].join(' ') +
  'MIIEvQIBADANBgkqhkiG'.repeat(40) +
  ['\n-----END', 'PRIVATE KEY-----\n'].join(' ');
const address = (password: string): string => ['mongodb://stageline:', `${password}@db.test:27017/live`].join('');

describe('the scan for secrets', () => {
  it.each([
    ['a token in code', 'src/client.ts', `const token = '${token}';\n`],
    ['a private key', 'infra/key.pem', key],
    ['a password in an address', 'docker/compose.yml', `url: ${address('Xk83hfPq')}\n`],
    ['a token between other bytes', 'images/logo.bin', `\0\u0001 ${token} \0`],
  ])('L-13 fails for %s, and does not repeat it', async (_what, file, text) => {
    await write('src/harmless.ts', 'export const one = 1;\n');
    await scan();
    await write(file, text);
    const failure = await scan().catch((error: Error) => error.message);
    expect(failure).toContain(`${file}:`);
    expect(failure).not.toContain(token);
    expect(failure).not.toContain('Xk83hfPq');
    // What was seen once is not taken for clean the next time.
    await expect(scan()).rejects.toThrow(file);
  });

  it('L-13 reads what is tracked although it is ignored, and not what is only ignored', async () => {
    await write('.gitignore', 'local/\n*.env\n');
    await write('local/notes', token);
    await scan();
    await write('production.env', token);
    await track('production.env');
    await expect(scan()).rejects.toThrow('production.env:1 holds a secret');
  });

  it('L-13 reads a tree without git as git would', async () => {
    await rm(path.join(root, '.git'), { recursive: true });
    cacheFile = path.join(root, 'local/seen.json');
    await write('.gitignore', 'local/\n*.env\n');
    await write('local/notes', token);
    await write('a/b/production.env', token);
    await scan();
    await write('a/b/client.ts', token);
    await expect(scan()).rejects.toThrow('a/b/client.ts:1 holds a secret');
  });

  it('L-13 lets a harmless text pass that is listed, in its file and nowhere else, as long as it is there', async () => {
    const listed = [{ file: 'log.test.ts', holds: ':invented@', reason: 'Shows that the log hides it.' }];
    await write('log.test.ts', address('invented'));
    await scan(listed);
    await write('log.test.ts', `${address('invented')}\n${address('Xk83hfPq')}`);
    await expect(scan(listed)).rejects.toThrow('log.test.ts:2 holds a secret');
    await write('log.test.ts', 'nothing');
    await expect(scan(listed)).rejects.toThrow('log.test.ts no longer holds');
  });

  it('L-13 has a reason for each text that is listed', () => {
    expect(harmlessTexts.filter(({ reason }) => reason.trim().length < 20)).toEqual([]);
  });
});
