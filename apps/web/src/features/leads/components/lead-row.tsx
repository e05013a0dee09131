import type { LeadView } from '@stageline/contracts';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Avatar } from '../../../shared/ui/index.ts';
import { leadName } from '../api/move-lead.ts';
import { leadsTexts } from '../texts.ts';
import { HeatMark } from '../../../shared/ui/heat-mark.tsx';
import { isAnswerDue, ResponseDue } from './response-due.tsx';
import { StageMenu } from './stage-menu.tsx';

interface LeadRowProps {
  readonly lead: LeadView;
  readonly index: number;
  readonly now: number;
  /** The query string to keep, so that the filter survives opening a lead. */
  readonly search: string;
  readonly isOpen: boolean;
  readonly isFresh: boolean;
  /** Beside an open lead, or on a phone. */
  readonly isNarrow: boolean;
}

/** One lead of the list; the whole row opens it. */
export function LeadRow({ lead, index, now, search, isOpen, isFresh, isNarrow }: LeadRowProps) {
  const wide = isNarrow ? 'hidden' : 'hidden lg:block';
  return (
    <div
      className={`relative flex h-full items-center gap-3 border-b border-border px-4 transition-colors duration-250 hover:bg-muted sm:px-6 lg:px-8 ${
        isOpen ? 'bg-primary-tint' : isFresh ? 'bg-accent-tint' : ''
      }`}
    >
      <Avatar name={leadName(lead)} />
      <div className="min-w-0 flex-[2]">
        <Link
          to={{ pathname: `/dashboard/leads/${lead.id}`, search }}
          data-lead-index={index}
          aria-current={isOpen ? 'page' : undefined}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
        >
          {leadName(lead)}
          {isFresh ? <span className="sr-only">{leadsTexts().newInList}</span> : null}
        </Link>
        <p className="flex min-w-0 items-baseline gap-x-2 text-xs text-text-muted">
          <HeatMark heat={lead.heat} now={now} />
          <ResponseDue lead={lead} now={now} />
          {/* Where there is no room for both, what is due is said. */}
          <span className={cn('truncate', isAnswerDue(lead) && (isNarrow ? 'hidden' : 'max-sm:hidden'))}>
            {lead.person.company ?? <span className={isNarrow ? '' : 'lg:hidden'}>{lead.person.email}</span>}
          </span>
        </p>
      </div>
      <p className={`${wide} min-w-0 flex-[2] truncate text-text-muted`}>{lead.person.email}</p>
      <p className={`${wide} min-w-0 flex-[1.4] truncate text-text-muted`}>
        {lead.assignee?.name ?? leadsTexts().nobodyYet}
      </p>
      <div
        className={
          isNarrow
            ? 'flex shrink-0 flex-col items-end'
            : 'flex shrink-0 flex-col items-end lg:w-56 lg:flex-row lg:items-center lg:justify-between'
        }
      >
        <StageMenu lead={lead} />
        <time
          dateTime={lead.createdAt}
          title={formatDateTime(lead.createdAt)}
          className={`numeric text-xs whitespace-nowrap text-text-muted ${isNarrow ? '-mt-1.5' : 'max-lg:-mt-1.5'}`}
        >
          {formatRelative(lead.createdAt, now)}
        </time>
      </div>
    </div>
  );
}
