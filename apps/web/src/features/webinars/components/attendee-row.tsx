import type { WebinarAttendeeSummary } from '@stageline/contracts';
import { UserCheck } from 'lucide-react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Avatar } from '../../../shared/ui/index.ts';
import { webinarTexts } from '../texts.ts';
import { TierBadge } from './tier-badge.tsx';

interface AttendeeRowProps {
  readonly attendee: WebinarAttendeeSummary;
  readonly webinarId: string;
  /** In a column beside something else. */
  readonly isNarrow?: boolean;
}

/** One person of an event; the whole row opens them. */
export function AttendeeRow({ attendee, webinarId, isNarrow = false }: AttendeeRowProps) {
  const texts = webinarTexts().list;
  const { id, name, email, score, tier, minutes, messages, questions, lead } = attendee;
  const did = [
    ...(minutes === null ? [] : [texts.minutes(formatNumber(Math.round(minutes)))]),
    ...(messages === 0 ? [] : [texts.messages(messages)]),
    ...(questions === 0 ? [] : [texts.questions(questions)]),
  ].join(' · ');
  return (
    <div className="relative flex h-16 items-center gap-3 px-4 transition-colors hover:bg-muted">
      <Avatar name={name} />
      <div className="min-w-0 flex-[2]">
        <p className="flex items-center gap-1.5">
          <Link
            to={`/dashboard/follow-up/${webinarId}/people/${id}`}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            {name}
          </Link>
          {lead === null ? null : (
            <span title={texts.lead} className="shrink-0 text-primary-text">
              <UserCheck size={14} aria-hidden="true" />
              <span className="sr-only">{texts.lead}</span>
            </span>
          )}
        </p>
        <p className="numeric truncate text-xs text-text-muted">{did === '' ? (email ?? '') : did}</p>
      </div>
      {isNarrow ? null : <p className="hidden min-w-0 flex-[2] truncate text-sm text-text-muted lg:block">{email}</p>}
      <div className={cn('flex shrink-0 items-center gap-3', isNarrow ? '' : 'sm:w-44 sm:justify-end')}>
        <TierBadge tier={tier} />
        <span
          className="numeric w-8 text-end text-base font-semibold"
          aria-label={score === null ? texts.noScore : texts.score(formatNumber(score))}
        >
          {score === null ? '–' : formatNumber(score)}
        </span>
      </div>
    </div>
  );
}
