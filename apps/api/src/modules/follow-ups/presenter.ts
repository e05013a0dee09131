import type { FollowUpSummary, FollowUpView, WebinarAttendeeSummary } from '@stageline/contracts';
import type { ListedFollowUp } from './follow-ups.repository.ts';
import type { Attendee, FollowUpRow } from './follow-ups.types.ts';

/** Somebody as lists show them; as they were when the mail was written, where their row is gone. */
export function presentReader(row: ListedFollowUp, known: Attendee | undefined): WebinarAttendeeSummary {
  const { attendeeId: id, name, email, tier, rank } = row;
  if (known === undefined) {
    const nothing = {
      attended: tier !== 'no-show',
      confidence: 0,
      minutes: null,
      messages: 0,
      questions: 0,
      lead: null,
    };
    return { id, name, email, tier, score: rank < 0 ? null : rank, ...nothing };
  }
  const { attendee: of, lead } = known;
  return {
    ...{
      id,
      name: of.name,
      email: of.email,
      attended: of.attended,
      score: of.score,
      tier: of.tier,
      confidence: of.confidence,
    },
    ...{ minutes: of.minutes, messages: of.messages, questions: of.questions },
    lead: lead && { id: lead._id as never, stage: lead.stage },
  };
}

export const presentSummary = (row: ListedFollowUp, known: Attendee | undefined): FollowUpSummary => ({
  ...{
    id: row._id,
    webinarId: row.webinarId,
    attendee: presentReader(row, known),
    state: row.state,
    subject: row.subject,
  },
  ...{ userEdited: row.userEdited, bar: row.bar, flags: row.flags, error: row.error },
});

export const presentFollowUp = (row: FollowUpRow, known: Attendee | null): FollowUpView => ({
  ...presentSummary(row, known ?? undefined),
  ...{ version: row.version, text: row.text, html: row.html, ownHtml: row.ownHtml, notes: row.notes },
  ...{ warnings: [...row.warnings], evidence: [...row.evidence], writer: row.writer },
  canRestore: row.previous !== null,
  generatedAt: row.generatedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
  approvedBy: row.approvedBy,
});
