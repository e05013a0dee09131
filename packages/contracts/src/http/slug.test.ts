import { describe, expect, it } from '@jest/globals';
import { reservedSlugs, siteLabel, slug, slugSkeleton } from './slug.ts';

const messageOf = (text: string): string | undefined => slug.safeParse(text).error?.issues[0]?.message;

describe('slug', () => {
  it.each(['kevin-gardner', 'abc', 'a'.repeat(63), '  Jane-Smith ', 'team-21', 'carnival'])('A-02 takes %j', (text) => {
    expect(slug.parse(text)).toBe(text.trim().toLowerCase());
  });

  it.each(['ab', 'a'.repeat(64), '-abc', 'abc-', 'a_b_c', 'a.bc', 'xn--bcher-kva', 'ab--c', 'kevіn', ''])(
    'A-02 refuses %j',
    (text) => expect(messageOf(text)).toBeDefined(),
  );

  it('A-02 refuses every reserved word', () => {
    for (const word of reservedSlugs) expect([word, slug.safeParse(word).success]).toEqual([word, false]);
  });

  it.each([
    'adm1n',
    'adrnin',
    'ad-min',
    '1ogin',
    'l0gin',
    'vvebmail',
    'rnail',
    'stage1ine',
    'supp0rt',
    'log-1n',
    'bi11ing',
    'ac1min',
    'ciashboard',
  ])('A-02 refuses %j, which looks like a reserved word', (text) => {
    expect(messageOf(text)).toBe('This looks like an address of the platform. Please choose another.');
    // A host may still name it: the resolver answers for what exists, not for what may be chosen.
    expect(siteLabel.safeParse(text).success).toBe(true);
  });
});

describe('slugSkeleton', () => {
  it('A-02 is the same for what looks alike, and only for that', () => {
    expect(slugSkeleton('modern-kevin')).toBe(slugSkeleton('rnodem-kev1n'));
    for (const copy of ['c1ub', 'ciub', 'dub']) expect(slugSkeleton(copy)).toBe(slugSkeleton('club'));
    expect(slugSkeleton(slugSkeleton('c1ub-vv0rn'))).toBe(slugSkeleton('c1ub-vv0rn'));
    expect(slugSkeleton('kevin')).not.toBe(slugSkeleton('keven'));
    expect(slugSkeleton('kevin-2')).not.toBe(slugSkeleton('kevin-3'));
  });
});
