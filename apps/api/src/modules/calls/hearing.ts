import type { CallUnchecked, MembershipId } from '@stageline/contracts';
import type { BusyCalendars } from '../calendars/index.ts';
import type { Host } from './slot-finder.ts';

/** Thrown inside a transaction, which it ends: the host that was chosen has calendars that were not asked yet. */
export class Unheard extends Error {
  readonly membershipId: MembershipId;
  constructor(membershipId: MembershipId) {
    super('A calendar was not asked yet');
    this.membershipId = membershipId;
  }
}

/** Hosts whose calendars one booking asks at most: whoever books waits for it. */
const MAX_ASKED = 4;
const WORDS = { all: null, ask: 'asked', trust: 'trusted' } as const;

/** What calendars said while one call is booked (E-06). No transaction waits for a company: who is chosen is asked outside of it. */
export interface Hearing {
  /** How far a host's calendars were asked; null where there is nothing to say. @throws Unheard */
  of(id: MembershipId): CallUnchecked | null;
  /** Does nothing for whoever has connected none. */
  ask(id: MembershipId): Promise<void>;
  mayAsk(): boolean;
}

/** @param until what has to be known of a calendar that says nothing */
export async function createHearing(
  calendars: Pick<BusyCalendars, 'ownersAmong' | 'hear'>,
  hosts: readonly Pick<Host, '_id'>[],
  until: Date,
): Promise<Hearing> {
  const owners = await calendars.ownersAmong(hosts.map(({ _id }) => _id));
  const heard = new Map<MembershipId, CallUnchecked | null>();
  return {
    of(id) {
      const word = owners.has(id) ? heard.get(id) : null;
      if (word === undefined) throw new Unheard(id);
      return word;
    },
    async ask(id) {
      if (owners.has(id)) heard.set(id, WORDS[await calendars.hear(id, until)]);
    },
    mayAsk: () => heard.size < MAX_ASKED,
  };
}
