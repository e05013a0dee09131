import { createHash } from 'node:crypto';
import type { AuditActorKind, AuditEntryId, TenantId } from '@stageline/contracts';

/** The chain of what belongs to no tenant. It has the form of a tenant's id, and no tenant can have it: ids carry a time. */
export const PLATFORM_CHAIN = 'tnt_00000000000000000000000000' as TenantId;

/** What the first entry of a chain follows. */
export const GENESIS = '0'.repeat(64);

/** One entry as it is stored, without its owner. */
export interface AuditRow {
  readonly _id: AuditEntryId;
  readonly seq: number;
  readonly at: Date;
  readonly actorKind: AuditActorKind;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** An entry before it has its place. */
export type AuditDraft = Omit<AuditRow, 'seq' | 'previousHash' | 'hash'>;
/** Where a chain ends. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}
export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: GENESIS };

/**
 * JSON with one spelling per value: keys in the order of their UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them (RFC 8785, the JSON Canonicalization Scheme). What JSON does not know is left out, as usual.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

/** What of an entry is hashed, and what an export shows beside the hash. */
export function sealedFields(chain: TenantId, row: Omit<AuditRow, 'hash'>) {
  const parse = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  return {
    v: 1,
    chain,
    id: row._id,
    sequence: row.seq,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    target: row.targetType === null ? null : { type: row.targetType, id: row.targetId, name: row.targetName },
    before: parse(row.before),
    after: parse(row.after),
    reason: row.reason,
    ip: row.ip,
    requestId: row.requestId,
    previousHash: row.previousHash,
  };
}

/**
 * SHA-256, in hexadecimal, of the canonical JSON of `sealedFields`. With the export of a chain anybody can do this sum
 * again: take a line, remove `hash`, write it as RFC 8785 asks, hash it, and compare with `hash` and with the next line's
 * `previousHash`.
 */
export function hashOf(chain: TenantId, row: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson(sealedFields(chain, row)))
    .digest('hex');
}

/** Gives drafts their places behind a head. */
export function chainOnto(chain: TenantId, head: ChainHead, drafts: readonly AuditDraft[]): AuditRow[] {
  let { seq, hash } = head;
  return drafts.map((draft) => {
    const open = { ...draft, seq: (seq += 1), previousHash: hash };
    hash = hashOf(chain, open);
    return { ...open, hash };
  });
}
