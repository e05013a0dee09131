import { CouponBody, type Currency, type SessionId } from '@stageline/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver } from 'react-hook-form';
import { z } from 'zod';
import { minorOf } from '../../../shared/lib/money.ts';
import { moneyTexts } from '../texts.ts';

/** A code as a form has it: all text. */
export interface CouponValues {
  readonly code: string;
  readonly kind: 'percent' | 'amount';
  readonly percent: string;
  readonly amount: string;
  readonly currency: Currency;
  /** Empty for whatever the site sells. */
  readonly sessionId: string;
  /** The last day, as the reader's calendar has it; empty for no end. */
  readonly until: string;
  readonly mostUses: string;
}

export const newCoupon: CouponValues = {
  ...{ code: '', kind: 'percent', percent: '20', amount: '', currency: 'EUR', sessionId: '', until: '', mostUses: '' },
};

const wholeOf = (text: string): number => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** What the api is told: a last day counts to its end where the reader is. */
export function couponFrom({ code, kind, currency, sessionId, until, mostUses, ...values }: CouponValues): CouponBody {
  return {
    code,
    discount:
      kind === 'percent'
        ? { kind, percent: wholeOf(values.percent) }
        : { kind, off: { amount: minorOf(values.amount, currency) ?? 0, currency } },
    sessionId: sessionId === '' ? null : (sessionId as SessionId),
    until: until === '' ? null : new Date(`${until}T23:59:59.999`).toISOString(),
    mostUses: mostUses.trim() === '' ? null : wholeOf(mostUses),
  };
}

/** Under which field the form has what the contract calls otherwise. */
const fieldOf = (path: readonly PropertyKey[]): PropertyKey =>
  path[0] === 'discount' ? (path.includes('percent') ? 'percent' : 'amount') : path[0]!;

const Values = z.custom<CouponValues>().superRefine((values, context) => {
  for (const { path, message, code } of CouponBody.safeParse(couponFrom(values)).error?.issues ?? [])
    context.addIssue({
      ...{ code: 'custom', path: [fieldOf(path)] },
      message: code === 'invalid_type' ? moneyTexts().codes.badNumber : message,
    });
});
/** The contract's rules, beside the fields that they are about. */
export const couponResolver: Resolver<CouponValues> = zodResolver(Values as never) as never;
