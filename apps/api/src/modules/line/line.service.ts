import type { LineSnapshot, PersonId } from '@stageline/contracts';
import { toLineNameParts } from '@stageline/domain';
import type { Signer } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import { numbersOf, type LineNumbers, type LineView } from './line.numbers.ts';
import { presentEntry } from './line.presenter.ts';
import type { LineMemberRow, LineRepository } from './line.repository.ts';

/** Entries that one resume answers; a visitor who missed more needs a fresh snapshot. */
const MAX_RESUMED = 500;

/** The line's settings of the current tenant's site. */
export interface LineSettingsReader {
  lineSettings(): Promise<LineView>;
}

export interface LineServiceDeps {
  readonly repository: LineRepository;
  readonly settings: LineSettingsReader;
  readonly signer: Pick<Signer, 'sign'>;
}

/** The PowerLine of the current tenant. */
export function createLineService({ repository, settings, signer }: LineServiceDeps) {
  /** The newest entries, as many as the site shows. */
  async function newest(view: LineView, numbers: LineNumbers, truncated: boolean): Promise<LineSnapshot> {
    const rows = await repository.newest(view.displayLimit);
    return present(rows, rows[0]?.position ?? 0, view, numbers, truncated);
  }

  const present = (
    rows: readonly LineMemberRow[],
    cursor: number,
    { memberDisplayFormat }: LineView,
    { shift, total }: LineNumbers,
    truncated: boolean,
  ): LineSnapshot => ({
    entries: rows.map((row) => presentEntry(row, memberDisplayFormat, shift)),
    total: total(cursor),
    cursor: cursor + shift,
    truncated,
  });

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
      members: readonly {
        position: number;
        personId: PersonId;
        firstName: string;
        lastName: string;
        joinedAt: Date;
      }[],
    ): Promise<readonly LineMemberRow[]> {
      const rows = members.map(({ position, personId, joinedAt, firstName, lastName }) => ({
        position,
        personId,
        joinedAt,
        ...toLineNameParts(firstName, lastName),
      }));
      await repository.insert(rows);
      return rows;
    },

    /**
     * The newest entries, or all after the cursor `after`. One query: positions have no gap, so the highest one is
     * the total as well. The row at the cursor is read too: where it is missing, the cursor is not of this line.
     */
    async snapshot(after?: number): Promise<LineSnapshot> {
      const view = await settings.lineSettings();
      const numbers = numbersOf(signer, currentTenantId(), view);
      if (after === undefined || after === 0) return newest(view, numbers, false);
      const known = after - numbers.shift;
      // Whoever may not know how many there are may not go back further than everybody sees, either.
      const limit = view.showTotal ? MAX_RESUMED : view.displayLimit;
      const rows = known < 0 ? [] : await repository.newest(limit + 2, known);
      const cursor = rows[0]?.position;
      if (cursor === undefined) return newest(view, numbers, known !== 0);
      if (rows.length > limit + 1) return newest(view, numbers, true);
      return present(
        rows.filter((row) => row.position > known),
        cursor,
        view,
        numbers,
        false,
      );
    },

    /** Members of the line. */
    total: () => repository.lastPosition(),
  };
}
export type LineService = ReturnType<typeof createLineService>;
