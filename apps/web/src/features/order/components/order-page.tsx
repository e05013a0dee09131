import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, Ban, Clock3, ReceiptText, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { formatPrice } from '../../../shared/lib/money.ts';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { VisitorLoaded, VisitorNote } from '../../../shared/ui/visitor-frame.tsx';
import { orderQuery, type Order } from '../api/order.queries.ts';
import { orderTexts } from '../texts.ts';
import { OrderForm, Opens } from './order-form.tsx';

/** What somebody orders who followed an offer, and what became of it. */
export function OrderPage() {
  const texts = orderTexts();
  const { token = '' } = useParams();
  const order = useQuery(orderQuery(token, ''));
  return (
    <VisitorLoaded query={order} loading={texts.loading} lost={{ title: texts.wrongLink, text: texts.wrongLinkText }}>
      {(data) => <Standing order={data} token={token} />}
    </VisitorLoaded>
  );
}

function Standing({ order, token }: { readonly order: Order; readonly token: string }) {
  const texts = orderTexts();
  const { state, buyer, total, currency, payPath } = order;
  switch (state) {
    case 'open':
      return <OrderForm order={order} token={token} />;
    case 'ordered':
      return (
        <VisitorNote
          icon={<ReceiptText size={20} />}
          title={texts.ordered}
          action={
            payPath === null ? undefined : (
              <a href={payPath} className={buttonStyles({ variant: 'primary', size: 'lg' })}>
                {texts.pay(formatPrice({ amount: total, currency }))}
              </a>
            )
          }
        >
          <What order={order}>{texts.orderedText(buyer.emailHint)}</What>
        </VisitorNote>
      );
    case 'paid':
      return <Paid order={order} />;
    case 'over':
      return (
        <VisitorNote icon={<Clock3 size={20} />} title={texts.over}>
          <What order={order}>{texts.overText}</What>
        </VisitorNote>
      );
    case 'unavailable':
      return (
        <VisitorNote icon={<Ban size={20} />} title={texts.unavailable}>
          <What order={order}>{texts.unavailableText}</What>
        </VisitorNote>
      );
    case 'cancelled':
      return (
        <VisitorNote icon={<Ban size={20} />} title={texts.cancelled}>
          <What order={order}>{texts.cancelledText}</What>
        </VisitorNote>
      );
    case 'taken-back':
      return (
        <VisitorNote icon={<Undo2 size={20} />} title={texts.takenBack}>
          <What order={order}>{texts.takenBackText}</What>
        </VisitorNote>
      );
  }
}

/** What it is about, and what is to be said of it. */
const What = ({ order, children }: { readonly order: Order; readonly children: ReactNode }) => (
  <>
    <p className="mb-2 font-medium text-text wrap-anywhere">{order.title}</p>
    <p>{children}</p>
  </>
);

function Paid({ order }: { readonly order: Order }) {
  const texts = orderTexts();
  const { total, buyer, counted, offerId, opens } = order;
  return (
    <VisitorNote icon={<BadgeCheck size={20} />} title={total === 0 ? texts.paidFree : texts.paid}>
      <What order={order}>{total === 0 ? texts.freeText : texts.paidText(buyer.emailHint)}</What>
      <Opens opens={opens} />
      {opens.replay || opens.materials || opens.call !== null ? (
        <p className="mt-2 text-sm text-text-muted">{texts.opens.where}</p>
      ) : null}
      {counted === null ? null : (
        <div className="mt-6 rounded-md bg-muted px-4 py-3 text-sm text-text">
          <p className="font-semibold">{texts.countedTitle}</p>
          <p className="numeric mt-0.5">{texts.countedText(counted.number, counted.code)}</p>
          <a href={`/ordered/${offerId}`} className="tap-target mt-1 inline-block font-medium underline">
            {texts.seeCount}
          </a>
        </div>
      )}
    </VisitorNote>
  );
}
