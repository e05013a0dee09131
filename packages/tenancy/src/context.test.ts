import { describe, expect, it } from '@jest/globals';
import { currentTenantId, optionalTenantId, runInTenant } from './context.ts';
import { TenantContextMissing, UnscopedOperation } from './errors.ts';
import { A, B } from './fixtures/database.ts';
import { currentNotes, currentScope, runWithNotes } from './scope.ts';
import { onSystemRun, runAsSystem } from './system.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('runInTenant', () => {
  it('A-04 sets the tenant for everything that is awaited inside, and nothing outside', async () => {
    expect(optionalTenantId()).toBeUndefined();
    const inside = await runInTenant(A, async () => {
      await tick();
      return currentTenantId();
    });
    expect(inside).toBe(A);
    expect(optionalTenantId()).toBeUndefined();
  });

  it('A-04 has no tenant outside', () => {
    expect(() => currentTenantId()).toThrow(TenantContextMissing);
  });

  it.each([undefined, null, '', 7, {}])('A-04 refuses %p for a tenant', async (tenantId) => {
    await expect(runInTenant(tenantId as never, () => 1)).rejects.toThrow(TenantContextMissing);
  });

  it('A-04 keeps interleaved tenants apart', async () => {
    const seen = async (tenantId: typeof A) =>
      runInTenant(tenantId, async () => {
        const found: string[] = [];
        for (let turn = 0; turn < 20; turn += 1) {
          await tick();
          found.push(currentTenantId());
        }
        return found;
      });
    const [ofA, ofB] = await Promise.all([seen(A), seen(B)]);
    expect(new Set(ofA)).toEqual(new Set([A]));
    expect(new Set(ofB)).toEqual(new Set([B]));
  });

  it('runs a lazy thenable inside, though it is only returned', async () => {
    const lazy = { then: (resolve: (value: unknown) => void) => resolve(optionalTenantId()) };
    expect(await runInTenant(A, () => lazy as PromiseLike<unknown>)).toBe(A);
  });

  it('restores the outer tenant after an inner one, also when it throws', async () => {
    await runInTenant(A, async () => {
      await expect(
        runInTenant(B, () => {
          expect(currentTenantId()).toBe(B);
          throw new Error('inner');
        }),
      ).rejects.toThrow('inner');
      expect(currentTenantId()).toBe(A);
    });
  });
});

describe('the notes of a call', () => {
  it('come with the tenant or alone, and stay when only one of the two changes', async () => {
    await runInTenant(
      A,
      async () => {
        expect(currentNotes()).toEqual({ requestId: 'r1' });
        await runInTenant(B, () => expect(currentNotes()).toEqual({ requestId: 'r1' }));
        await runAsSystem('keeps its notes', () => expect(currentNotes()).toEqual({ requestId: 'r1' }));
        runWithNotes({ requestId: 'r2' }, () => {
          expect(currentNotes()).toEqual({ requestId: 'r2' });
          expect(currentTenantId()).toBe(A);
        });
        expect(currentNotes()).toEqual({ requestId: 'r1' });
      },
      { requestId: 'r1' },
    );
    expect(currentNotes()).toBeUndefined();
  });

  it('A-04 alone are no tenant', () => {
    runWithNotes({ tenantId: A }, () => expect(() => currentTenantId()).toThrow(TenantContextMissing));
  });
});

describe('runAsSystem', () => {
  it('reports its reason and carries it as a comment', async () => {
    const reasons: string[] = [];
    onSystemRun((reason) => reasons.push(reason));
    await runAsSystem('relay claims events', () => {
      expect(currentScope()).toEqual({
        kind: 'system',
        reason: 'relay claims events',
        comment: 'system:relay claims events',
      });
    });
    expect(reasons).toEqual(['relay claims events']);
  });

  it.each(['', '  ', 'two\nlines', 'x'.repeat(201)])('refuses %p for a reason', async (reason) => {
    await expect(runAsSystem(reason, () => 1)).rejects.toThrow(UnscopedOperation);
  });

  it('A-04 drops the tenant it was called in, and narrows again to one entered inside', async () => {
    await runInTenant(A, async () => {
      await runAsSystem('test', async () => {
        expect(optionalTenantId()).toBeUndefined();
        expect(() => currentTenantId()).toThrow(TenantContextMissing);
        await runInTenant(B, () => expect(currentTenantId()).toBe(B));
        expect(optionalTenantId()).toBeUndefined();
      });
      expect(currentTenantId()).toBe(A);
    });
  });
});
