/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCodes, errorRegistry } from '@stageline/contracts';
import { domainSentences, translateSentence } from '@stageline/domain';
import { provideGerman } from './app.de.ts';
import { withLocale } from './shared/i18n/index.ts';
import { describeProblem, translated } from './shared/lib/problem-texts.ts';
import { apiProblemOf } from './shared/lib/request.ts';

provideGerman();
const inGerman = <T>(render: () => T): T => withLocale({ locale: 'de', tag: 'de-DE' }, render);

const CONTRACTS = path.resolve(import.meta.dirname, '../../../packages/contracts/src');
/** A constant sentence that a schema answers with: begins in upper case or with a number, has a space, ends in a full stop. */
const SENTENCE = /'([A-Z\d][^'\n]* [^'\n]*\.)'/g;
/** What numbers are called, in every language side by side. */
const BILINGUAL = 'metrics.ts';
/** Prose of the documentation, and what is shown by catalogues of its own. */
const NOT_SHOWN =
  /^\s*(?:summary|description|title|hint|label)\b|(?:title|hint|label|description): '|defineGlobal|throw new|console|'Route |^\s*\*/;

async function sentencesOfContracts(): Promise<string[]> {
  const files = (await readdir(CONTRACTS, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== BILINGUAL,
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

const API = path.resolve(import.meta.dirname, '../../api/src');
/** What a sentence of the api may be made of: a whole literal, with or without names in it. */
const LITERAL = /'((?:“|[A-Z])[^'\n]* [^'\n]*[.?])'|`((?:“|[A-Z])[^`\n]* [^`\n]*[.?])`/g;
/** For operators and developers, and what is a catalogue of its own. */
const NOT_OF_A_PAGE =
  /\.test\.ts$|^testing\/|^(?:config|dead-letters|seed|start|main|audit-verify)\.ts$|export-texts\.ts$|\.(?:mail|page|defaults)(?:\.\w\w)?\.ts$|^composition\//;
const NOT_SAID = /^\s*(?:\/?\*|\/\/)|new Error\(|reason: '|defineGlobalModel|logger\.|log\.|pause\(|summary/;

/** The sentences of the api's own code, each name in them a number. */
async function sentencesOfApi(): Promise<string[]> {
  const files = (await readdir(API, { recursive: true })).filter((f) => f.endsWith('.ts') && !NOT_OF_A_PAGE.test(f));
  const found = new Set<string>();
  for (const file of files) {
    const lines = (await readFile(path.join(API, file), 'utf8')).split('\n');
    for (const line of lines.filter((text) => !NOT_SAID.test(text)))
      for (const [, plain, template] of line.matchAll(LITERAL))
        found.add(plain ?? template!.replaceAll('${tenant.status}', 'closing').replaceAll(/\$\{[^}]*\}/g, '7'));
  }
  return [...found];
}
const isKnown = (sentence: string): boolean =>
  translated(sentence) !== sentence || translateSentence(domainSentences, sentence) !== undefined;
/** Some are the end of another. */
const saidInGerman = (sentence: string): boolean => isKnown(sentence) || isKnown(`This leads elsewhere. ${sentence}`);

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

  it('L-15 have words for every sentence that the api writes itself', async () => {
    const sentences = await sentencesOfApi();
    expect(sentences.length).toBeGreaterThan(80);
    expect(inGerman(() => sentences.filter((sentence) => !saidInGerman(sentence)))).toEqual([]);
  });

  it.each([
    [
      'Line 3, column 12: “position” is not allowed. The page keeps its places; use margin and padding to move things apart.',
      'Zeile 3, Spalte 12: „position“ ist nicht erlaubt. Die Seite behält ihre Plätze; rücken Sie Dinge mit margin und padding auseinander.',
    ],
    [
      'Line 1, column 1: “:is” is not allowed. You can use :hover, :focus.',
      'Zeile 1, Spalte 1: „:is“ ist nicht erlaubt. Möglich sind :hover, :focus.',
    ],
    [
      'White text on #ffcc00 has a contrast of 1.5; people need 4.5 to read it. The nearest shade that works is #806600.',
      'Weißer Text auf #ffcc00 hat einen Kontrast von 1.5; zum Lesen braucht man 4.5. Die nächste Farbe, die geht, ist #806600.',
    ],
    ['“guaranteed” may not be used: No promises.', '„guaranteed“ darf nicht verwendet werden: No promises.'],
  ])('L-15 say what is put together from parts: %s', (english, german) => {
    expect(inGerman(() => translated(english))).toBe(german);
    expect(translated(english)).toBe(english);
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
