import { isPaidAhead, type SeatCounts, type sessions } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { factsOf, presentSession, type KnownSession } from './sessions.presenter.ts';
import type { EarlyPriceReader, ReplayReader, SeatReader, SessionRow } from './sessions.types.ts';

export interface SessionViewsDeps {
  readonly seats: SeatReader;
  readonly replays: ReplayReader;
  /** Lower prices for whoever comes early; nobody asks where it is left out. */
  readonly earlyPrices?: EarlyPriceReader;
  readonly clock: Clock;
}

const NO_SEATS: SeatCounts = { held: 0, waiting: 0 };
const isLimited = (row: SessionRow): boolean => factsOf(row).capacity !== null;

/** Sessions with what other modules know of them. */
export function createSessionViews({ seats, replays, earlyPrices, clock }: SessionViewsDeps) {
  async function know(rows: readonly SessionRow[], counted: readonly SessionRow[]): Promise<KnownSession[]> {
    const over = rows.flatMap(({ _id, status }) => (status === 'ended' ? [_id] : []));
    const priced = rows.flatMap((row) => {
      const { mode, price } = factsOf(row);
      return price !== null && isPaidAhead(mode) ? [{ subject: row._id, price }] : [];
    });
    const [early, counts, shown] = await Promise.all([
      priced.length === 0 ? undefined : earlyPrices?.standings(priced, clock.now()),
      counted.length === 0 ? null : seats.counts(counted.map(({ _id }) => _id)),
      over.length === 0 ? null : replays.withReplay(over),
    ]);
    return rows.map((row) => ({
      row,
      hasReplay: shown?.has(row._id) ?? false,
      seats: counts?.get(row._id) ?? NO_SEATS,
      early: early?.get(row._id),
    }));
  }

  return {
    /** What visitors are shown of them; seats are counted where there are few. */
    know: (rows: readonly SessionRow[]): Promise<KnownSession[]> => know(rows, rows.filter(isLimited)),

    /** For the team, with all its numbers. */
    async whole(row: SessionRow): Promise<sessions.SessionView> {
      const [known] = await know([row], [row]);
      return presentSession(known!, known!.seats, clock.now());
    },

    /** The same for a list: seats are counted where there are few. */
    async list(rows: readonly SessionRow[]): Promise<sessions.SessionView[]> {
      const known = await know(rows, rows.filter(isLimited));
      return known.map((each) => presentSession(each, isLimited(each.row) ? each.seats : null, clock.now()));
    },
  };
}
export type SessionViews = ReturnType<typeof createSessionViews>;
