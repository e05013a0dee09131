import type { AddressStop, LeadView, MailLogEntry } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { MailCopyDialog, MailHumans, mailLogTexts, MailStatusBadge } from '../../../shared/mail-log/index.ts';
import { Button, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { leadMailQuery, leadMailsQuery } from '../api/mails.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { LiftBounceDialog } from './lift-bounce-dialog.tsx';

/** What was mailed to somebody, what became of it, and what keeps their address from more (B-15). */
export function LeadMails({ lead }: { readonly lead: LeadView }) {
  const texts = mailLogTexts();
  const { data, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    leadMailsQuery(lead.id),
  );
  const [open, setOpen] = useState<MailLogEntry | null>(null);
  if (data === undefined)
    return isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-24 w-full" />;
  const mails = data.pages.flatMap(({ items }) => items);
  return (
    <div className="flex flex-col gap-3">
      <Stops lead={lead} stops={data.pages[0]?.stops ?? []} />
      {mails.length === 0 ? <p className="text-sm text-text-muted">{texts.none}</p> : null}
      <ul className="flex flex-col divide-y divide-border">
        {mails.map((mail) => (
          <li key={mail.id}>
            <button
              type="button"
              aria-label={texts.show(mail.subject)}
              onClick={() => setOpen(mail)}
              className="-mx-3 flex w-[calc(100%+1.5rem)] min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md px-3 py-2 text-start transition-colors hover:bg-muted"
            >
              <span className="min-w-0 flex-1 basis-52">
                <bdi className="block truncate">{mail.subject}</bdi>
                <span className="numeric block text-xs text-text-muted">
                  {texts.topic[mail.topic]} · {formatDateTime(mail.createdAt)}
                </span>
              </span>
              <span className="flex items-center gap-3">
                <MailHumans opens={mail.opens} clicks={mail.clicks} />
                <MailStatusBadge status={mail.status} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button size="sm" className="self-start" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {texts.more}
        </Button>
      ) : null}
      {open === null ? null : <LeadMailCopy leadId={lead.id} mail={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface LeadMailCopyProps {
  readonly leadId: string;
  readonly mail: MailLogEntry;
  readonly onClose: () => void;
}

const LeadMailCopy = ({ leadId, mail, onClose }: LeadMailCopyProps) => (
  <MailCopyDialog subject={mail.subject} copy={useQuery(leadMailQuery(leadId, mail.id))} onClose={onClose} />
);

/** What they have stopped themselves is theirs; that an address does not work a member may know better. */
function Stops({ lead, stops }: { readonly lead: LeadView; readonly stops: readonly AddressStop[] }) {
  const texts = mailLogTexts();
  const mayLift = useSession().permissions.includes('leads.edit');
  const [isAsked, setAsked] = useState(false);
  const isWill = ({ reason }: AddressStop) => reason === 'unsubscribed' || reason === 'complaint';
  const stopped = [...new Set(stops.filter(isWill).map(({ topic }) => texts.topic[topic]))];
  const unreachable = stops.find((stop) => !isWill(stop));
  return (
    <>
      {stopped.length === 0 ? null : <p className="text-sm">{texts.stopped(stopped.join(', '))}</p>}
      {unreachable === undefined ? null : (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-warning-tint px-3 py-2 text-sm">
          <p className="min-w-0 flex-1 basis-52">
            {texts.unreachable} {texts.reason[unreachable.reason]}.
          </p>
          {mayLift ? (
            <Button size="sm" onClick={() => setAsked(true)}>
              {texts.lift}
            </Button>
          ) : null}
        </div>
      )}
      {isAsked ? <LiftBounceDialog leadId={lead.id} name={leadName(lead)} onClose={() => setAsked(false)} /> : null}
    </>
  );
}
