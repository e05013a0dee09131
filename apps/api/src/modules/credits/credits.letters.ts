import type { Locale } from '@stageline/contracts';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import type { Recipient } from '../members/index.ts';
import { de } from './credits.mail.de.ts';
import { en } from './credits.mail.en.ts';
import type { CreditAccountRow } from './credits.types.ts';

const PLATFORM = { siteName: 'Stageline', primaryColor: '#111827' } as const;
const languages: Readonly<Record<Locale, typeof en>> = { en, de };
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de' };

export interface CreditLettersDeps {
  readonly owners: () => Promise<readonly Recipient[]>;
  readonly site: () => Promise<{ readonly siteName: string; readonly url: string }>;
  readonly mailer: { send(mail: OutgoingMail): Promise<unknown> };
}

/** Tells owners that most of an allowance is used: once for a kind and a month, in the caller's transaction. */
export const createCreditLetters =
  ({ owners, site, mailer }: CreditLettersDeps) =>
  async ({ kind, month, used, allowance, bought }: Omit<CreditAccountRow, '_id' | 'version'>): Promise<void> => {
    const { siteName, url } = await site();
    const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1));
    for (const { id, email, name, locale } of await owners()) {
      const number = (value: number) => value.toLocaleString(TAGS[locale]);
      const { subject, heading, paragraphs, action } = languages[locale].low(siteName, {
        ...{ kind, used: number(used), allowance: number(allowance), bought: bought === 0 ? null : number(bought) },
        day: next.toLocaleDateString(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' }),
      });
      const content = { locale, heading, paragraphs, footer: languages[locale].why(siteName) };
      await mailer.send({
        ...{ to: email, toName: name, fromName: PLATFORM.siteName, subject },
        ...mailBody(PLATFORM, { ...content, action: { label: action, url: `${url}/dashboard/billing` } }),
        idempotencyKey: `credits.low.${kind}.${month}.${id}`,
      });
    }
  };
