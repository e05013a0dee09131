import { useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { useParams } from 'react-router';
import type { Answer } from '../../../shared/lib/api.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { EmptyState, Notice } from '../../../shared/ui/index.ts';
import { VisitorFrame, VisitorLoaded } from '../../../shared/ui/visitor-frame.tsx';
import { orderCountQuery } from '../api/order.queries.ts';
import { orderTexts } from '../texts.ts';

type Count = Answer<'orders.count'>;

/** The paid orders of an offer, for anybody who does not believe a number on a screen. */
export function CountPage() {
  const texts = orderTexts().count;
  const { offerId = '' } = useParams();
  const count = useQuery(orderCountQuery(offerId));
  return (
    <VisitorLoaded query={count} loading={texts.loading} lost={{ title: texts.notThere, text: texts.notThereText }}>
      {(data) => <Counted count={data} />}
    </VisitorLoaded>
  );
}

function Counted({ count: { title, total, isTest, items } }: { readonly count: Count }) {
  const texts = orderTexts().count;
  return (
    <VisitorFrame narrow title={texts.title(title)}>
      <div>
        <h1 className="display text-2xl font-semibold wrap-anywhere">{title}</h1>
        <p className="numeric mt-2 text-lg font-semibold text-success">{texts.total(total)}</p>
        <p className="mt-2 text-sm text-text-muted">{texts.text}</p>
        {isTest ? (
          <Notice tone="warning" className="mt-4">
            {texts.test}
          </Notice>
        ) : null}
        <div className="mt-6 overflow-hidden rounded-lg border border-border bg-raised">
          {items.length === 0 ? (
            <EmptyState icon={<ReceiptText size={20} />} title={texts.none}>
              {texts.noneText}
            </EmptyState>
          ) : (
            <table className="numeric w-full text-sm">
              <thead className="text-start text-text-muted">
                <tr>
                  {[texts.number, texts.code, texts.paidAt].map((head) => (
                    <th key={head} scope="col" className="px-4 py-2.5 text-start font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map(({ number, code, paidAt, isTakenBack }) => (
                  <tr key={number} className={cn('border-t border-border', isTakenBack && 'text-text-muted')}>
                    <td className="px-4 py-2.5">{number}</td>
                    <td className={cn('px-4 py-2.5 font-medium', isTakenBack && 'line-through')}>{code}</td>
                    <td className="px-4 py-2.5">
                      <time dateTime={paidAt}>{formatDateTime(paidAt)}</time>
                      {isTakenBack ? ` · ${texts.takenBack}` : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </div>
    </VisitorFrame>
  );
}
