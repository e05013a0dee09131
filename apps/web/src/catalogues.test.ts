/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const here = import.meta.dirname;
const CATALOGUE = /\.(?:en|de)\.ts$/;

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test|\.d)\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));

const sources = sourcesIn(here);
const catalogues = sources.filter((file) => file.endsWith('.en.ts'));
/** Names of the contracts choose texts, too: error codes, states, roles. */
const code = [...sources, ...sourcesIn(path.join(here, '../../../packages/contracts/src'))]
  .filter((file) => !CATALOGUE.test(file))
  .map((file) => ({
    file,
    words: new Set(
      readFileSync(file, 'utf8')
        .match(/[\w$]+(?:[.-][\w$]+)*/g)
        ?.flatMap(parts),
    ),
  }));

/** `texts.form.title` is a use of all three; `in-review` and `theme.primaryColor` are names as well as words. */
function parts(text: string): string[] {
  return [text, ...text.split('.'), ...text.split(/[.-]/)];
}

/** The names of a catalogue's texts. */
function namesOf(texts: object): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'object' && text !== null && !Array.isArray(text) ? namesOf(text) : [name],
  );
}

/** Where the texts of a catalogue may be asked for: its own feature, and what all features share. */
function readersOf(catalogue: string): Set<string>[] {
  const feature = /^features\/[^/]+\//.exec(path.relative(here, catalogue))?.[0];
  return code
    .filter(({ file }) => {
      const place = path.relative(here, file);
      return feature === undefined || place.startsWith(feature) || !place.startsWith('features/');
    })
    .map(({ words }) => words);
}

describe('catalogues', () => {
  it('reads them all', () => expect(catalogues.length).toBeGreaterThan(20));

  it.each(catalogues.map((file) => path.relative(here, file)))('%s has no text that nothing asks for', async (file) => {
    const { en } = (await import(path.join(here, file))) as { en: object };
    const readers = readersOf(path.join(here, file));
    const isRead = (name: string) => readers.some((words) => words.has(name));
    const unused = namesOf(en).filter((name) => !isRead(name) && !isRead(name.split('.').at(-1)!));
    expect(unused).toEqual([]);
  });
});
