import { OfferBody, OPENS_NOTHING, type Currency, type OfferOpens, type OfferView } from '@stageline/contracts';
import type { Resolver } from 'react-hook-form';
import { zodResolver } from '@hookform/resolvers/zod';
import { z } from 'zod';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { formatOffset } from './format-offset.ts';
import { offerTexts } from '../offer-texts.ts';

/** Seconds for which something may stand on the screens, as a host chooses among them. */
export const DURATIONS = [15, 30, 60, 120, 300, 600, 900, 1800, 3600] as const;

/** An offer as a form has it: all text. */
export interface OfferValues {
  readonly kind: 'offer' | 'notification';
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly link: string;
  readonly price: string;
  /** Where it leads: to a link, or to an order that is paid here. */
  readonly way: 'link' | 'order';
  readonly amount: string;
  readonly currency: Currency;
  readonly tellsOrders: boolean;
  /** What an order of it opens. */
  readonly opensReplay: boolean;
  readonly opensMaterials: boolean;
  /** The kind of call that it opens; empty for none. */
  readonly opensCall: string;
  /** Empty: until it is taken off. */
  readonly seconds: string;
  readonly when: 'by-hand' | 'planned';
  readonly offset: string;
}

/** 42:30, or 42 minutes; null for what is neither. */
export function parseOffset(text: string): number | null {
  const [, minutes, seconds = '0'] = /^\s*(\d{1,3})(?::([0-5]?\d))?\s*$/.exec(text) ?? [];
  return minutes === undefined ? null : Number(minutes) * 60 + Number(seconds);
}

export const newOffer = (): OfferValues => ({
  kind: 'offer',
  title: '',
  text: '',
  label: '',
  link: '',
  price: '',
  way: 'link',
  amount: '',
  currency: 'EUR',
  tellsOrders: true,
  opensReplay: false,
  opensMaterials: false,
  opensCall: '',
  seconds: '600',
  when: 'by-hand',
  offset: '',
});

export const valuesOf = (offer: OfferView): OfferValues => ({
  ...offer,
  link: offer.link ?? '',
  way: offer.sells === null ? 'link' : 'order',
  amount: offer.sells === null ? '' : typedAmount(offer.sells.amount, offer.sells.currency),
  currency: offer.sells?.currency ?? 'EUR',
  opensReplay: offer.opens.replay,
  opensMaterials: offer.opens.materials,
  opensCall: offer.opens.callTypeId ?? '',
  seconds: offer.seconds === null ? '' : String(offer.seconds),
  when: offer.offsetSeconds === null ? 'by-hand' : 'planned',
  offset: offer.offsetSeconds === null ? '' : formatOffset(offer.offsetSeconds),
});

/** What the api is told. A time or an amount that cannot be read is none: the form refuses it before. */
export function bodyOf({ kind, title, text, label, link, seconds, when, offset, ...values }: OfferValues): OfferBody {
  const common = {
    text,
    seconds: seconds === '' ? null : Number(seconds),
    offsetSeconds: when === 'planned' ? parseOffset(offset) : null,
  };
  if (kind === 'notification') return { kind, link: link.trim() === '' ? null : link.trim(), ...common };
  const { way, price, currency, tellsOrders } = values;
  const words = { kind, title, label, ...common };
  if (way === 'link')
    return { ...words, link: link.trim(), price, sells: null, tellsOrders: false, opens: OPENS_NOTHING };
  const sells = { amount: minorOf(values.amount, currency) ?? 0, currency };
  const opens: OfferOpens = {
    replay: values.opensReplay,
    materials: values.opensMaterials,
    callTypeId: values.opensCall === '' ? null : (values.opensCall as OfferOpens['callTypeId']),
  };
  return { ...words, link: null, price: '', sells, tellsOrders, opens };
}

const Values = z.custom<OfferValues>().superRefine((values, context) => {
  if (values.when === 'planned' && parseOffset(values.offset) === null)
    context.addIssue({ code: 'custom', path: ['offset'], message: offerTexts().form.offsetWrong });
  const parsed = OfferBody.safeParse(bodyOf(values));
  for (const { path, message } of parsed.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: path[0] === 'sells' ? ['amount'] : path, message });
});
/** The contract's rules, beside the fields that they are about. */
export const offerResolver: Resolver<OfferValues> = zodResolver(Values as never) as never;
