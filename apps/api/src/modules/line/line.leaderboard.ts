import type { Leaderboard, TenantId } from '@stageline/contracts';
import { lineDisplayName } from '@stageline/domain';
import { currentTenantId } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { LineRepository, Standing } from './line.repository.ts';
import type { LineSettingsReader } from './line.service.ts';

/** Places that the leaderboard shows. */
const SHOWN = 10;
/** How long a process may rank by what it has counted: a line of 100,000 takes it some 100 ms. */
const RANKED_MS = 15_000;
/** Ranked people of all tenants that are kept: two numbers each. */
const MAX_RANKED = 500_000;

export interface LineLeaderboardDeps {
  readonly repository: Pick<LineRepository, 'standings' | 'findMany'>;
  readonly settings: LineSettingsReader;
}

/**
 * Who has invited most (H-06). Both sides have confirmed their address and stand in the line. Ranks may be some seconds old;
 * names are read each time, so no answer shows one that was taken back before.
 */
export function createLineLeaderboard({ repository, settings }: LineLeaderboardDeps) {
  const ranked = new LRUCache<TenantId, readonly Standing[]>({
    maxSize: MAX_RANKED,
    sizeCalculation: ({ length }) => length + 1,
    ttl: RANKED_MS,
    // A crowd that comes while nothing is known waits for one count.
    fetchMethod: () => repository.standings(),
  });
  const standings = async (): Promise<readonly Standing[]> => (await ranked.fetch(currentTenantId())) ?? [];

  return {
    /** The first ranks as visitors may see them; null where the site shows no leaderboard. */
    async top(): Promise<Leaderboard | null> {
      const { showLeaderboard, showTotal, memberDisplayFormat } = await settings.lineSettings();
      if (!showLeaderboard) return null;
      const first = (await standings()).slice(0, SHOWN);
      const members = await repository.findMany(first.map(({ position }) => position));
      const byPosition = new Map(members.map((member) => [member.position, member]));
      const entries = first.flatMap(({ position, count }, index) => {
        const member = byPosition.get(position);
        // Whoever has left since the count is shown no more, and nobody moves up before the next one.
        if (member === undefined || member.state === 'left') return [];
        const standing = { rank: index + 1, invited: showTotal ? count : null };
        return member.state === 'hidden'
          ? [{ ...standing, name: '', state: 'hidden' as const }]
          : [{ ...standing, name: lineDisplayName(member, memberDisplayFormat) }];
      });
      return { entries };
    },

    /** The rank of the member at `position`; null for whoever has invited nobody, and where there is no leaderboard. */
    async rankOf(position: number): Promise<number | null> {
      if (!(await settings.lineSettings()).showLeaderboard) return null;
      const index = (await standings()).findIndex((standing) => standing.position === position);
      return index === -1 ? null : index + 1;
    },

    /** Somebody has left, or has another sponsor: the next answer counts anew. */
    changed(): void {
      ranked.delete(currentTenantId());
    },
  };
}
export type LineLeaderboard = ReturnType<typeof createLineLeaderboard>;
