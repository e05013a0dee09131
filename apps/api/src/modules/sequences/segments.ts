import type { MailAudience, PersonId, SessionId } from '@stageline/contracts';
import type { SegmentReader, SequenceSession } from './sequences.types.ts';

interface Stay {
  readonly from: Date;
  /** Null while they are there. */
  readonly to: Date | null;
}

export interface SegmentDeps {
  /** When these people were in the room of a masterclass; whoever was not is missing. */
  readonly staysOf: (
    sessionId: SessionId,
    people: readonly PersonId[],
  ) => Promise<ReadonlyMap<PersonId, readonly Stay[]>>;
  /** When offers were on the screens of it; null for one that stayed to the end. */
  readonly offersShown: (sessionId: SessionId) => Promise<readonly { from: Date; to: Date | null }[]>;
  readonly clickers: (sessionId: SessionId, people: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>;
  /** The share of the replay, 0 to 1, that these people have watched; whoever has watched nothing is missing. */
  readonly watched: (sessionId: SessionId, people: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, number>>;
  /** Who of these people has paid an invoice about it in full. */
  readonly payers: (sessionId: SessionId, people: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>;
}

const MINUTE_MS = 60_000;

/** Who of some people belongs to a segment (B-07), by what the modules that know have to say. */
export function createSegments({ staysOf, offersShown, clickers, watched, payers }: SegmentDeps): SegmentReader {
  const thoseWho = async (
    { id }: SequenceSession,
    people: readonly PersonId[],
    holds: (stays: readonly Stay[]) => boolean,
  ): Promise<Set<PersonId>> => {
    const stays = await staysOf(id, people);
    return new Set(people.filter((personId) => holds(stays.get(personId) ?? [])));
  };

  return async (session, audience: MailAudience, people) => {
    switch (audience.kind) {
      case 'everybody':
        return new Set(people);
      case 'attended':
        return thoseWho(session, people, (stays) => stays.length > 0);
      case 'no-show':
        return thoseWho(session, people, (stays) => stays.length === 0);
      case 'left-before': {
        const began = (session.startedAt ?? session.startsAt).getTime();
        const until = began + audience.minutes * MINUTE_MS;
        const isGone = ({ to }: Stay) => to !== null && to.getTime() < until;
        return thoseWho(session, people, (stays) => stays.length > 0 && stays.every(isGone));
      }
      case 'stayed-to-offer': {
        const shown = await offersShown(session.id);
        const sees = (stay: Stay) =>
          shown.some(({ from, to }) => (to === null || stay.from < to) && (stay.to === null || stay.to > from));
        return thoseWho(session, people, (stays) => stays.some(sees));
      }
      case 'clicked-offer':
        return clickers(session.id, people);
      case 'watched-replay': {
        const shares = await watched(session.id, people);
        return new Set(people.filter((personId) => (shares.get(personId) ?? 0) * 100 >= audience.percent));
      }
      case 'paid':
        return payers(session.id, people);
      case 'not-paid': {
        const paid = await payers(session.id, people);
        return new Set(people.filter((personId) => !paid.has(personId)));
      }
    }
  };
}
