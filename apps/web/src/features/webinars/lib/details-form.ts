import { DEFAULT_LOCALE, type WebinarDetails } from '@stageline/contracts';
import { instantOf, wallTimeOf } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { ownTimeZone } from '../../../shared/lib/format.ts';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';

/** What is known of an event, as its controls hold it. */
export interface DetailsValues {
  title: string;
  topic: string;
  date: string;
  time: string;
  minutes: string;
  timeZone: string;
  language: WebinarDetails['language'];
  replayUrl: string;
  hasOffer: boolean;
  offerName: string;
  offerDescription: string;
  price: string;
  currency: string;
  deadline: string;
  url: string;
}

/** What keeps the values from being sent, by field; nothing where all is well. */
export type DetailsIssue = 'date' | 'price';

export function emptyDetails(): DetailsValues {
  return {
    title: '',
    topic: '',
    date: '',
    time: '',
    minutes: '',
    timeZone: ownTimeZone(),
    language: pageLocale().locale ?? DEFAULT_LOCALE,
    replayUrl: '',
    hasOffer: false,
    offerName: '',
    offerDescription: '',
    price: '',
    currency: 'EUR',
    deadline: '',
    url: '',
  };
}

/** The same as the server holds it. */
export function valuesOf(details: WebinarDetails): DetailsValues {
  const { heldAt, durationMinutes, timeZone, offer, title, topic, language, replayUrl } = details;
  const { date, time } = heldAt === null ? { date: '', time: '' } : wallTimeOf(new Date(heldAt), timeZone);
  const price = offer?.price ?? null;
  return {
    title,
    topic,
    date,
    time,
    minutes: durationMinutes === null ? '' : String(durationMinutes),
    timeZone,
    language,
    replayUrl: replayUrl ?? '',
    hasOffer: offer !== null,
    offerName: offer?.name ?? '',
    offerDescription: offer?.description ?? '',
    price: price === null ? '' : typedAmount(price.amount, price.currency),
    currency: price?.currency ?? 'EUR',
    deadline: offer?.deadline ?? '',
    url: offer?.url ?? '',
  };
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function issueOf({ date, time, hasOffer, price, currency }: DetailsValues): DetailsIssue | null {
  if ((date === '') !== (time === '')) return 'date';
  return hasOffer && price.trim() !== '' && !minorOf(price, currency) ? 'price' : null;
}

/** What is sent of values without an issue. */
export function detailsOf(values: DetailsValues): WebinarDetails {
  const { date, time, timeZone, minutes, hasOffer, currency } = values;
  const amount = minorOf(values.price, currency);
  return {
    title: values.title,
    topic: values.topic,
    heldAt: date === '' ? null : instantOf(date, time, timeZone),
    durationMinutes: minutes === '' ? null : Number(minutes),
    timeZone,
    language: values.language,
    replayUrl: textOrNull(values.replayUrl),
    offer: hasOffer
      ? {
          name: values.offerName,
          description: values.offerDescription,
          price: amount ? { amount, currency: currency as 'EUR' } : null,
          deadline: textOrNull(values.deadline),
          url: textOrNull(values.url),
        }
      : null,
  };
}
