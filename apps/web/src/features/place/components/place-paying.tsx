import type { PayingStanding } from '@stageline/contracts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { Note } from '../../../shared/ui/note.tsx';
import { placeTexts } from '../texts.ts';

/** What became of an invoice, for whoever comes back from paying it. */
export function PlacePaying({ paying }: { readonly paying: PayingStanding }) {
  const texts = placeTexts().paying;
  const { state, number, due, payPath } = paying;
  const price = (amount: number): string => formatPrice({ amount, currency: paying.currency });
  const amount = price(paying.amount);
  const said = {
    paid: texts.paid(amount, number),
    settled: texts.settled(number),
    arriving: texts.arriving(amount, number),
    processing: texts.processing(amount, number),
    due: texts.due(number),
    unable: texts.unable(number),
    void: texts.void(number),
  }[state];
  return (
    <Note>
      <p className="numeric">
        {said}
        {state === 'paid' && due > 0 ? ` ${texts.rest(price(due))}` : ''}
      </p>
      {state === 'arriving' && (
        <a href={paying.again} className="tap-target mt-2 inline-block font-medium underline">
          {texts.look}
        </a>
      )}
      {payPath !== null && (
        <a href={payPath} className={buttonStyles({ variant: 'primary', className: 'mt-3' })}>
          {texts.pay(amount)}
        </a>
      )}
    </Note>
  );
}
