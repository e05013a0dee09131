import { LineChanged } from '@stageline/contracts';
import { toLineNameParts } from '@stageline/domain';
import type { Transaction } from '@stageline/platform/outbox';
import type { LineFeed } from './line.feed.ts';
import type { LineLeaderboard } from './line.leaderboard.ts';
import { newInviteCode } from './invite-code.ts';
import { mergingPlaces, type MergingPlace } from './line.merging.repository.ts';
import type { LineRepository } from './line.repository.ts';
import type { LineService } from './line.service.ts';

/** A place that somebody holds: standing, or put away because they stand at an earlier one. */
export interface HeldPlace {
  readonly position: number;
  /** Of one that is put away: what its invitation carries. */
  readonly code: string | null;
  /** As it is shown where it stands; `left` where its owner gave it up. */
  readonly state: 'shown' | 'hidden' | 'left';
}

/** Somebody with every place that they hold from now on. */
export interface PlaceHolder {
  readonly personId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly places: readonly HeldPlace[];
}

/** Where somebody stands after a change. */
export interface Settled {
  readonly places: readonly HeldPlace[];
  /** Null for whoever holds no place. */
  readonly linePosition: number | null;
  /** Whether they stand there, and have not left. */
  readonly stands: boolean;
}

export interface LineMergingDeps {
  readonly repository: LineRepository;
  readonly service: Pick<LineService, 'changed'>;
  readonly feed: Pick<LineFeed, 'forget'>;
  readonly leaderboard: Pick<LineLeaderboard, 'changed'>;
}

/**
 * Places of people who turn out to be one, and of one who turns out to be several. Positions are never reused (H-01): of several
 * places their holder stands at the earliest and the others are anonymous and empty, as if somebody had left (H-02). What an
 * undo needs of those, the lead keeps. The rule is applied to whatever somebody holds, so the order of merges and undos does
 * not matter.
 */
export function createLineMerging({ repository, service, feed, leaderboard }: LineMergingDeps) {
  /** Up from a place to whoever was brought by nobody, the place itself among them. */
  async function above(position: number): Promise<Set<number>> {
    const found = new Set<number>();
    for (let next: number | null = position; next !== null && !found.has(next);) {
      found.add(next);
      next = (await repository.find(next))?.sponsor ?? null;
    }
    return found;
  }

  return {
    /** First of all in the transaction: two changes of who brought whom must see each other. */
    begin: (): Promise<number> => repository.beginCorrection(),

    /** Where somebody's invitations have brought people, by their positions. */
    invitedBy: (position: number, limit: number): Promise<number[]> => mergingPlaces.invitedBy(position, limit),

    /** Lets somebody stand at the earliest place that they hold. */
    async settle(tx: Transaction, holder: PlaceHolder): Promise<Settled> {
      const { personId, firstName, lastName, places } = holder;
      const rows = new Map(
        (await mergingPlaces.find(places.map(({ position }) => position))).map((row) => [row.position, row]),
      );
      const held = places.map((place) => heldNow(place, rows.get(place.position)));
      const able = held.filter(({ state }) => state !== 'left').map(({ position }) => position);
      const stands = able.length > 0;
      const at = stands ? Math.min(...able) : null;
      // Whoever kept their name to themselves anywhere does so where they stand.
      const state = held.some((place) => place.state === 'hidden') ? 'hidden' : 'shown';
      const settled: HeldPlace[] = [];
      for (const place of held) {
        const row = rows.get(place.position);
        if (row === undefined || place.state === 'left') settled.push(place);
        else if (place.position === at) {
          const standing = {
            personId,
            state,
            code: place.code || newInviteCode(),
            ...toLineNameParts(firstName, lastName),
          } as const;
          await stand(tx, row, standing);
          settled.push({ ...place, code: null });
        } else {
          await putAway(tx, row);
          settled.push(place);
        }
      }
      const aliases = settled.flatMap(({ code }) => (code === null ? [] : [code]));
      if (at !== null) await mergingPlaces.setAliases(at, aliases);
      const linePosition = at ?? (held.length > 0 ? Math.min(...held.map(({ position }) => position)) : null);
      return { places: settled, linePosition, stands };
    },

    /** Gives people who came by one place to another, but for whoever the other came by: nobody comes to be below themselves. */
    async hand(positions: readonly number[], to: number): Promise<void> {
      const upwards = await above(to);
      await mergingPlaces.setSponsors(
        positions.filter((position) => !upwards.has(position)),
        to,
      );
    },

    /** Once it is committed: the next answers count anew. */
    changed(): void {
      feed.forget();
      service.changed();
      leaderboard.changed();
    },
  };

  async function stand(
    tx: Transaction,
    row: MergingPlace,
    standing: Parameters<typeof mergingPlaces.occupy>[2],
  ): Promise<void> {
    const { personId, state, firstName, lastInitial } = standing;
    if (row.state === state && row.firstName === firstName && row.lastInitial === lastInitial) {
      if (row.personId === personId) return;
    }
    const revision = await repository.takeRevision();
    await mergingPlaces.occupy(row.position, revision, standing);
    if (row.state === 'left') await repository.countLeft(-1);
    tx.record(LineChanged, { position: row.position, revision });
  }

  async function putAway(tx: Transaction, row: MergingPlace): Promise<void> {
    if (row.state === 'left') return;
    const revision = await repository.takeRevision();
    await repository.clear(row.position, revision);
    await repository.countLeft();
    tx.record(LineChanged, { position: row.position, revision });
  }
}
export type LineMerging = ReturnType<typeof createLineMerging>;

/** A place as it is: one that stands has its code in the line, one that was put away with its holder, and one that was left has none. */
function heldNow(place: HeldPlace, row: MergingPlace | undefined): HeldPlace {
  if (row !== undefined && row.state !== 'left') {
    // What came before invitations has none; it is not lost either.
    return { position: place.position, code: row.code ?? '', state: row.state };
  }
  return place.code === null ? { position: place.position, code: null, state: 'left' } : place;
}
