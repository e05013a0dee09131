import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { inRepo } from './paths.ts';

it('every record of a decision has a number of its own and its line in the README, in their order', async () => {
  const files = (await readdir(inRepo('infra/adr'))).filter((name) => name.endsWith('.md')).toSorted();
  const readme = await readFile(inRepo('README.md'), 'utf8');
  const listed = [...readme.matchAll(/^(\d+)\. \[.+\]\(infra\/adr\/(.+)\)$/gm)].map(([, number, name]) => [
    Number(number),
    name,
  ]);
  expect(listed).toEqual(files.map((name) => [Number(name.slice(0, 4)), name]));
  expect(new Set(files.map((name) => name.slice(0, 4))).size).toBe(files.length);
});
