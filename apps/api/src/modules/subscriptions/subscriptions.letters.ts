import { GRACE_DAYS, PAST_DUE_DAYS, planCatalogue, type Locale, type PaidPlan } from '@stageline/contracts';
import type { BillingLetter } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import type { Recipient } from '../members/index.ts';
import { de } from './subscriptions.mail.de.ts';
import { en } from './subscriptions.mail.en.ts';
import type { SubscriptionRow } from './subscriptions.types.ts';

const PLATFORM = { siteName: 'Stageline', primaryColor: '#111827' } as const;
const languages: Readonly<Record<Locale, typeof en>> = { en, de };
const DAY_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };

export interface BillingLettersDeps {
  readonly owners: () => Promise<readonly Recipient[]>;
  readonly site: () => Promise<{ readonly siteName: string; readonly url: string }>;
  readonly mailer: { send(mail: OutgoingMail): Promise<unknown> };
}

/** What owners are told of their plan, in the platform's name; in the caller's transaction. */
export function createBillingLetters({ owners, site, mailer }: BillingLettersDeps) {
  return {
    async send({ letter, key }: { readonly letter: BillingLetter; readonly key: string }, row: SubscriptionRow) {
      const { siteName, url } = await site();
      for (const { id, email, name, locale } of await owners()) {
        const about = aboutOf(row, letter, locale);
        const { subject, heading, paragraphs, action } = languages[locale].letters[letter](siteName, about);
        const content = { locale, heading, paragraphs, footer: languages[locale].why(siteName) };
        await mailer.send({
          ...{ to: email, toName: name, fromName: PLATFORM.siteName, subject },
          ...mailBody(PLATFORM, { ...content, action: { label: action, url: `${url}/dashboard/billing` } }),
          idempotencyKey: `billing.${key}.${id}`,
        });
      }
    },
  };
}
export type BillingLetters = ReturnType<typeof createBillingLetters>;

const DAY_MS = 86_400_000;
/** The day that a letter is about. */
function aboutOf({ booked, trial, owesSince }: SubscriptionRow, letter: BillingLetter, locale: Locale) {
  const days = new Intl.DateTimeFormat(DAY_TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' });
  const isOwing = owesSince !== null && booked?.state === 'past-due';
  const trialEnd = booked?.trialEndsAt ?? trial?.endsAt ?? null;
  const at = isOwing
    ? new Date(owesSince.getTime() + (PAST_DUE_DAYS + GRACE_DAYS) * DAY_MS)
    : letter.startsWith('trial')
      ? trialEnd
      : null;
  const isPaidLater = booked?.state === 'trialing' && !booked.cancelsAtPeriodEnd;
  return { day: at === null ? '' : days.format(at), isPaidLater, plan: planCatalogue[planOf(booked, trial)].label };
}
const planOf = (booked: SubscriptionRow['booked'], trial: SubscriptionRow['trial']): PaidPlan =>
  booked?.plan ?? trial?.plan ?? 'pro';
