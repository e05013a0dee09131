/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCodes, errorRegistry } from '@stageline/contracts';
import { provideGerman } from './app.de.ts';
import { withLocale } from './shared/i18n/index.ts';
import { describeProblem, translated } from './shared/lib/problem-texts.ts';
import { apiProblemOf } from './shared/lib/request.ts';

provideGerman();
const inGerman = <T>(render: () => T): T => withLocale({ locale: 'de', tag: 'de-DE' }, render);

const CONTRACTS = path.resolve(import.meta.dirname, '../../../packages/contracts/src');
/** A constant sentence that a schema answers with: begins in upper case, has a space, ends in a full stop. */
const SENTENCE = /'([A-Z][^'\n]* [^'\n]*\.)'/g;
/** Prose of the documentation, and what is shown by catalogues of its own. */
const NOT_SHOWN =
  /^\s*(?:summary|description|title|hint|label)\b|(?:title|hint|label|description): '|defineGlobal|throw new|console|'Route |^\s*\*/;

async function sentencesOfContracts(): Promise<string[]> {
  const files = (await readdir(CONTRACTS, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const found = new Set<string>();
  for (const file of files) {
    for (const line of (await readFile(path.join(CONTRACTS, file), 'utf8')).split('\n')) {
      if (NOT_SHOWN.test(line)) continue;
      for (const [, sentence] of line.matchAll(SENTENCE)) found.add(sentence!);
    }
  }
  return [...found];
}

describe('problems in German', () => {
  it.each(errorCodes)('L-15 have words for %s', (code) => {
    const { title } = errorRegistry[code];
    expect(inGerman(() => describeProblem({ code, title }))).not.toBe(title);
  });

  it('L-15 have words for every sentence of the contracts’ schemas', async () => {
    const sentences = await sentencesOfContracts();
    expect(sentences.length).toBeGreaterThan(20);
    expect(inGerman(() => sentences.filter((sentence) => translated(sentence) === sentence))).toEqual([]);
  });

  it('keep the number of a sentence, and the words of one that nobody knows', () => {
    const said = ['At most 254 characters.', 'Please give a colour such as #3b82f6.', 'Never heard of 3 of it.'];
    expect(inGerman(() => said.map(translated))).toEqual([
      'Höchstens 254 Zeichen.',
      'Bitte geben Sie eine Farbe an, zum Beispiel #3b82f6.',
      'Never heard of 3 of it.',
    ]);
    expect(said.map(translated)).toEqual(said);
    const unknown = { code: 'conflict', title: errorRegistry.conflict.title, detail: 'Never heard of it.' } as const;
    expect(inGerman(() => describeProblem(unknown))).toBe(
      'Das hat inzwischen jemand anderes geändert. Laden Sie es neu.',
    );
    expect(describeProblem(unknown)).toBe('Never heard of it.');
  });

  it('L-15 come from an answer of the api with its fields', () => {
    const answer = {
      type: '',
      title: 'Some fields need another look.',
      status: 400,
      code: 'validation-failed',
      retryable: false,
      issues: [{ in: 'body', pointer: '/email', message: 'Please fill this in.' }],
    };
    const problem = inGerman(() => apiProblemOf(answer, 400));
    expect([problem.message, problem.issueFor('email')]).toEqual([
      'Bitte sehen Sie sich einige Felder noch einmal an.',
      'Bitte füllen Sie dieses Feld aus.',
    ]);
  });
});
