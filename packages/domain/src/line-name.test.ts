import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { displayInitial, lineDisplayName, toLineNameParts } from './line-name.ts';

const shown = (
  first: string,
  last: string,
  format: 'firstNameLastInitial' | 'firstName' | 'initials' = 'firstNameLastInitial',
) => lineDisplayName(toLineNameParts(first, last), format);

describe('line names', () => {
  it('H-07 shows a first name and the initial of the last name', () => {
    expect(shown('John', 'Smith')).toBe('John S.');
    expect(shown('John', 'Smith', 'firstName')).toBe('John');
    expect(shown('John', 'Smith', 'initials')).toBe('J. S.');
  });

  it('keeps what a reader sees as one letter in one piece', () => {
    expect(shown('Zoe\u0308', 'e\u0301toile')).toBe('Zoë É.');
    expect(shown('Ravi', 'क्षत्रिय')).toMatch(/^Ravi क्.*\.$/u);
    expect(displayInitial('👩‍👩‍👧 family')).toBe('👩‍👩‍👧');
    expect(displayInitial("'t Hooft")).toBe('T');
    expect(displayInitial('ß')).toBe('SS');
  });

  it('leaves the full stop out where there is no last name to shorten', () => {
    expect(shown('Cher', '')).toBe('Cher');
    expect(shown('Cher', '', 'initials')).toBe('C.');
  });

  it('cuts a first name that holds more than a first name', () => {
    expect(shown('John Adam Smith Miller', 'Smith')).toBe('John Adam S.');
    expect(shown('J'.repeat(100), 'Smith')).toBe(`${'J'.repeat(24)}… S.`);
    expect([...(shown(`a${'\u0301'.repeat(500)}`, 'x') ?? '')].length).toBeLessThan(16);
  });

  it('H-07 cannot tell two last names with the same first letter apart', () => {
    const rest = fc.stringMatching(/^[a-z]{0,20}$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.stringMatching(/^[A-Z]$/),
        rest,
        rest,
        (first, initial, one, other) => {
          for (const format of ['firstNameLastInitial', 'firstName', 'initials'] as const) {
            expect(shown(first, initial + one, format)).toBe(shown(first, initial + other, format));
          }
        },
      ),
    );
  });

  it('reads plain text as it reads any other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]{0,20}[a-zA-Z0-9][\x20-\x7e]{0,20}$/), (text) => {
        expect(displayInitial(text)).toBe(displayInitial(`${text}é`));
      }),
    );
    expect(displayInitial('!?')).toBe('');
  });

  it('is bounded for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.string({ unit: 'binary', maxLength: 100 }),
        (first, last) => {
          expect([...shown(first, last)].length).toBeLessThanOrEqual(25 * 10 + 34);
        },
      ),
    );
  });
});
