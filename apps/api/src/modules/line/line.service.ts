import type { LineSettings, LineSnapshot } from '@stageline/contracts';
import { toLineNameParts } from '@stageline/domain';
import { presentEntry } from './line.presenter.ts';
import type { LineMemberRow, LineRepository } from './line.repository.ts';

/** Entries that one resume answers; a visitor who missed more needs a fresh snapshot. */
const MAX_RESUMED = 500;

/** The line's settings of the current tenant's site. */
export interface LineSettingsReader {
  lineSettings(): Promise<LineSettings>;
}

export interface LineServiceDeps {
  readonly repository: LineRepository;
  readonly settings: LineSettingsReader;
}

/** The PowerLine of the current tenant. */
export function createLineService({ repository, settings }: LineServiceDeps) {
  /** The newest entries, as many as the site shows. */
  async function newest(truncated: boolean): Promise<LineSnapshot> {
    const { displayLimit, memberDisplayFormat } = await settings.lineSettings();
    const rows = await repository.newest(displayLimit);
    const cursor = rows[0]?.position ?? 0;
    return { entries: rows.map((row) => presentEntry(row, memberDisplayFormat)), total: cursor, cursor, truncated };
  }

  return {
    /**
     * Takes the next positions of the line and returns the first; runs in the caller's transaction, as late as it can,
     * because the counter is the one document that all registrations of a tenant share.
     */
    takePositions: (count: number) => repository.takePositions(count),

    /**
     * Writes members at positions that the same transaction took; names are shortened before they are stored.
     * @returns the members as they are stored
     */
    async join(
      members: readonly { position: number; firstName: string; lastName: string; joinedAt: Date }[],
    ): Promise<readonly LineMemberRow[]> {
      const rows = members.map(({ position, joinedAt, firstName, lastName }) => ({
        position,
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
      if (after === undefined || after === 0) return newest(false);
      const rows = await repository.newest(MAX_RESUMED + 2, after);
      const cursor = rows[0]?.position;
      if (cursor === undefined || rows.length > MAX_RESUMED + 1) return newest(true);
      const { memberDisplayFormat } = await settings.lineSettings();
      const entries = rows.filter((row) => row.position > after).map((row) => presentEntry(row, memberDisplayFormat));
      return { entries, total: cursor, cursor, truncated: false };
    },

    /** Members of the line. */
    total: () => repository.lastPosition(),
  };
}
export type LineService = ReturnType<typeof createLineService>;
