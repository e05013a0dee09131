import { BulkRefundOutcome, type BulkRefundItem, type BulkRefundView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Badge, ErrorState, Field, Panel, Section, Select, ShowMore, Skeleton } from '../../../shared/ui/index.ts';
import { bulkRefundItemsQuery } from '../api/bulk-refunds.queries.ts';
import { bulkRefundTexts } from '../bulk-refund-texts.ts';
import { moneyText } from '../lib/amounts.ts';

const tone = {
  waiting: 'neutral',
  pending: 'primary',
  succeeded: 'success',
  failed: 'danger',
  by_hand: 'warning',
  nothing_left: 'neutral',
} as const;

interface BulkRefundItemsProps {
  readonly sessionId: string;
  readonly view: BulkRefundView;
}
/** What became of each; what did not go through is a choice away. */
export function BulkRefundItems({ sessionId, view }: BulkRefundItemsProps) {
  const texts = bulkRefundTexts();
  const [outcome, choose] = useState<BulkRefundOutcome>();
  const list = useInfiniteQuery(bulkRefundItemsQuery(sessionId, outcome, view));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={texts.items}>
      <Field label={texts.outcome} className="mb-4 w-full sm:w-60">
        {(control) => (
          <Select
            {...control}
            value={outcome ?? ''}
            onChange={({ target }) => choose(BulkRefundOutcome.options.find((each) => each === target.value))}
          >
            <option value="">{texts.everyOutcome}</option>
            {BulkRefundOutcome.options.map((each) => (
              <option key={each} value={each}>
                {texts.outcomes[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {list.isPending ? (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-24 w-full rounded-lg" />
        </div>
      ) : list.isError && items.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Panel className="overflow-hidden">
          {items.length === 0 ? <p className="p-4 text-sm text-text-muted sm:px-6">{texts.noItems}</p> : null}
          <ul className="divide-y divide-border">
            {items.map((item) => (
              <ItemLine key={item.id} item={item} />
            ))}
          </ul>
        </Panel>
      )}
      <ShowMore query={list} />
    </Section>
  );
}

function ItemLine({ item }: { readonly item: BulkRefundItem }) {
  const texts = bulkRefundTexts();
  const { invoiceId, number, buyerName, kind, amount, currency, outcome, failure } = item;
  const why =
    failure === null ? null : (texts.failures[failure as keyof typeof texts.failures] ?? texts.failures.other);
  return (
    <li>
      <Link
        to={`/dashboard/money/invoices/${invoiceId}`}
        className="flex items-center gap-4 px-4 py-3 transition-colors hover:bg-muted focus-visible:-outline-offset-2 sm:px-6"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{buyerName}</span>
          <span className="block text-sm break-words text-text-muted">
            {number} · {kind === 'due' ? texts.due : texts.payment}
          </span>
          {why === null ? null : <span className="block text-sm break-words text-danger">{why}</span>}
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-4">
          <Badge tone={tone[outcome]} dot>
            {texts.outcomes[outcome]}
          </Badge>
          <span className="numeric min-w-24 text-end font-medium">{moneyText(amount, currency)}</span>
        </span>
      </Link>
    </li>
  );
}
