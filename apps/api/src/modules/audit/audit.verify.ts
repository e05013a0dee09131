import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { EMPTY_CHAIN, hashOf, type AuditRow, type ChainHead } from './audit.chain.ts';
import { listChains } from './audit.cross-tenant.repository.ts';
import { auditRepository } from './audit.repository.ts';

/** What the check of one chain found. */
export interface ChainReport {
  readonly chain: TenantId;
  /** Entries that are as they were written, from the first on. */
  readonly intact: number;
  /** The first entry that is not, and what is wrong with it; null when the whole chain holds. */
  readonly broken: { readonly sequence: number; readonly problem: string } | null;
}

const PAGE = 500;

/** Checks every chain, one after another. */
export async function* verifyChains(): AsyncGenerator<ChainReport> {
  for (const chain of await listChains()) yield await verifyChain(chain);
}

/** Does every sum of a chain again, and compares its end with the head. Entries that arrive meanwhile are checked, too. */
export function verifyChain(chain: TenantId): Promise<ChainReport> {
  return runInTenant(chain, async () => {
    let last: ChainHead = EMPTY_CHAIN;
    const report = (problem: string | null): ChainReport => ({
      chain,
      intact: last.seq,
      broken: problem === null ? null : { sequence: last.seq + 1, problem },
    });
    for (;;) {
      // Read before the entries: what it counts is there by then.
      const head = await auditRepository.head();
      const rows = await auditRepository.following(last.seq, PAGE);
      for (const row of rows) {
        const problem = problemOf(chain, last, row);
        if (problem !== null) return report(problem);
        last = { seq: row.seq, hash: row.hash };
      }
      if (rows.length === PAGE) continue;
      if (last.seq < head.seq) return report('is missing: the chain was cut here');
      if (last.seq === head.seq)
        return report(last.hash === head.hash ? null : 'cannot follow: the head has another hash');
      // Either the chain has grown since the head was read, or the head was set back.
      if ((await auditRepository.head()).seq < last.seq) return report('cannot follow: the head was set back');
    }
  });
}

/** What is wrong with the entry after `before`; null when nothing is. */
function problemOf(chain: TenantId, before: ChainHead, row: AuditRow): string | null {
  if (row.seq !== before.seq + 1) return 'is missing';
  if (row.previousHash !== before.hash) return 'does not follow the entry before it';
  try {
    return hashOf(chain, row) === row.hash ? null : 'was changed';
  } catch {
    return 'cannot be read';
  }
}
