import type { FollowUpSummary, FollowUpView, WebinarAttendeeSummary } from '@stageline/contracts';
import { withoutAddresses } from '../webinars/index.ts';
import type { ListedFollowUp } from './follow-ups.repository.ts';
import type { Attendee, FollowUpRow } from './follow-ups.types.ts';

/**
 * Somebody as lists show them; as they were when the mail was written, where their row is gone.
 * @param withContacts whether whoever looks may see contact data (`seesContacts`)
 */
function presentReader(
  row: ListedFollowUp,
  known: Attendee | undefined,
  withContacts: boolean,
): WebinarAttendeeSummary {
  const shown = (text: string) => (withContacts ? text : withoutAddresses(text));
  if (known === undefined) {
    const { attendeeId: id, name, email, tier, rank } = row;
    const nothing = { confidence: 0, minutes: null, messages: 0, questions: 0, lead: null };
    const score = rank < 0 ? null : rank;
    const attended = tier !== 'no-show';
    return { id, name: shown(name), email: withContacts ? email : null, attended, tier, score, ...nothing };
  }
  const { attendee: of, lead } = known;
  return {
    id: row.attendeeId,
    name: shown(of.name),
    email: withContacts ? of.email : null,
    attended: of.attended,
    score: of.score,
    tier: of.tier,
    confidence: of.confidence,
    minutes: of.minutes,
    messages: of.messages,
    questions: of.questions,
    lead: lead && { id: lead._id as never, stage: lead.stage },
  };
}

/** @param withContacts as for `presentReader` */
export const presentSummary = (
  row: ListedFollowUp,
  known: Attendee | undefined,
  withContacts: boolean,
): FollowUpSummary => ({
  ...{
    id: row._id,
    webinarId: row.webinarId,
    attendee: presentReader(row, known, withContacts),
    state: row.state,
    subject: row.subject,
  },
  ...{ userEdited: row.userEdited, bar: row.bar, flags: row.flags, error: row.error },
});

/** @param withContacts as for `presentReader` */
export const presentFollowUp = (row: FollowUpRow, known: Attendee | null, withContacts: boolean): FollowUpView => ({
  ...presentSummary(row, known ?? undefined, withContacts),
  ...{ version: row.version, text: row.text, html: row.html, ownHtml: row.ownHtml, notes: row.notes },
  ...{ warnings: [...row.warnings], evidence: [...row.evidence], writer: row.writer },
  canRestore: row.previous !== null,
  generatedAt: row.generatedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
  approvedBy: row.approvedBy,
});
