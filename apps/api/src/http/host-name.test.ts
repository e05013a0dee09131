import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHostKinds, parseHostName } from './host-name.ts';

describe('parseHostName', () => {
  const cases: [host: string, expected: unknown][] = [
    ['localhost:3000', { kind: 'platform' }],
    ['LOCALHOST', { kind: 'platform' }],
    ['localhost.', { kind: 'platform' }],
    ['localhost:65535', { kind: 'platform' }],
    ['localhost:65536', { kind: 'unknown' }],
    ['kevin-gardner.localhost:99999', { kind: 'unknown' }],
    ['admin.localhost:3000', { kind: 'admin' }],
    ['Kevin-Gardner.LocalHost:3000', { kind: 'slug', slug: 'kevin-gardner' }],
    ['kevin-gardner.localhost.:3000', { kind: 'slug', slug: 'kevin-gardner' }],
    ['a.kevin-gardner.localhost', { kind: 'unknown' }],
    ['a.admin.localhost', { kind: 'unknown' }],
    ['www.localhost', { kind: 'unknown' }],
    ['ab.localhost', { kind: 'unknown' }],
    ['xn--abc.localhost', { kind: 'unknown' }],
    ['kevin-localhost', { kind: 'unknown' }],
    ['evillocalhost:3000', { kind: 'unknown' }],
    ['.localhost', { kind: 'unknown' }],
    ['kevin-gardner.localhost..', { kind: 'unknown' }],
    ['[::1]:3000', { kind: 'unknown' }],
    ['[::1]', { kind: 'unknown' }],
    ['127.0.0.1:3000', { kind: 'unknown' }],
    ['kevin%2dgardner.localhost', { kind: 'unknown' }],
    ['kevin gardner.localhost', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
    [`${'a'.repeat(300)}.localhost`, { kind: 'unknown' }],
    ['learn.kevin.example:443', { kind: 'domain', host: 'learn.kevin.example' }],
    ['localhost.kevin.example', { kind: 'domain', host: 'localhost.kevin.example' }],
  ];

  it.each(cases)('A-03 reads %p from the Host header alone', (host, expected) => {
    expect(parseHostName(host, 'localhost')).toEqual(expected);
  });
});

describe('createHostKinds', () => {
  const kindOf = createHostKinds('stage.example');
  const spelling = fc
    .tuple(
      fc.constantFrom('', 'admin.', 'ADMIN.', 'kevin-gardner.', 'a.admin.', 'xadmin.'),
      fc.constantFrom('stage.example', 'Stage.EXAMPLE', 'stage.examples', 'other.example'),
      fc.constantFrom('', '.', '..'),
      fc.constantFrom('', ':', ':3000', ':65535', ':65536', ':999999', ':x'),
    )
    .map((parts) => parts.join(''));

  it('A-03 never disagrees with the reading that finds the tenant', () => {
    fc.assert(
      fc.property(fc.oneof(spelling, fc.string(), fc.domain()), (host) => {
        const { kind } = parseHostName(host, 'stage.example');
        expect(kindOf(host)).toBe(kind === 'platform' || kind === 'admin' ? kind : 'tenant');
      }),
      { numRuns: 2000 },
    );
  });
});
