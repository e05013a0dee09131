import type { DomainId, DomainState, RecordCheck } from '@stageline/contracts';
import type { Lifecycle } from './domain-lifecycle.ts';

/** One tenant's claim to a domain, as it is stored. */
export interface Domain extends Lifecycle {
  readonly id: DomainId;
  readonly host: string;
  readonly zone: string;
  readonly token: string;
  readonly isPrimary: boolean;
  readonly records: readonly RecordCheck[];
  readonly tlsNote: string | null;
  readonly certificate: { readonly issuer: string; readonly validTo: Date } | null;
  readonly history: readonly { readonly state: DomainState; readonly at: Date }[];
  readonly lastCheckedAt: Date | null;
  readonly createdAt: Date;
  /** Since when nobody looks because the tenant is paused; null while somebody does. */
  readonly pausedAt: Date | null;
  readonly version: number;
}
