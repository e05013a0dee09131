import type { leads } from '@stageline/contracts';
import type { LeadRow, LeadWithHistory, ResponseClock } from './leads.types.ts';

/** Whole minutes over all sessions, rounded down once. */
const attendedMinutes = (attendance: LeadRow['attendance'] | undefined): number =>
  Math.floor(Object.values(attendance ?? {}).reduce((sum, seconds) => sum + seconds, 0) / 60);

function presentResponse(clock: ResponseClock | null): leads.LeadView['response'] {
  if (clock === null) return null;
  const { dueAt, touchedAt, touchKind, touchedBy, step } = clock;
  return {
    dueAt: dueAt.toISOString(),
    answeredAt: touchedAt?.toISOString() ?? null,
    answeredBy: touchKind === null ? null : { kind: touchKind, name: touchedBy },
    step,
  };
}

function presentHeat({ hotUntil, heat }: LeadRow): leads.LeadView['heat'] {
  const why = heat?.why ?? [];
  return why.length === 0 ? null : { hotUntil: hotUntil.toISOString(), why: [...why] };
}

/** @param withContacts whether the reader may see contact data (`seesContacts`) */
export function presentLead(row: LeadRow, withContacts: boolean): leads.LeadView {
  const { firstName, lastName, email, phone, company, otherEmails, otherPhones } = row.person;
  return {
    id: row._id,
    version: row.version,
    pipelineId: row.pipelineId,
    stage: row.stage,
    outcome: row.outcome,
    person: {
      firstName,
      lastName,
      company,
      email: withContacts ? email : null,
      phone: withContacts ? phone : null,
      ...(withContacts && otherEmails !== undefined && { otherEmails: [...otherEmails] }),
      ...(withContacts && otherPhones !== undefined && { otherPhones: [...otherPhones] }),
    },
    assignee: row.assignee === null ? null : { membershipId: row.assignee.membershipId, name: row.assignee.name },
    response: presentResponse(row.assignee?.response ?? null),
    heat: presentHeat(row),
    attendedMinutes: attendedMinutes(row.attendance),
    createdAt: row.createdAt.toISOString(),
    stageChangedAt: row.stageChangedAt.toISOString(),
  };
}

/** @param withContacts as for `presentLead` */
export function presentLeadWithHistory(row: LeadWithHistory, withContacts: boolean) {
  const history = row.history.map(({ at, pipelineId, stage, cause, actorName, reason }, index) => {
    const leftAt = row.history[index + 1]?.at.toISOString() ?? null;
    return { pipelineId, stage, at: at.toISOString(), leftAt, cause, actorName, reason };
  });
  return { ...presentLead(row, withContacts), history };
}
