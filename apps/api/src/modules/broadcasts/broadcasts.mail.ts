import type { Locale } from '@stageline/contracts';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import type { Recipient } from '../members/index.ts';
import { de } from './broadcasts.mail.de.ts';
import { en } from './broadcasts.mail.en.ts';
import type { Broadcast } from './broadcasts.repository.ts';

const PLATFORM = { siteName: 'Stageline', primaryColor: '#111827' } as const;
const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** A notice for one owner, in the platform's name: its own words as they were written, what frames them in the reader's language. */
export function broadcastMail(
  { id, title, text, level }: Pick<Broadcast, 'id' | 'title' | 'text' | 'level'>,
  owner: Recipient & { readonly dashboardUrl: string },
): OutgoingMail {
  const { locale } = owner;
  const texts = languages[locale];
  const content = {
    locale,
    heading: title,
    paragraphs: text.split(/\n{2,}/),
    action: { label: texts.open, url: owner.dashboardUrl },
    footer: texts.why,
  };
  return {
    to: owner.email,
    toName: owner.name,
    fromName: PLATFORM.siteName,
    subject: `${texts.prefix[level]}${title}`,
    ...mailBody(PLATFORM, content),
    idempotencyKey: `broadcast.${id}.${owner.id}`,
  };
}
