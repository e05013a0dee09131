import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCsvReader } from '../csv/index.ts';
import { diagnoseRows, diagnoseText, diagnosisText, inspectText, shapeOf } from './index.ts';

const wishes = { timeZone: 'Europe/Berlin' };
const diagnose = (text: string) => diagnoseText(Buffer.from(text), true, wishes);
const fixtures = path.join(import.meta.dirname, 'fixtures');
/** Whoever gets it reads one of these. */
const handedOn = (of: ReturnType<typeof diagnose>) => JSON.stringify(of) + diagnosisText(of);

describe('the import doctor', () => {
  it('K-01 no cell of a file stands in what it says of it, whatever the file holds', () => {
    // Of letters that no word of ours is made of, so that whatever is found there has come from the file.
    const secret = fc.string({
      unit: fc.constantFrom('q', 'x', 'Z', 'ß', 'Ж', 'é', '界', '7', '4'),
      minLength: 4,
      maxLength: 30,
    });
    const cell = fc.oneof(
      { weight: 6, arbitrary: secret },
      secret.map((text) => `${text}@${text.slice(0, 4)}.qx`),
      secret.map((text) => `"${text}`),
      secret.map((text) => `${text} ${text.slice(0, 5)}`),
      fc.constantFrom('', '2026-10-03', '3.10.26', '12,5', '18:00', 'Yes', '80%'),
    );
    const header = fc.oneof(secret, fc.constantFrom('Name', 'E-Mail', 'Vorname', '2. Teilnehmer', 'Join Time', ''));
    const file = fc.record({
      header: fc.array(header, { minLength: 1, maxLength: 5 }),
      rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      newline: fc.constantFrom('\n', '\r\n'),
      heading: fc.option(secret),
    });
    fc.assert(
      fc.property(file, ({ header: names, rows, delimiter, newline, heading }) => {
        const lines = [...(heading === null ? [] : [[heading]]), names, ...rows];
        const text = lines.map((line) => line.join(delimiter)).join(newline);
        const said = handedOn(diagnose(text));
        const table = [...createCsvReader({ encoding: 'utf-8', delimiter: ',' }).push(Buffer.from(`${text}\n`))];
        const workbook = handedOn(diagnoseRows(table, null, wishes));
        for (const word of text.split(/[^\p{L}\p{N}]+/u).filter((each) => /^[qxZßЖé界74]{4,}$/.test(each)))
          expect({ word, found: said.includes(word) || workbook.includes(word) }).toEqual({ word, found: false });
      }),
      { numRuns: 500 },
    );
  });

  it('K-09 of no file of any platform a name or an address stands in it', () => {
    for (const name of readdirSync(fixtures)) {
      const bytes = readFileSync(path.join(fixtures, name));
      const said = handedOn(diagnoseText(bytes, true, wishes));
      const { plan, columns } = inspectText(bytes, true, wishes)!;
      const personal = columns.flatMap(({ samples }, at) =>
        ['name', 'firstName', 'lastName', 'email', 'phone', 'text'].includes(plan.mapping[at]!) ? samples : [],
      );
      for (const text of personal.filter((each) => each.length >= 4)) expect(said).not.toContain(text);
      expect(said).not.toContain('example.com');
    }
  });

  it('K-02 suggests what columns hold by what they look like, where their names say nothing', () => {
    const said = diagnose(
      [
        'Wer;Kontakt;Da?;Rein;Raus;Quote',
        'Ana Berg;ana@example.com;ja;03.10.2026 18:00;03.10.2026 19:00;80 %',
        'Ben Weber;ben@example.com;nein;03.10.2026 18:05;03.10.2026 18:30;40 %',
      ].join('\r\n'),
    );
    expect(said).toMatchObject({
      format: 'text',
      dialect: { encoding: 'utf-8', delimiter: ';' },
      ...{ lineEnds: 'crlf', quotes: 'none', rows: 2 },
      suggestion: {
        kind: 'attendance',
        dateOrder: 'day-first',
        mapping: ['name', 'email', 'attended', 'joinedAt', 'leftAt', 'attendancePercent'],
      },
    });
    expect(said.columns[1]).toMatchObject({ header: { shape: 'aaaaaaa' }, looks: 'address', longest: 15 });
    expect(said.columns[3]).toMatchObject({
      looks: 'date-day-first',
      shapes: [{ shape: '99.99.9999 99:99', count: 2 }],
    });
    expect(said.findings).toContain('guessed-columns');
  });

  it('K-05 takes the order of dates from the columns that it recognised, and says so where either is possible', () => {
    const of = (first: string) =>
      diagnose(`Wer;Rein\nAna Berg;${first} 18:00\nBen Weber;02/03/2026 18:05\nCem Koch;05/04/2026 18:05\n`);
    expect(of('10/25/2026').suggestion).toMatchObject({ mapping: ['name', 'joinedAt'], dateOrder: 'month-first' });
    expect(of('10/25/2026').findings).not.toContain('either-date');
    expect(of('10/11/2026').findings).toEqual(expect.arrayContaining(['guessed-columns', 'either-date']));
  });

  it('K-04 says which lines broke, why and in which shape', () => {
    const said = diagnose('Name,Email\nAna,ana@example.com\n"Ben,ben@example.com\nCleo\nDan,dan@example.com,more\n');
    expect(said.broken).toEqual([
      { line: 3, why: 'broken-quote', shape: '' },
      { line: 4, why: 'too-few-cells', shape: 'aaaa' },
      { line: 5, why: 'too-many-cells', shape: 'aaa,aaa@aaaaaaa.aaa,aaaa' },
    ]);
    expect(said.findings).toEqual(expect.arrayContaining(['broken-quotes', 'uneven-rows']));
    expect(said.columns.map(({ header }) => header)).toEqual([{ known: 'name' }, { known: 'email' }]);
  });

  it.each([
    ['%PDF-1.7 …', 'pdf', ['no-table']],
    ['', 'text', ['no-rows']],
    ['ana@example.com,Ana\nben@example.com,Ben\n', 'text', ['no-header']],
    ['Name,Email\nAna,ana@example.com\r\nBen,ben@example.com\n', 'text', ['mixed-line-ends']],
    ["Name,Email\n'Ana','ana@example.com'\n", 'text', ['other-quotes']],
  ] as const)('K-14 of %j it says what is wrong', (text, format, findings) => {
    const said = diagnose(text);
    expect(said.format).toBe(format);
    expect(said.findings).toEqual(expect.arrayContaining([...findings]));
  });

  it('K-01 a shape has no letter and no digit of its text', () => {
    expect(shapeOf('  Zoë Müller-Łuk, +49 151')).toBe('aaa aaaaaa-aaa, +99 999');
    expect(shapeOf(`${'x'.repeat(40)}`)).toBe('aaaaaaaaaaaa…');
    expect(shapeOf('a b '.repeat(30))).toHaveLength(41);
  });
});
