import type { DifferenceView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Panel } from '../../../shared/ui/index.ts';
import { differencesQuery } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';

/** What the payment provider has otherwise; nothing, on nearly every day of nearly every site. */
export function Differences() {
  const texts = moneyTexts().differences;
  const { operations } = useSession();
  const { data: items = [] } = useQuery({
    ...differencesQuery,
    enabled: operations.includes('payments.differences'),
  });
  if (items.length === 0) return null;
  return (
    <Panel className="mb-6 p-4 sm:p-5">
      <h2 className="flex items-center gap-2 font-semibold">
        <TriangleAlert size={16} aria-hidden="true" className="shrink-0 text-warning" />
        {texts.title}
      </h2>
      <p className="mt-1 text-sm text-text-muted">{texts.hint}</p>
      <ul className="mt-3 flex flex-col gap-2 text-sm">
        {items.map((item) => (
          <DifferenceLine key={item.id} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function DifferenceLine({
  item: { about, kind, ours, theirs, currency, invoiceId, providerId, foundAt },
}: {
  readonly item: DifferenceView;
}) {
  const texts = moneyTexts().differences;
  const money = (amount: number | null) => (amount === null ? '' : moneyText(amount, currency));
  return (
    <li className="wrap-anywhere">
      {texts.sentences[kind](texts.about[about], money(ours), money(theirs))}{' '}
      <span className="text-text-muted">
        {formatDate(foundAt)} · {providerId}
      </span>{' '}
      {invoiceId === null ? null : (
        <Link to={`/dashboard/money/invoices/${invoiceId}`} className="font-medium underline">
          {texts.toInvoice}
        </Link>
      )}
    </li>
  );
}
