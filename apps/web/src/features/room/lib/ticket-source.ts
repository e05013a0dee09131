/** Both tickets of one answer of the api; each may be spent once. */
export interface TicketPair {
  readonly roomTicket: string;
  readonly mediaTicket: string | null;
}
export interface TicketSource {
  /** A fresh ticket for the room's socket. */
  takeRoom(): Promise<string>;
  /** A fresh ticket for the media signalling; `null` while the session is not live. */
  takeMedia(): Promise<string | null>;
}

/** Unspent tickets are thrown away before the server's 60 seconds are over, so that a slow network never presents a stale one. */
const KEEP_MS = 40_000;

/**
 * Hands out single-use tickets, two from each answer of the api, and asks again when one was spent: a reconnect never
 * presents a ticket twice. Errors of `fetchPair` reach the caller.
 */
export function createTicketSource(fetchPair: () => Promise<TicketPair>, now: () => number = Date.now): TicketSource {
  let kept: { room: string | null; media: string | null; at: number } | null = null;
  let inFlight: Promise<void> | null = null;

  const refill = () => {
    inFlight ??= fetchPair()
      .then((pair) => {
        kept = { room: pair.roomTicket, media: pair.mediaTicket, at: now() };
      })
      .finally(() => {
        inFlight = null;
      });
    return inFlight;
  };
  const take = async (which: 'room' | 'media'): Promise<string | null> => {
    for (let asksLeft = 1; ; asksLeft -= 1) {
      const ticket = kept !== null && now() - kept.at < KEEP_MS ? kept[which] : null;
      if (ticket !== null && kept !== null) {
        kept[which] = null;
        return ticket;
      }
      if (asksLeft === 0) return null;
      // An answer that was on its way before we asked may be of before there was a ticket for us.
      if (inFlight !== null) asksLeft += 1;
      await refill();
    }
  };

  return {
    takeRoom: async () => {
      const ticket = await take('room');
      if (ticket === null) throw new Error('The api answered without a room ticket.');
      return ticket;
    },
    takeMedia: () => take('media'),
  };
}

/**
 * Answers a pair that is there already first, and asks from then on. The pair must be as fresh as if it had been asked for.
 */
export function firstFrom(pair: TicketPair, fetchPair: () => Promise<TicketPair>): () => Promise<TicketPair> {
  let first: TicketPair | null = pair;
  return () => {
    const answer = first;
    first = null;
    return answer === null ? fetchPair() : Promise.resolve(answer);
  };
}
