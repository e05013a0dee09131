import type { LeadView } from '@stageline/contracts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { ownerTexts } from '../owner-texts.ts';

const SOON_MS = 60 * 60_000;

/** Whether an open lead still waits for its first answer. */
export const isAnswerDue = ({ response, outcome }: LeadView): boolean =>
  response?.answeredAt === null && outcome === 'open';

/** Until when an open lead has to be answered first; nothing once somebody has. */
export function ResponseDue({ lead, now }: { readonly lead: LeadView; readonly now: number }) {
  const { response } = lead;
  if (response === null || !isAnswerDue(lead)) return null;
  const left = Date.parse(response.dueAt) - now;
  const tone = left < 0 ? 'text-danger' : left < SOON_MS ? 'text-warning' : 'text-text-muted';
  const texts = ownerTexts();
  const when = formatRelative(response.dueAt, now);
  return (
    <time
      dateTime={response.dueAt}
      title={formatDateTime(response.dueAt)}
      className={`numeric text-xs font-medium whitespace-nowrap ${tone}`}
    >
      {left < 0 ? texts.overdue(when) : texts.answerDue(when)}
    </time>
  );
}

/** The same in full, or when and how it was answered. */
export function ResponseState({ lead, now }: { readonly lead: LeadView; readonly now: number }) {
  const texts = ownerTexts();
  const { response } = lead;
  if (response === null) return null;
  if (response.answeredAt === null || response.answeredBy === null) return <ResponseDue lead={lead} now={now} />;
  const { kind, name } = response.answeredBy;
  const isLate = response.answeredAt > response.dueAt;
  return (
    <p className={`text-xs ${isLate ? 'text-warning' : 'text-text-muted'}`}>
      {texts.answered(texts.touches[kind], name ?? texts.somebody, formatDateTime(response.answeredAt))}
      {isLate ? ` · ${texts.tooLate}` : null}
    </p>
  );
}
