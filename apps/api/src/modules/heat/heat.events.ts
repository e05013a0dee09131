import {
  AttendanceJoined,
  AttendanceLeft,
  AttendanceSettled,
  LeadsMerged,
  LeadsParted,
  LineChanged,
  PersonVerified,
  PriceMentioned,
  SponsorCorrected,
} from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { leadMerges } from '../leads/index.ts';
import { standingAt } from '../line/index.ts';
import type { HeatService } from './heat.service.ts';

/**
 * After whatever is a sign, everything that those people did is looked at once more: an event that comes twice, late or out
 * of order leads to the same heat. No transaction holds an audience's leads for that.
 */
export function heatSubscribers(heat: HeatService) {
  /** Whoever stands at these positions, and whoever brought them. */
  async function refreshPlaces(positions: readonly (number | null)[]): Promise<void> {
    const members = await standingAt(positions.filter((position) => position !== null));
    const sponsors = await standingAt(members.flatMap(({ sponsor }) => sponsor ?? []));
    const people = [...members, ...sponsors].flatMap(({ personId }) => personId ?? []);
    await heat.refresh([...new Set(people)]);
  }

  /** Both sides of a merge: what one of them did is the other's from now on, or is not any more. */
  const mergeSubscriber = (id: string, event: typeof LeadsMerged | typeof LeadsParted) =>
    subscriber({
      id,
      event,
      transactional: false,
      async handle({ mergeId }) {
        const merge = await leadMerges.find(mergeId);
        if (merge !== null) await heat.refresh([merge.into.personId, merge.from.personId]);
      },
    });

  return [
    mergeSubscriber('heat.merged', LeadsMerged),
    mergeSubscriber('heat.parted', LeadsParted),
    subscriber({
      id: 'heat.verified',
      event: PersonVerified,
      transactional: false,
      handle: ({ position }) => refreshPlaces([position]),
    }),
    subscriber({
      id: 'heat.place-changed',
      event: LineChanged,
      transactional: false,
      handle: ({ position }) => refreshPlaces([position]),
    }),
    subscriber({
      id: 'heat.sponsor-corrected',
      event: SponsorCorrected,
      transactional: false,
      handle: ({ from, to }) => refreshPlaces([from, to]),
    }),
    subscriber({
      id: 'heat.joined',
      event: AttendanceJoined,
      transactional: false,
      handle: ({ personIds }) => heat.refresh(personIds),
    }),
    subscriber({
      id: 'heat.left',
      event: AttendanceLeft,
      transactional: false,
      handle: ({ personIds }) => heat.refresh(personIds),
    }),
    subscriber({
      id: 'heat.settled',
      event: AttendanceSettled,
      transactional: false,
      handle: ({ sessionId }) => heat.refreshAttendees(sessionId),
    }),
    subscriber({
      id: 'heat.price-mentioned',
      event: PriceMentioned,
      transactional: false,
      handle: ({ personId }) => heat.refresh([personId]),
    }),
  ];
}
