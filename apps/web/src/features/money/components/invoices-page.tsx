import type { InvoiceRowView, InvoiceView } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Receipt, Store } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Badge,
  buttonStyles,
  EmptyState,
  ErrorState,
  Field,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  ShowMore,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { invoicesQuery, sellerQuery } from '../api/invoices.queries.ts';
import { moneyText, stateTone } from '../lib/amounts.ts';
import { bankTexts } from '../bank-texts.ts';
import { moneyTexts } from '../texts.ts';
import { Differences } from './differences.tsx';

type State = InvoiceView['state'];
const isState = (value: string | null): value is State => value !== null && value in stateTone;

/** The invoices of a site; which of them lives in the address. */
export function InvoicesPage() {
  const texts = moneyTexts();
  const { operations } = useSession();
  const [params, setParams] = useSearchParams();
  const wanted = params.get('state');
  const state = isState(wanted) ? wanted : undefined;
  const seller = useQuery(sellerQuery);
  const choose = (value: string) => setParams(value === '' ? {} : { state: value }, { replace: true });
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <>
            <Link to="/dashboard/money/sources" className={buttonStyles({ variant: 'secondary' })}>
              {texts.sourcesLink}
            </Link>
            <Link to="/dashboard/money/commissions" className={buttonStyles({ variant: 'secondary' })}>
              {texts.commissionsLink}
            </Link>
            <Link to="/dashboard/money/bank" className={buttonStyles({ variant: 'secondary' })}>
              {bankTexts().link}
            </Link>
            <Link to="/dashboard/money/codes" className={buttonStyles({ variant: 'secondary' })}>
              {texts.codesLink}
            </Link>
            <Link to="/dashboard/money/seller" className={buttonStyles({ variant: 'secondary' })}>
              {texts.sellerLink}
            </Link>
            {operations.includes('invoices.create') && seller.data ? (
              <Link to="/dashboard/money/new" className={buttonStyles({ variant: 'primary' })}>
                {texts.draft.new}
              </Link>
            ) : null}
          </>
        }
      />
      <Differences />
      {seller.data === null ? <SellerMissing /> : <FilteredList state={state} choose={choose} />}
    </Page>
  );
}

interface FilteredListProps {
  readonly state: State | undefined;
  readonly choose: (state: string) => void;
}
function FilteredList({ state, choose }: FilteredListProps) {
  const texts = moneyTexts();
  return (
    <>
      <Field label={texts.state} className="mb-4 w-full sm:w-60">
        {(control) => (
          <Select {...control} value={state ?? ''} onChange={({ target }) => choose(target.value)}>
            <option value="">{texts.everyState}</option>
            {Object.entries(texts.states).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <InvoiceList state={state} />
    </>
  );
}

function SellerMissing() {
  const texts = moneyTexts();
  const { operations } = useSession();
  return (
    <Panel>
      <EmptyState
        icon={<Store size={20} />}
        title={texts.sellerMissingTitle}
        action={
          operations.includes('invoices.save-seller') ? (
            <Link to="/dashboard/money/seller" className={buttonStyles({ variant: 'primary' })}>
              {texts.sellerAdd}
            </Link>
          ) : undefined
        }
      >
        {texts.sellerMissing}
      </EmptyState>
    </Panel>
  );
}

function InvoiceList({ state }: { readonly state: State | undefined }) {
  const texts = moneyTexts();
  const list = useInfiniteQuery(invoicesQuery(state));
  if (list.isPending) return <ListSkeleton />;
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && rows.length === 0) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0)
    return (
      <Panel>
        <EmptyState icon={<Receipt size={20} />} title={state === undefined ? texts.emptyTitle : texts.noneTitle}>
          {state === undefined ? texts.empty : texts.none}
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <Panel className="overflow-hidden">
        <ul className="divide-y divide-border">
          {rows.map((row) => (
            <InvoiceLine key={row.id} row={row} />
          ))}
        </ul>
      </Panel>
      <ShowMore query={list} label={texts.more} />
    </>
  );
}

/** The day that matters: until when it is to be paid, or when it came to be. */
function dayOf({ figures, dueAt, issuedAt, createdAt }: InvoiceRowView): string {
  const texts = moneyTexts();
  if (issuedAt === null) return texts.createdOn(formatDate(createdAt));
  return figures.due > 0 && dueAt !== null ? texts.dueOn(formatDate(dueAt)) : texts.issuedAt(formatDate(issuedAt));
}

function InvoiceLine({ row }: { readonly row: InvoiceRowView }) {
  const texts = moneyTexts();
  const { id, number, state, buyerName, total, currency, figures } = row;
  const isPart = figures.paid > 0 && figures.paid < total;
  const facts = [
    number ?? texts.draftName,
    dayOf(row),
    ...(isPart ? [texts.paidOf(moneyText(figures.paid, currency), moneyText(total, currency))] : []),
  ];
  return (
    <li>
      <Link
        to={`/dashboard/money/invoices/${id}`}
        className="flex items-center gap-4 px-4 py-3 transition-colors hover:bg-muted focus-visible:-outline-offset-2 sm:px-5"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{buyerName}</span>
          <span className="block text-sm break-words text-text-muted">{facts.join(' · ')}</span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-4">
          <Badge tone={stateTone[state]} dot>
            {texts.states[state]}
          </Badge>
          <span className="numeric min-w-24 text-end font-medium">{moneyText(total, currency)}</span>
        </span>
      </Link>
    </li>
  );
}

const ListSkeleton = () => (
  <Panel>
    <div role="status" aria-label={moneyTexts().loading} className="divide-y divide-border">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="flex items-center gap-4 px-4 py-3">
          <div className="flex-1">
            <Skeleton className="h-4 w-48 max-w-full" />
            <Skeleton className="mt-2 h-3 w-32" />
          </div>
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  </Panel>
);
