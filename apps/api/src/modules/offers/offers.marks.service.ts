import {
  OfferClicked,
  ProblemError,
  type OfferCounts,
  type OfferId,
  type PersonId,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { createBatcher, newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import { leadMerges } from '../leads/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import { applyMarks, type OfferMark } from './offers.marks.ts';
import type { OfferPass } from './offers.pass.ts';
import type { OfferPeopleRepository } from './offers.people.repository.ts';
import { isOn } from './offers.presenter.ts';
import type { OrderLinks } from './order-links.ts';
import type { OfferRow, OffersRepository } from './offers.repository.ts';

export interface OfferMarksDeps {
  readonly repository: OffersRepository;
  readonly people: OfferPeopleRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly limiter: PersonLimit;
  readonly pass: OfferPass;
  readonly orderLinks: OrderLinks;
  /** Of those who book a call in the room. */
  readonly bookingWays: OrderLinks;
  readonly room: Pick<RoomChannel, 'hosts'>;
}
interface Mark {
  readonly offerId: OfferId;
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly text: string;
  readonly mark: OfferMark;
}

/** A whole room says within one tick that an offer is on its screens: those that come together share a transaction. */
const BATCH = { maxBatch: 250, maxWaiting: 20_000 } as const;

/** What people do with offers, each stored once per person, and counted with it. */
export function createOfferMarks(deps: OfferMarksDeps) {
  const { repository, people, unitOfWork, clock, limiter, pass, orderLinks, bookingWays, room } = deps;

  /** The marks of one offer, in a transaction. @returns its numbers; null where nothing is new */
  async function settleOne(tx: Transaction, offerId: OfferId, marks: readonly Mark[]): Promise<OfferCounts | null> {
    const { sessionId, text } = marks[0]!;
    const rows = await people.of(offerId, [...new Set(marks.map(({ identity }) => identity))]);
    const known = new Map(rows.map((row) => [row.identity, row]));
    const { added, changed, clicked, raised } = applyMarks(known, marks, clock.now());
    if (added.size + changed.size === 0) return null;
    await people.insert(
      [...added].map(([identity, marked]) => ({ _id: newId('ofp'), offerId, sessionId, identity, text, ...marked })),
    );
    await people.update([...changed].map(([identity, marked]) => ({ ...known.get(identity)!, ...marked })));
    for (const personId of clicked) tx.record(OfferClicked, { sessionId, offerId, personId });
    return repository.raise(offerId, raised);
  }

  async function settle(marks: readonly Mark[]): Promise<void[]> {
    const told = await unitOfWork.run(async (tx) => {
      const counts: [SessionId, OfferId, OfferCounts][] = [];
      for (const [offerId, own] of Map.groupBy(marks, (mark) => mark.offerId)) {
        const now = await settleOne(tx, offerId, own);
        if (now !== null) counts.push([own[0]!.sessionId, offerId, now]);
      }
      return counts;
    });
    for (const [sessionId, offerId, now] of told)
      room.hosts(currentTenantId(), sessionId, { offers: { [offerId]: now } });
    return marks.map(() => undefined);
  }
  const batcher = createBatcher<Mark, void>({ ...BATCH, run: settle });

  async function add({ _id: offerId, sessionId, title, text }: OfferRow, identity: PersonId, mark: OfferMark) {
    const whole = { offerId, sessionId, identity: await leadMerges.personOf(identity), mark };
    await batcher.add(currentTenantId(), { ...whole, text: title === '' ? text : title });
  }

  /** Somebody follows it while it is on the screen. @throws ProblemError `not-found`, `offer-over` */
  async function enter(id: OfferId, passText: string) {
    const row = await repository.findAnywhere(id);
    const identity = row === null ? null : pass.read(currentTenantId(), row.sessionId, passText);
    if (row === null || identity === null) throw new ProblemError('not-found');
    if (!isOn(row, clock.now())) throw new ProblemError('offer-over');
    const personId = identity.startsWith('per_') ? (identity as PersonId) : null;
    if (personId !== null) await add(row, personId, 'clicked');
    return { row, personId };
  }

  return {
    /**
     * Somebody's page had it on the screen, or they put it away. Stored when this answers. Of hosts nothing is counted.
     * @throws ProblemError `not-found` for one that was never on the screen here; `too-many-requests`
     */
    async mark(claims: TicketClaims, id: OfferId, mark: 'shown' | 'dismissed'): Promise<void> {
      await limiter.count(claims);
      const row = await repository.find(claims.sessionId, id);
      if (row === null || row.showings.length === 0) throw new ProblemError('not-found');
      if (claims.role === 'attendee') await add(row, claims.identity as PersonId, mark);
    },

    /**
     * Somebody follows it. @returns where it leads
     * @throws ProblemError `forbidden` where the team follows what is ordered here; `not-found` for a pass that is not ours, or of another room; `offer-over` where its time is over
     */
    async follow(id: OfferId, passText: string): Promise<string> {
      const { row, personId } = await enter(id, passText);
      if (row.link !== null) return wayTo(row.link, row.callSlug);
      // The team orders nothing; it is shown what the way is like.
      if (row.sells == null || personId === null) throw new ProblemError(row.sells == null ? 'not-found' : 'forbidden');
      const way = { offerId: id, personId, followedAt: clock.now() };
      return `/order/${orderLinks.tokenFor(currentTenantId(), way)}`;
    },

    /**
     * Somebody of the audience follows it to the call that it books, and stays in the room.
     * @returns the call, and a word of ours that they came to it from here
     * @throws ProblemError `forbidden` for the team; `not-found` also for an offer that books nothing here; `offer-over`
     */
    async followToCall(id: OfferId, passText: string): Promise<{ readonly slug: string; readonly way: string }> {
      const { row, personId } = await enter(id, passText);
      if (row.callSlug == null) throw new ProblemError('not-found');
      if (personId === null) throw new ProblemError('forbidden');
      const way = { offerId: id, personId, followedAt: clock.now() };
      return { slug: row.callSlug, way: bookingWays.tokenFor(currentTenantId(), way) };
    },

    /** From which room somebody came to a call; null for a word that is not ours, or was given to somebody else. */
    async cameFrom(way: string, personId: PersonId): Promise<SessionId | null> {
      const known = bookingWays.read(currentTenantId(), way);
      if (known === null || (await leadMerges.personOf(known.personId)) !== personId) return null;
      return (await repository.findAnywhere(known.offerId))?.sessionId ?? null;
    },
  };
}
export type OfferMarks = ReturnType<typeof createOfferMarks>;

/** To its own booking page a site leads by the host on which somebody is. */
function wayTo(link: string, callSlug: string | null | undefined): string {
  if (callSlug == null) return link;
  const { pathname, search, hash } = new URL(link);
  return pathname + search + hash;
}
