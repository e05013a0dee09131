import type { FollowUpSummary } from '@stageline/contracts';
import { PenLine, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Avatar, Badge } from '../../../shared/ui/index.ts';
import { stateTones } from '../lib/states.ts';
import { mailTexts } from '../mail-texts.ts';
import { TierBadge } from './tier-badge.tsx';

interface MailRowProps {
  readonly mail: FollowUpSummary;
  /** The query string to keep, so that next and previous follow the list. */
  readonly search: string;
}
/** One mail of the list; the whole row opens it. */
export function MailRow({ mail, search }: MailRowProps) {
  const texts = mailTexts();
  const { id, webinarId, attendee, state, subject, userEdited, bar, flags, error } = mail;
  const isWritten = state !== 'waiting' && state !== 'writing' && state !== 'failed';
  return (
    <div className="relative flex h-16 items-center gap-3 px-4 transition-colors hover:bg-muted">
      <Avatar name={attendee.name} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link
            to={{ pathname: `/dashboard/follow-up/${webinarId}/mails/${id}`, search }}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            {attendee.name}
          </Link>
          {userEdited ? (
            <span title={texts.mails.edited} className="shrink-0 text-text-muted">
              <PenLine size={13} aria-hidden="true" />
              <span className="sr-only">{texts.mails.edited}</span>
            </span>
          ) : null}
          {flags > 0 ? (
            <span title={texts.mails.flags(flags)} className="shrink-0 text-warning">
              <TriangleAlert size={14} aria-hidden="true" />
              <span className="sr-only">{texts.mails.flags(flags)}</span>
            </span>
          ) : null}
        </p>
        <p className="truncate text-sm text-text-muted">
          {error !== null ? texts.errors[error] : isWritten ? subject : (attendee.email ?? '')}
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 sm:w-72 sm:flex-row sm:items-center sm:justify-end sm:gap-3">
        {bar === null ? null : <Badge className="max-sm:hidden">{texts.bars[bar]}</Badge>}
        <Badge tone={stateTones[state]}>{texts.states[state]}</Badge>
        <span className="max-sm:hidden">
          <TierBadge tier={attendee.tier} />
        </span>
        <span className="numeric w-8 text-end font-semibold max-sm:hidden">
          {attendee.score === null ? '–' : formatNumber(attendee.score)}
        </span>
      </div>
    </div>
  );
}
