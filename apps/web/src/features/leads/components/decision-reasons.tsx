import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatShare } from '../../../shared/lib/format.ts';
import type { Answer } from '../../../shared/lib/api.ts';
import { Button } from '../../../shared/ui/index.ts';
import { replayQuery } from '../api/owner.queries.ts';
import { ownerTexts } from '../owner-texts.ts';

type Decision = Answer<'assignment.explain'>['decisions'][number];
type Reason = Decision['reasons'][number];

interface DecisionReasonsProps {
  readonly decision: Decision;
  /** Whether the reader may have it decided again. */
  readonly mayReplay: boolean;
}
/** One decision: who got the lead, by what, and what was said of everybody. */
export function DecisionReasons({ decision, mayReplay }: DecisionReasonsProps) {
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
      {mayReplay && decision.cause === 'rules' ? <Replay decisionId={decision.id} /> : null}
    </li>
  );
}

/** Decides again from the log, and says whether it comes out the same. */
function Replay({ decisionId }: { readonly decisionId: Decision['id'] }) {
  const texts = ownerTexts();
  const replay = useQuery({ ...replayQuery(decisionId), enabled: false });
  const outcome = replay.isError ? replay.error.message : replay.data?.same === true ? texts.same : texts.different;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3">
      <Button
        variant="ghost"
        size="sm"
        className="-ms-3"
        loading={replay.isFetching}
        onClick={() => void replay.refetch()}
      >
        {texts.replay}
      </Button>
      <span role="status" className="text-sm text-text-muted">
        {replay.data === undefined && !replay.isError ? null : outcome}
      </span>
    </div>
  );
}

function headOf({ cause, method, byOwner, actorName, chosen }: Decision): string {
  const texts = ownerTexts();
  const actor = actorName ?? texts.somebody;
  if (cause === 'by-hand') return `${chosen?.name ?? ''} · ${texts.byHand(actor)}`;
  if (cause === 'returned') return texts.backToQueue(actor);
  if (cause === 'released') return texts.released(actor);
  if (cause === 'automation') return `${chosen?.name ?? ''} · ${texts.byAutomation(actor)}`;
  if (cause === 'no-response') return `${chosen?.name ?? ''} · ${texts.noResponse}`;
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
