import type { LineSnapshot, PersonId, TenantId } from '@stageline/contracts';
import { toLineNameParts } from '@stageline/domain';
import type { Signer } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import { numbersOf, type LineNumbers, type LineView } from './line.numbers.ts';
import { presentEntry } from './line.presenter.ts';
import type { LineCounts, LineMemberRow, LineRepository, Sponsorship } from './line.repository.ts';

/** Entries that one resume answers; a visitor who missed more needs a fresh snapshot. */
const MAX_RESUMED = 500;
/** How long a process may count by what it has read: every landing page asks. */
const COUNTS_MS = 1000;
const COUNTED_TENANTS = 5000;

/** The line's settings of the current tenant's site. */
export interface LineSettingsReader {
  lineSettings(): Promise<LineView>;
}

export interface LineServiceDeps {
  readonly repository: LineRepository;
  readonly settings: LineSettingsReader;
  readonly signer: Pick<Signer, 'sign'>;
}

/** What an answer is made of besides its entries. */
interface Frame {
  readonly view: LineView;
  readonly numbers: LineNumbers;
  readonly counts: LineCounts;
}

/** The PowerLine of the current tenant. */
export function createLineService({ repository, settings, signer }: LineServiceDeps) {
  const counted = new LRUCache<TenantId, LineCounts>({ max: COUNTED_TENANTS, ttl: COUNTS_MS });

  /** May be a second old, and never newer than the entries that are read after it: so no change is taken for known. */
  async function counts(): Promise<LineCounts> {
    const tenantId = currentTenantId();
    const held = counted.get(tenantId);
    if (held !== undefined) return held;
    const read = await repository.counts();
    counted.set(tenantId, read);
    return read;
  }

  const present = (
    { view, numbers, counts: { left, revision } }: Frame,
    rows: readonly LineMemberRow[],
    cursor: number,
    more: { readonly truncated: boolean; readonly changes?: readonly LineMemberRow[] },
  ): LineSnapshot => {
    const entry = (row: LineMemberRow) => presentEntry(row, view.memberDisplayFormat, numbers.shift);
    return {
      entries: rows.map(entry),
      total: Math.max(0, numbers.total(cursor, left)),
      cursor: cursor + numbers.shift,
      revision,
      changes: (more.changes ?? []).map(entry),
      truncated: more.truncated,
    };
  };

  /** The newest entries, as many as the site shows. */
  async function newest(frame: Frame, truncated: boolean): Promise<LineSnapshot> {
    const rows = await repository.newest(frame.view.displayLimit);
    return present(frame, rows, rows[0]?.position ?? 0, { truncated });
  }

  return {
    /**
     * Takes the next positions of the line and returns the first; runs in the caller's transaction, as late as it can,
     * because the counter is the one document that all joins of a tenant share.
     */
    takePositions: (count: number) => repository.takePositions(count),

    /**
     * Writes members at positions that the same transaction took; names are shortened before they are stored.
     * @returns the members as they are stored
     */
    async join(
      members: readonly ({
        readonly position: number;
        readonly personId: PersonId;
        readonly firstName: string;
        readonly lastName: string;
        readonly joinedAt: Date;
      } & Partial<Sponsorship>)[],
    ): Promise<readonly LineMemberRow[]> {
      const rows = members.map(({ firstName, lastName, sponsor = null, sponsorCause = 'none', ...member }) => ({
        ...member,
        sponsor,
        sponsorCause,
        ...toLineNameParts(firstName, lastName),
      }));
      await repository.insert(rows);
      return rows;
    },

    /**
     * The newest entries, or all after the cursor `after`, with the entries that changed after `revision`. Positions have no
     * gap, so the highest one counts the places. The row at the cursor is read too: where it is missing, the cursor is not of
     * this line.
     */
    async snapshot(after?: number, revision?: number): Promise<LineSnapshot> {
      const view = await settings.lineSettings();
      const frame = { view, numbers: numbersOf(signer, currentTenantId(), view), counts: await counts() };
      if (after === undefined || after === 0) return newest(frame, false);
      const known = after - frame.numbers.shift;
      // Whoever may not know how many there are may not go back further than everybody sees, either.
      const limit = view.showTotal ? MAX_RESUMED : view.displayLimit;
      const rows = known < 0 ? [] : await repository.newest(limit + 2, known);
      const cursor = rows[0]?.position;
      if (cursor === undefined) return newest(frame, known !== 0);
      // A revision that is not of this line is as good as none: everything is shown anew.
      if (rows.length > limit + 1 || (revision ?? 0) > frame.counts.revision + limit) return newest(frame, true);
      const changes = revision === undefined ? [] : await repository.changedAfter(revision, limit + 1);
      if (changes.length > limit) return newest(frame, true);
      const joined = rows.filter((row) => row.position > known);
      return present(frame, joined, cursor, { changes, truncated: false });
    },

    /** Members of the line. */
    async total(): Promise<number> {
      const { position, left } = await repository.counts();
      return position - left;
    },

    /** How many entered after this position and stand there still. */
    async joinedAfter(position: number): Promise<number> {
      const [last, left] = [await repository.counts(), await repository.countLeftAfter(position)];
      return Math.max(0, last.position - position - left);
    },

    /** Call it where an entry has been shown in another way: the next answer counts anew. */
    changed(): void {
      counted.delete(currentTenantId());
    },

    find: repository.find,
    findMany: repository.findMany,
    counts: repository.counts,
    newest: repository.newest,
    countInvited: repository.countInvited,
    findByCodes: repository.findByCodes,
    invitedBy: repository.invitedBy,
    takeRevision: repository.takeRevision,
    countLeft: repository.countLeft,
    show: repository.show,
    clear: repository.clear,
    beginCorrection: repository.beginCorrection,
    setSponsor: repository.setSponsor,
  };
}
export type LineService = ReturnType<typeof createLineService>;
