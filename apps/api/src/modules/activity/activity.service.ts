import type { ActivityEntry, LineAbout, PersonId, PlaceView, TenantId } from '@stageline/contracts';
import { lineDisplayName, wallTimeOf } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { LineMemberRow, LineService, LineSettingsReader } from '../line/index.ts';
import type { Attendee, DayAudience } from '../sessions/index.ts';

/** Entries that are shown. */
const SHOWN = 12;
/** Rows of each kind that are looked at: some are of people who do not stand in the line. */
const READ = 40;
/** How long a process may go on with the audience that it has read: every personal page asks. */
const AUDIENCE_MS = 15_000;
/** A masterclass that begins from here on is one of the evening. */
const EVENING = '17:00';

export interface ActivityDeps {
  readonly line: Pick<LineService, 'newest' | 'findMany' | 'counts' | 'countInvited'>;
  readonly settings: LineSettingsReader;
  readonly attendees: {
    recent(limit: number): Promise<readonly Attendee[]>;
    ofTheDay(now: Date): Promise<DayAudience | null>;
  };
  readonly leads: {
    enrolled(limit: number): Promise<readonly { readonly personId: PersonId; readonly at: Date }[]>;
    placesOf(personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>>;
  };
  readonly clock: Clock;
}

interface Happening {
  readonly kind: ActivityEntry['kind'];
  readonly at: Date;
  readonly position: number;
}

/** What the current tenant's line is made of: rows that events have left, counted and read, never written. */
export function createActivityService({ line, settings, attendees, leads, clock }: ActivityDeps) {
  const audiences = new LRUCache<TenantId, { when: 'tonight' | 'today'; positions: readonly number[] } | 'none'>({
    max: 2000,
    ttl: AUDIENCE_MS,
    fetchMethod: readAudience,
  });

  async function readAudience() {
    const audience = await attendees.ofTheDay(clock.now());
    if (audience === null) return 'none';
    const places = await leads.placesOf(audience.personIds);
    const { time } = wallTimeOf(audience.startedAt, audience.timeZone);
    return { when: time >= EVENING ? ('tonight' as const) : ('today' as const), positions: [...places.values()] };
  }

  async function withPlace(
    kind: 'attended' | 'enrolled',
    people: readonly { readonly personId: PersonId; readonly at: Date }[],
  ): Promise<Happening[]> {
    const places = await leads.placesOf(people.map(({ personId }) => personId));
    return people.flatMap(({ personId, at }) => {
      const position = places.get(personId);
      return position === undefined ? [] : [{ kind, at, position }];
    });
  }

  /** The newest of all kinds; whoever has left the line is in none, and who keeps their name to themselves is not named. */
  async function recent(): Promise<ActivityEntry[]> {
    const { memberDisplayFormat } = await settings.lineSettings();
    const [joined, seen, won] = await Promise.all([line.newest(READ), attendees.recent(READ), leads.enrolled(READ)]);
    const happenings = [
      ...joined.map(({ position, joinedAt }): Happening => ({ kind: 'joined', at: joinedAt, position })),
      ...(await withPlace('attended', seen)),
      ...(await withPlace('enrolled', won)),
    ].sort((a, b) => b.at.getTime() - a.at.getTime() || b.position - a.position);
    // Read last of all: a name that was taken back meanwhile is shown no more.
    const members = await line.findMany([...new Set(happenings.map(({ position }) => position))]);
    const byPosition = new Map(members.map((member) => [member.position, member]));
    const entries = happenings.flatMap(({ kind, at, position }) => {
      const member = byPosition.get(position);
      return member === undefined || member.state === 'left' ? [] : [{ kind, at: at.toISOString(), ...named(member) }];
    });
    return entries.slice(0, SHOWN);

    function named(member: LineMemberRow): Pick<ActivityEntry, 'name' | 'state'> {
      if (member.state === 'hidden') return { name: '', state: 'hidden' };
      return { name: lineDisplayName(member, memberDisplayFormat) };
    }
  }

  return {
    /** What the line's numbers are made of, and what happened lately. */
    async about(): Promise<LineAbout> {
      const { showTotal, simulated } = await settings.lineSettings();
      const [{ position, left }, invited, activity] = [await line.counts(), await line.countInvited(), await recent()];
      return {
        numbers: showTotal ? { standing: position - left, left, invited } : null,
        simulated: simulated === true,
        activity,
      };
    },

    /** Of those who joined after `position`, how many were in the masterclass of this day; null without one, or nobody. */
    async attendedAfter(position: number): Promise<PlaceView['attended']> {
      const audience = await audiences.fetch(currentTenantId());
      if (audience === undefined || audience === 'none') return null;
      const count = audience.positions.filter((each) => each > position).length;
      return count === 0 ? null : { count, when: audience.when };
    },
  };
}
export type ActivityService = ReturnType<typeof createActivityService>;
