import type { WebinarAttendeeSummary, WebinarDashboard } from '@stageline/contracts';
import type { AttendeesRepository, ListedAttendee } from './attendees.repository.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { presentMessage } from './webinars.presenter.ts';
import type { WebinarsRepository } from './webinars.repository.ts';
import type { WebinarRow } from './webinars.types.ts';

const SHOWN_QUESTIONS = 50;
const SHOWN_FIRST = 10;
const STEPS = 60;
const MINUTE_MS = 60_000;
/** Somebody who leaves a tab open overnight makes no picture of it. */
const MOST_MINUTES = 24 * 60;

export interface DashboardDeps {
  readonly attendees: Pick<AttendeesRepository, 'page' | 'distribution' | 'presences' | 'span'>;
  readonly messages: Pick<MessagesRepository, 'questions'>;
  readonly webinars: Pick<WebinarsRepository, 'tiers'>;
  readonly withLeads: (rows: readonly ListedAttendee[], withContacts: boolean) => Promise<WebinarAttendeeSummary[]>;
}

/** Pictures of one webinar. @param withContacts whether the reader may see contact data (`seesContacts`) */
export async function dashboardOf(
  webinar: WebinarRow,
  deps: DashboardDeps,
  withContacts: boolean,
): Promise<WebinarDashboard> {
  const { attendees, messages, withLeads } = deps;
  const { _id: webinarId, counts } = webinar;
  const [distribution, retention, questions, first] = await Promise.all([
    attendees.distribution(webinarId),
    retentionOf(webinar, attendees),
    messages.questions(webinarId, SHOWN_QUESTIONS),
    attendees.page(webinarId, { tiers: ['hot', 'warm'] }, null, SHOWN_FIRST),
  ]);
  return {
    tiers: { ...counts.tiers },
    distribution,
    retention,
    questions: questions.map((question) => ({
      ...presentMessage(question, withContacts),
      attendeeId: question.attendeeId,
    })),
    priority: await withLeads(first, withContacts),
  };
}

/** How many were there in each step since it began: who was there at any moment of a step counts in it. */
async function retentionOf(
  { _id, began, lasted }: WebinarRow,
  attendees: DashboardDeps['attendees'],
): Promise<WebinarDashboard['retention']> {
  const span = await attendees.span(_id);
  if (span === null) return { stepMinutes: 1, present: [] };
  const from = (began ?? span.from).getTime();
  const minutes = Math.min(MOST_MINUTES, lasted ?? (span.to.getTime() - from) / MINUTE_MS);
  if (!(minutes > 0)) return { stepMinutes: 1, present: [] };
  const stepMinutes = Math.max(1, Math.ceil(minutes / STEPS));
  const present = Array.from({ length: Math.ceil(minutes / stepMinutes) }, () => 0);
  for await (const stays of attendees.presences(_id)) {
    for (const presence of stays) {
      const steps = new Set<number>();
      for (const { joinedAt, leftAt, kind } of presence) {
        if (kind !== 'live' || leftAt.getTime() <= from) continue;
        const first = Math.max(0, Math.floor((joinedAt.getTime() - from) / MINUTE_MS / stepMinutes));
        const last = Math.min(present.length - 1, Math.ceil((leftAt.getTime() - from) / MINUTE_MS / stepMinutes) - 1);
        for (let step = first; step <= last; step += 1) steps.add(step);
      }
      for (const step of steps) present[step]! += 1;
    }
  }
  return { stepMinutes, present };
}
