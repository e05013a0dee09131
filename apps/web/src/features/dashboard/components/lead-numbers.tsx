import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Skeleton, Tooltip } from '../../../shared/ui/index.ts';
import type { Overview } from '../api/overview.queries.ts';
import { dashboardTexts } from '../texts.ts';

/** Who waits, who came today, how many there are: each number with its meaning one tap away. */
export function LeadNumbers({ overview, isOwn }: { overview: Overview; isOwn: boolean }) {
  const texts = dashboardTexts().numbers;
  const waiting = overview.leadsWaiting;
  return (
    <div className="grid gap-px overflow-hidden rounded-lg border border-border bg-border grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
      <Link
        to="/dashboard/leads?stage=new"
        className="group col-span-2 flex items-center justify-between gap-4 bg-raised p-5 transition-colors hover:bg-muted focus-visible:-outline-offset-2 lg:col-span-1"
      >
        <p>
          {waiting > 0 ? (
            <span className="numeric display block text-2xl font-semibold text-text">{formatNumber(waiting)}</span>
          ) : null}
          <span className={waiting > 0 ? 'text-sm text-text-muted' : 'text-base font-medium'}>
            {waiting === 0 ? texts.nobodyWaits : texts.waiting(waiting)}
          </span>
        </p>
        <span className="flex items-center shrink-0 gap-1 text-sm font-medium text-primary-text">
          {waiting > 0 ? texts.answer : texts.allLeads}
          <ArrowRight size={16} aria-hidden="true" className="transition-transform group-hover:translate-x-0.5" />
        </span>
      </Link>
      <Number value={overview.leadsToday} label={texts.today(overview.leadsToday)} definition={texts.todayMeans} />
      <Number
        value={overview.leadsTotal}
        label={isOwn ? texts.own : texts.total(overview.leadsTotal)}
        definition={isOwn ? texts.ownMeans : texts.totalMeans}
      />
    </div>
  );
}

function Number({ value, label, definition }: { value: number; label: string; definition: string }) {
  return (
    <div className="bg-raised p-5">
      <p>
        <span className="numeric display block text-2xl font-semibold text-text">{formatNumber(value)}</span>
        <Tooltip content={definition}>
          <button
            type="button"
            className="tap-target cursor-help text-sm text-text-muted underline decoration-border decoration-dotted underline-offset-4"
          >
            {label}
          </button>
        </Tooltip>
      </p>
    </div>
  );
}

/** The numbers' shape while they load. */
export const LeadNumbersSkeleton = () => (
  <div className="grid gap-px overflow-hidden rounded-lg border border-border bg-border grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
    {[0, 1, 2].map((index) => (
      <div key={index} className="bg-raised p-5 first:col-span-2 lg:first:col-span-1">
        <Skeleton className="h-9 w-14" />
        <Skeleton className="mt-2 h-4 w-36 max-w-full" />
      </div>
    ))}
  </div>
);
