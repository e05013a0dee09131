import { formatDateTime, formatShare } from '../../../shared/lib/format.ts';
import type { Answer } from '../../../shared/lib/api.ts';
import { ownerTexts } from '../owner-texts.ts';

type Decision = Answer<'assignment.explain'>['decisions'][number];
type Reason = Decision['reasons'][number];

/** One decision: who got the lead, by what, and what was said of everybody. */
export function DecisionReasons({ decision }: { readonly decision: Decision }) {
  return (
    <li className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium wrap-anywhere">{headOf(decision)}</span>
        <time dateTime={decision.at} className="numeric text-xs text-text-muted">
          {formatDateTime(decision.at)}
        </time>
      </p>
      {decision.note === null ? null : <p className="text-sm wrap-anywhere">{decision.note}</p>}
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {decision.reasons.map((reason) => (
          <li key={reason.membershipId} className="flex flex-wrap justify-between gap-x-4">
            <span className={`wrap-anywhere ${reason.verdict === 'chosen' ? 'font-medium' : ''}`}>{reason.name}</span>
            <span className="numeric text-text-muted">{sentenceOf(reason)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function headOf({ cause, method, byOwner, actorName, chosen }: Decision): string {
  const texts = ownerTexts();
  const actor = actorName ?? texts.somebody;
  if (cause === 'by-hand') return `${chosen?.name ?? ''} · ${texts.byHand(actor)}`;
  if (cause === 'returned') return texts.backToQueue(actor);
  if (cause === 'released') return texts.released(actor);
  if (cause === 'member-left') return texts.memberLeft;
  return `${chosen?.name ?? ''} · ${byOwner || method === null ? texts.byOwner : texts.byRules[method]}`;
}

function sentenceOf({ verdict, portion, openLeads, capacity }: Reason): string {
  const texts = ownerTexts();
  const parts = [texts.verdicts[verdict]];
  if (capacity !== null) parts.push(texts.holding(openLeads, capacity));
  if (portion !== null) parts.push(texts.portion(formatShare(portion)));
  return parts.join(' · ');
}
