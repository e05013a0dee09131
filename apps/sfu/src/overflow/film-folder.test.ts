import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { afterFile } from '@stageline/testing';
import { createLogger } from '@stageline/platform';
import { startSfu } from '../testing/harness.ts';
import { FilmFolder, GONE_AFTER_MS } from './film-folder.ts';

const logger = createLogger({ service: 'sfu', level: 'silent' });

it('C-02 an sfu that starts removes what one that was killed left of its films, and leaves those of the living', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'stageline-films-'));
  afterFile(() => rm(parent, { recursive: true, force: true }));
  const silentFor = async (name: string, ms: number) => {
    await mkdir(path.join(parent, name, 'film'), { recursive: true });
    await writeFile(path.join(parent, name, 'film', '7.m4s'), 'x');
    const spoke = new Date(Date.now() - ms);
    await utimes(path.join(parent, name), spoke, spoke);
  };
  await silentFor('stageline-overflow-killed', GONE_AFTER_MS + 60_000);
  await silentFor('stageline-overflow-busy', GONE_AFTER_MS - 60_000);
  await silentFor('of-somebody-else', GONE_AFTER_MS + 60_000);
  const { sfu } = await startSfu({}, 60, undefined, { ffmpeg: null, directory: parent, rooms: 1, lingerMs: 1 });
  const [, own] = await readdir(parent).then((names) => names.toSorted().filter((name) => name !== 'of-somebody-else'));
  expect(await readdir(parent)).toEqual(expect.arrayContaining(['of-somebody-else', 'stageline-overflow-busy', own]));
  expect(await readdir(parent)).toHaveLength(3);
  // What it has itself is no older than it is.
  const next = new FilmFolder(parent, 'next', logger);
  await next.start();
  expect(await readdir(parent)).toHaveLength(4);
  await next.close();
  await sfu.close();
  expect((await readdir(parent)).toSorted()).toEqual(['of-somebody-else', 'stageline-overflow-busy']);
});
