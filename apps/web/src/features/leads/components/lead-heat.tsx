import type { HeatReasonView, LeadId } from '@stageline/contracts';
import { HEAT_HOT } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, CircleHelp, Flame } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { Button, ErrorState, Popover, Skeleton } from '../../../shared/ui/index.ts';
import { heatQuery, type Heat } from '../api/leads.queries.ts';
import { heatTexts } from '../../../shared/lib/heat-texts.ts';
import { heatReasonWords } from '../../../shared/lib/heat-words.ts';
import { entryHash } from '../lib/timeline.ts';

/** How hot a lead is, and why: every reason leads to where it is to be seen. */
export function LeadHeat({ leadId }: { readonly leadId: LeadId }) {
  const texts = heatTexts();
  const heat = useQuery(heatQuery(leadId));
  if (heat.data === undefined)
    return heat.isError ? (
      <ErrorState error={heat.error} title={texts.failed} onRetry={() => void heat.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-2">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-2 w-full" />
        <Skeleton className="h-10 w-full" />
      </div>
    );
  const { reasons } = heat.data;
  return (
    <div className="flex flex-col gap-3">
      <Sum heat={heat.data} />
      {reasons.length === 0 ? (
        <p className="text-text-muted">{texts.nothing}</p>
      ) : (
        <ul className="divide-y divide-border border-y border-border">
          {reasons.map((reason) => (
            <li key={`${reason.kind} ${reason.session?.id ?? ''}`}>
              <Reason reason={reason} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Sum({ heat: { points, band, hotUntil } }: { readonly heat: Heat }) {
  const texts = heatTexts();
  const isHot = band === 'hot';
  return (
    <div>
      <div className="flex items-center gap-2">
        <Flame
          size={20}
          aria-hidden="true"
          className={cn(isHot ? 'fill-current text-warning' : 'text-text-muted', band === 'cold' && 'opacity-55')}
        />
        <span className={cn('font-semibold', isHot && 'text-warning')}>{texts.bands[band]}</span>
        <span className="numeric text-text-muted">{texts.ofHundred(formatNumber(points))}</span>
        <span className="ms-auto">
          <Popover
            label={texts.how}
            align="end"
            trigger={
              <Button variant="ghost" size="icon-sm" aria-label={texts.how} title={texts.how}>
                <CircleHelp size={16} aria-hidden="true" className="text-text-muted" />
              </Button>
            }
          >
            <p>{texts.howLong}</p>
          </Popover>
        </span>
      </div>
      <Meter points={points} isHot={isHot} />
      {isHot && hotUntil !== null ? (
        <p className="mt-2 text-sm text-text-muted">{texts.hotUntil(formatDateTime(hotUntil))}</p>
      ) : null}
    </div>
  );
}

/** The sum as a bar, with the place from which somebody is hot. */
const Meter = ({ points, isHot }: { readonly points: number; readonly isHot: boolean }) => (
  <div className="relative mt-1 h-2" aria-hidden="true">
    <div className="h-full overflow-hidden rounded-full bg-muted">
      <div className={cn('h-full rounded-full', isHot ? 'bg-warning' : 'bg-control')} style={{ width: `${points}%` }} />
    </div>
    <span
      title={heatTexts().hotFrom(formatNumber(HEAT_HOT))}
      className="absolute -inset-y-0.5 w-0.5 rounded-full bg-text ring-1 ring-surface"
      style={{ insetInlineStart: `${HEAT_HOT}%` }}
    />
  </div>
);

function Reason({ reason }: { readonly reason: HeatReasonView }) {
  const { search } = useLocation();
  const texts = heatTexts();
  const { entry, points, at, message } = reason;
  return (
    <Link
      to={{ search, hash: entryHash(entry) }}
      className="-mx-2 flex items-center gap-3 rounded-sm px-2 py-2.5 transition-colors hover:bg-muted"
    >
      <span className="min-w-0 flex-1">
        <span className="block wrap-anywhere">{heatReasonWords(reason)}</span>
        {message === null ? null : (
          <span className="mt-0.5 line-clamp-2 text-sm text-text-muted italic wrap-anywhere">
            {texts.quoted(message.text)}
          </span>
        )}
        <time dateTime={at} className="numeric block text-xs text-text-muted">
          {formatDateTime(at)}
        </time>
      </span>
      <span className="numeric shrink-0 text-sm font-medium" title={texts.points(points)}>
        <span aria-hidden="true">+{formatNumber(points)}</span>
        <span className="sr-only">{texts.points(points)}</span>
      </span>
      <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-text-muted" />
    </Link>
  );
}
