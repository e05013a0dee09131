import type { EngagementSignal, PersonId, ScoringProposal, ScorePart } from '@stageline/contracts';
import { learnWeights, standardScoring, type LearnedPerson } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { boughtBy } from '../orders/index.ts';
import type { AttendeesRepository } from './attendees.repository.ts';
import type { WebinarsRepository } from './webinars.repository.ts';

/** When people decided: to pay, or to book a call. */
export interface Outcomes {
  readonly boughtBy: typeof boughtBy;
  readonly bookedBy: (personIds: readonly PersonId[]) => Promise<{ readonly personId: PersonId; readonly at: Date }[]>;
}
export interface ProposalDeps extends Outcomes {
  readonly webinars: Pick<WebinarsRepository, 'scoring' | 'heldBefore'>;
  readonly attendees: Pick<AttendeesRepository, 'learned'>;
  readonly clock: Clock;
}

/** So long after a webinar it is known who has decided. */
export const DECIDED_AFTER_MS = 3 * 86_400_000;
/** Webinars that are learned from, the latest first, and people of them. */
const MOST_WEBINARS = 100;
const MOST_PEOPLE = 50_000;

/** What those who paid or booked after webinars of the current tenant say of the weights. */
export async function scoringProposal(deps: ProposalDeps): Promise<ScoringProposal> {
  const settings = await deps.webinars.scoring();
  const before = new Date(deps.clock.now().getTime() - DECIDED_AFTER_MS);
  const held = await deps.webinars.heldBefore(before, MOST_WEBINARS);
  const people: LearnedPerson[] = [];
  for (const { _id, began } of held) {
    for await (const rows of deps.attendees.learned(_id)) {
      const personIds = rows.flatMap(({ personId }) => personId ?? []);
      const bought = (await deps.boughtBy(personIds)).map(({ personId, paidAt }) => ({ personId, at: paidAt }));
      const decided = new Set(
        [...bought, ...(await deps.bookedBy(personIds))].flatMap(({ personId, at }) => (at >= began ? [personId] : [])),
      );
      for (const { parts, personId } of rows)
        people.push({ points: pointsOf(parts), outcome: personId !== null && decided.has(personId) });
      if (people.length >= MOST_PEOPLE) break;
    }
    if (people.length >= MOST_PEOPLE) break;
  }
  const outcomes = people.filter(({ outcome }) => outcome).length;
  return { people: people.length, outcomes, ...learnWeights(people, standardScoring.weights, settings.weights) };
}

const pointsOf = (parts: readonly ScorePart[]): LearnedPerson['points'] =>
  Object.fromEntries(parts.map(({ signal, points }) => [signal, points])) as Record<EngagementSignal, number | null>;
