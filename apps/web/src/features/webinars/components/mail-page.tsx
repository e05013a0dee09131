import type { FollowUpView } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import { Badge, buttonStyles, ErrorState, Page, PageTitle, Skeleton } from '../../../shared/ui/index.ts';
import { mailListQuery, mailQuery } from '../api/follow-ups.queries.ts';
import { isState, stateTones } from '../lib/states.ts';
import { isTier } from '../lib/tiers.ts';
import { mailTexts } from '../mail-texts.ts';
import { MailContext } from './mail-context.tsx';
import { MailEditor } from './mail-editor.tsx';
import { TierBadge } from './tier-badge.tsx';

/** One mail beside whom it is to; next and previous follow the list that it was opened from. */
export function MailPage() {
  const texts = mailTexts();
  const { webinarId = '', emailId = '' } = useParams();
  const [params] = useSearchParams();
  const query = useQuery(mailQuery(emailId));
  const search = params.toString();
  const back = `/dashboard/follow-up/${webinarId}/mails${search === '' ? '' : `?${search}`}`;
  return (
    <Page className="max-w-6xl">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <BackLink to={back}>{texts.mail.back}</BackLink>
        <Neighbours webinarId={webinarId} emailId={emailId} />
      </div>
      {query.data !== undefined ? (
        <Mail mail={query.data} webinarId={webinarId} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div role="status" aria-label={texts.mail.text} className="grid gap-8 lg:grid-cols-[1fr_22rem]">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-96 w-full max-lg:hidden" />
        </div>
      )}
    </Page>
  );
}

function Mail({ mail, webinarId }: { readonly mail: FollowUpView; readonly webinarId: string }) {
  const texts = mailTexts();
  const { attendee, state } = mail;
  return (
    <>
      <PageTitle>{attendee.name}</PageTitle>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-6">
        <h1 className="display min-w-0 text-xl wrap-anywhere">{attendee.name}</h1>
        <TierBadge tier={attendee.tier} />
        <Badge tone={stateTones[state]}>{texts.states[state]}</Badge>
        {mail.userEdited ? <Badge>{texts.mails.edited}</Badge> : null}
      </header>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <MailEditor key={mail.id} mail={mail} webinarId={webinarId} />
        <MailContext mail={mail} webinarId={webinarId} />
      </div>
    </>
  );
}

/** The mail before and the one after it, as far as the list was loaded. */
function Neighbours({ webinarId, emailId }: { readonly webinarId: string; readonly emailId: string }) {
  const texts = mailTexts().mail;
  const [params] = useSearchParams();
  const [tier, state] = [params.get('tier'), params.get('state')];
  const filter = { ...(isTier(tier) && { tier }), ...(isState(state) && { state }) };
  const mails = useInfiniteQuery(mailListQuery(webinarId, filter)).data?.pages.flatMap(({ items }) => items) ?? [];
  const at = mails.findIndex(({ id }) => id === emailId);
  const to = (index: number) => ({
    pathname: `/dashboard/follow-up/${webinarId}/mails/${mails[index]!.id}`,
    search: params.toString(),
  });
  if (at < 0) return null;
  const look = buttonStyles({ variant: 'ghost', size: 'sm' });
  return (
    <nav className="mb-3 flex gap-1">
      {at > 0 ? (
        <Link to={to(at - 1)} className={look}>
          <ChevronLeft size={16} aria-hidden="true" />
          {texts.previous}
        </Link>
      ) : null}
      {at < mails.length - 1 ? (
        <Link to={to(at + 1)} className={look}>
          {texts.next}
          <ChevronRight size={16} aria-hidden="true" />
        </Link>
      ) : null}
    </nav>
  );
}
