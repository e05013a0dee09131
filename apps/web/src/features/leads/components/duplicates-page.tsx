import type { DuplicateView, LeadView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, UserCheck, UsersRound } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import {
  Avatar,
  Badge,
  BrokenAddress,
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  ShowMore,
  Skeleton,
  StageBadge,
} from '../../../shared/ui/index.ts';
import { duplicatesQuery, useDismiss, type PairState } from '../api/merge.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { mergeTexts } from '../merge-texts.ts';
import { leadsTexts } from '../texts.ts';

/** Pairs of leads that may be the same person, and those of which somebody said that they are not. */
export function DuplicatesPage() {
  const texts = mergeTexts();
  const [params] = useSearchParams();
  const state: PairState = params.get('show') === 'dismissed' ? 'dismissed' : 'open';
  const query = useInfiniteQuery(duplicatesQuery(state));
  const { dismiss, pending } = useDismiss();
  const pairs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <Link to="/dashboard/leads" className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}>
        <ArrowLeft size={16} aria-hidden="true" />
        {leadsTexts().allLeads}
      </Link>
      <PageHeader title={texts.title} description={texts.description} />
      <States state={state} />
      {query.isPending ? (
        <PairsSkeleton />
      ) : query.isError && pairs.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : pairs.length === 0 ? (
        <NoPairs state={state} />
      ) : (
        <>
          <ul aria-label={texts.list} className="flex flex-col gap-3">
            {pairs.map((pair) => (
              <li key={pair.id} className="animate-fade">
                <Pair
                  pair={pair}
                  onDismiss={(isDismissed) => dismiss({ pair, isDismissed })}
                  isBusy={pending === pair.id}
                />
              </li>
            ))}
          </ul>
          <ShowMore query={query} />
        </>
      )}
    </Page>
  );
}

function States({ state }: { readonly state: PairState }) {
  const texts = mergeTexts();
  const states = [
    { value: 'open', label: texts.open, search: '' },
    { value: 'dismissed', label: texts.dismissedTab, search: '?show=dismissed' },
  ] as const;
  return (
    <nav aria-label={texts.view} className="mb-4 flex border-b border-border">
      {states.map(({ value, label, search }) => (
        <Link
          key={value}
          to={{ search }}
          replace
          aria-current={value === state ? 'true' : undefined}
          className="-mb-px flex h-11 shrink-0 items-center border-b-2 border-transparent px-2.5 text-sm font-medium text-text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-primary-text aria-[current]:text-text"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

interface PairProps {
  readonly pair: DuplicateView;
  readonly onDismiss: (isDismissed: boolean) => void;
  readonly isBusy: boolean;
}
/** Whom it is about, why, and what can be done. */
function Pair({ pair: { leads, reasons, dismissed }, onDismiss, isBusy }: PairProps) {
  const texts = mergeTexts();
  const [one, other] = leads.map(leadName) as [string, string];
  // Whoever was there first stays, unless somebody says otherwise.
  const [first, second] = leads.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)) as [LeadView, LeadView];
  return (
    <Panel className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap gap-1.5">
        {reasons.map((reason, index) => (
          <Badge key={reason} tone={index === 0 ? 'primary' : 'neutral'}>
            {texts.reasons[reason]}
          </Badge>
        ))}
      </div>
      <div className="grid gap-4 max-sm:divide-y max-sm:divide-border sm:grid-cols-2 sm:gap-6 max-sm:[&>:not(:last-child)]:pb-4">
        <Who lead={first} />
        <Who lead={second} />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-border pt-3">
        {dismissed === null ? (
          <>
            <Button
              variant="ghost"
              size="sm"
              loading={isBusy}
              aria-label={texts.notDuplicateOf(one, other)}
              onClick={() => onDismiss(true)}
            >
              {texts.notDuplicate}
            </Button>
            <Link
              to={`/dashboard/leads/${first.id}/merge/${second.id}`}
              aria-label={texts.compareOf(one, other)}
              className={buttonStyles({ variant: 'secondary', size: 'sm' })}
            >
              {texts.compare}
            </Link>
          </>
        ) : (
          <>
            <p className="min-w-0 flex-1 text-sm text-text-muted">
              {texts.dismissedBy(dismissed.name, formatDate(dismissed.at))}
            </p>
            <Button
              size="sm"
              loading={isBusy}
              aria-label={texts.takeBackOf(one, other)}
              onClick={() => onDismiss(false)}
            >
              {texts.takeBack}
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
}

function Who({ lead }: { readonly lead: LeadView }) {
  const { stageOf } = usePipelines();
  const { email, phone, company } = lead.person;
  return (
    <div className="flex min-w-0 gap-3">
      <Avatar name={leadName(lead)} size="md" />
      <div className="min-w-0 flex-1 text-sm">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to={`/dashboard/leads/${lead.id}`}
            className="text-base font-semibold text-text wrap-anywhere hover:underline"
          >
            {leadName(lead)}
          </Link>
          <StageBadge stage={stageOf(lead)} />
        </div>
        {[company, email, phone].map((fact, index) =>
          fact === null ? null : (
            <p key={['company', 'email', 'phone'][index]} className="numeric mt-1 text-text-muted wrap-anywhere">
              {fact === email ? <BrokenAddress address={fact} /> : fact}
            </p>
          ),
        )}
      </div>
    </div>
  );
}

function NoPairs({ state }: { readonly state: PairState }) {
  const texts = mergeTexts();
  return state === 'open' ? (
    <EmptyState icon={<UserCheck size={20} />} title={texts.emptyTitle}>
      {texts.empty}
    </EmptyState>
  ) : (
    <EmptyState icon={<UsersRound size={20} />} title={texts.emptyDismissedTitle}>
      {texts.emptyDismissed}
    </EmptyState>
  );
}

const PairsSkeleton = () => (
  <div role="status" aria-label={mergeTexts().loading} className="flex flex-col gap-3">
    {[0, 1, 2].map((index) => (
      <Skeleton key={index} className="h-44 w-full rounded-lg sm:h-36" />
    ))}
  </div>
);
