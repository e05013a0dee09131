import { runAsSystem } from '@stageline/tenancy/system';
import { OutboxRowModel, type OutboxRow } from './models.ts';

/** The pending rows of all tenants, as the relay sees them. */
export interface Claims {
  /** Takes the oldest pending rows for `claim`, in recorded order per tenant; nobody else takes them until the lease ends. */
  take(claim: string): Promise<OutboxRow[]>;
  /** Marks rows as relayed. */
  done(claim: string, ids: readonly string[]): Promise<void>;
  /** Gives rows back before the lease ends. */
  release(claim: string, ids: readonly string[]): Promise<void>;
  /** How many rows are not relayed. */
  pending(): Promise<number>;
}

/** Why the relay runs across tenants, several times a second. */
export const RELAY_REASON = 'outbox-relay';
const EPOCH = new Date(0);
/** A claim that a crash of the server forgets is taken again, and jobs have ids: waiting for the journal would buy nothing. */
const FORGETTABLE = { writeConcern: { w: 1, journal: false } } as const;

type Held = Pick<OutboxRow, '_id' | 'tenantId' | 'claim' | 'leaseUntil'>;

/**
 * Claims rows with a lease each. A relay that dies keeps its rows until the lease ends and then another takes them. While it
 * does, later rows of the same tenants wait too: otherwise they would overtake.
 */
export function createClaims({ leaseMs, batch }: { leaseMs: number; batch: number }): Claims {
  const oldest = { sort: { _id: 1 }, limit: batch } as const;

  async function takeOldest(claim: string): Promise<OutboxRow[]> {
    const now = new Date();
    const page = await OutboxRowModel.find({ relayed: false }, { tenantId: 1, claim: 1, leaseUntil: 1 }, oldest).lean<
      Held[]
    >();
    const free = withoutHeldTenants(page, (row) => row.leaseUntil > now);
    const last = free.at(-1);
    if (last === undefined) return [];
    await OutboxRowModel.updateMany(
      { _id: { $in: free.map((row) => row._id) }, relayed: false, leaseUntil: { $lte: now } },
      { $set: { claim, leaseUntil: new Date(now.getTime() + leaseMs) } },
      FORGETTABLE,
    );
    // another relay may have taken earlier rows of a tenant meanwhile; then ours of that tenant go back
    const rows = await OutboxRowModel.find({ relayed: false, _id: { $lte: last._id } }, null, oldest).lean<
      OutboxRow[]
    >();
    const mine = rows.filter((row) => row.claim === claim);
    const kept = withoutHeldTenants(rows, (row) => row.claim !== claim && row.leaseUntil > now).filter(
      (row) => row.claim === claim,
    );
    if (kept.length < mine.length)
      await giveBack(
        claim,
        mine.filter((row) => !kept.includes(row)).map((row) => row._id),
      );
    return kept;
  }

  return {
    take: (claim) => runAsSystem(RELAY_REASON, () => takeOldest(claim)),
    release: (claim, ids) => runAsSystem(RELAY_REASON, () => giveBack(claim, ids)),
    async done(claim, ids) {
      const relayed = { $set: { relayed: true, relayedAt: new Date() } };
      await runAsSystem(RELAY_REASON, () =>
        OutboxRowModel.updateMany({ _id: { $in: [...ids] }, claim }, relayed, FORGETTABLE),
      );
    },
    pending: () => runAsSystem(RELAY_REASON, () => OutboxRowModel.countDocuments({ relayed: false })),
  };
}

async function giveBack(claim: string, ids: readonly string[]): Promise<void> {
  const free = { $set: { claim: null, leaseUntil: EPOCH } };
  await OutboxRowModel.updateMany({ _id: { $in: [...ids] }, relayed: false, claim }, free, FORGETTABLE);
}

/** The rows of tenants up to the first row that somebody else holds. */
function withoutHeldTenants<R extends Held>(rows: readonly R[], isHeld: (row: R) => boolean): R[] {
  const held = new Set<string>();
  const free: R[] = [];
  for (const row of rows) {
    if (isHeld(row)) held.add(row.tenantId);
    else if (!held.has(row.tenantId)) free.push(row);
  }
  return free;
}
