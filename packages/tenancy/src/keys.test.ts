import { describe, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import fc from 'fast-check';
import { globalKey, platformPath, tenantKey, tenantPath, tenantRoom } from './keys.ts';

const A = 'tnt_a' as TenantId;
const B = 'tnt_b' as TenantId;

/** Text that tries to leave its part: separators, globs, path steps, escapes, NUL, other scripts. */
const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[:/.%*?[\]{}~\\\0a-b_-]{1,8}$/),
  fc.constantFrom('..', '.', '...', 'a:b', 'a/b', 'a%3Ab', '%', '*', 'tnt_b', 'ä', '\u0000'),
);

describe('shared keys', () => {
  it('A-06 leaves ordinary ids readable', () => {
    expect(tenantKey(A, 'cache', 'site', 7)).toBe('t:tnt_a:cache:site:7');
    expect(tenantRoom(A, 'line')).toBe('t:tnt_a:room:line');
    expect(tenantPath(A, 'logos', 'logo.svg')).toBe('tenants/tnt_a/logos/logo.svg');
    expect(globalKey('outbox-nudge')).toBe('g:outbox-nudge');
  });

  it('A-06 never builds one key from two different lists of parts', () => {
    const parts = fc.array(hostile, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, fc.boolean(), (left, right, sameTenant) => {
        const other = sameTenant ? A : B;
        const differ = !sameTenant || JSON.stringify(left) !== JSON.stringify(right);
        fc.pre(differ);
        expect(tenantKey(A, 'cache', ...left)).not.toBe(tenantKey(other, 'cache', ...right));
        expect(tenantPath(A, ...left)).not.toBe(tenantPath(other, ...right));
        expect(tenantRoom(A, 'chat', ...left)).not.toBe(tenantRoom(other, 'chat', ...right));
      }),
      { numRuns: 2000 },
    );
  });

  it('A-06 lets no part leave its tenant', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (parts) => {
        const key = tenantKey(A, 'rate-limit', ...parts);
        expect(key.split(':')).toHaveLength(3 + parts.length);
        expect(key.startsWith('t:tnt_a:rate-limit:')).toBe(true);
        expect(key).not.toMatch(/[*?[\]\0\s]/);
        const steps = tenantPath(A, ...parts).split('/');
        expect(steps).toHaveLength(2 + parts.length);
        expect(steps.slice(0, 2)).toEqual(['tenants', 'tnt_a']);
        for (const step of steps) expect(step).not.toMatch(/^\.*$|[\\\0]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('A-06 keeps tenant and global keys apart, and areas from each other', () => {
    expect(globalKey('lock', 'x')).not.toBe(tenantKey(A, 'lock', 'x'));
    expect(tenantKey(A, 'lock', 'x')).not.toBe(tenantKey(A, 'cache', 'x'));
    expect(tenantKey('g' as TenantId, 'lock')).not.toBe(globalKey('lock'));
    expect(tenantPath('platform' as TenantId, 'templates', 'x')).not.toBe(platformPath('templates', 'x'));
    expect(platformPath('templates', '../..', 'x')).toMatch(/^platform\/templates\/[^/]+\/x$/);
  });

  it.each([
    ['an empty part', () => tenantKey(A, 'cache', '')],
    ['an empty tenant', () => tenantKey('' as TenantId, 'cache', 'x')],
    ['no tenant', () => tenantKey(undefined as never, 'cache', 'x')],
    ['an object for a part', () => tenantKey(A, 'cache', {} as never)],
    ['an array for a part', () => tenantKey(A, 'cache', ['x'] as never)],
    ['null for a part', () => tenantKey(A, 'cache', null as never)],
    ['NaN for a part', () => tenantKey(A, 'cache', Number.NaN)],
    ['a bare path', () => tenantPath(A)],
    ['a lone surrogate', () => tenantKey(A, 'cache', '\uD800')],
  ])('A-06 refuses %s', (_what, build) => {
    expect(build).toThrow();
  });
});
