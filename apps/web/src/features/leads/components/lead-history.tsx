import { formatDateTime } from '../../../shared/lib/format.ts';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import type { LeadDetail } from '../api/leads.queries.ts';
import { leadsTexts } from '../texts.ts';

/** How the lead got where it stands, newest first. */
export function LeadHistory({ history }: { history: LeadDetail['history'] }) {
  const { stageOf } = usePipelines();
  const newestFirst = history.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <ol>
      {newestFirst.map((entry, index) => (
        <li key={`${entry.at}${entry.stage}`} className="relative flex gap-3 pb-5 last:pb-0">
          {index < newestFirst.length - 1 ? (
            <span aria-hidden="true" className="absolute start-[5px] top-5 bottom-0 w-px bg-border" />
          ) : null}
          <span
            aria-hidden="true"
            className={`mt-1.5 size-[11px] shrink-0 rounded-full ${index === 0 ? 'bg-primary' : 'border-2 border-control bg-raised'}`}
          />
          <div className="min-w-0">
            <p>
              <span className="font-medium">{stageOf(entry).name}</span>
              <span className="text-text-muted wrap-anywhere">
                {entry.actorName === null ? leadsTexts().byRegistering : leadsTexts().by(entry.actorName)}
              </span>
            </p>
            {entry.reason === null ? null : <p className="wrap-anywhere">{entry.reason}</p>}
            <time dateTime={entry.at} className="numeric text-xs text-text-muted">
              {formatDateTime(entry.at)}
            </time>
          </div>
        </li>
      ))}
    </ol>
  );
}
