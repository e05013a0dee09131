import type { Locale } from '@stageline/contracts';
import type { OutgoingMail, SiteFacts } from '../leads/index.ts';
import { mailBody } from '../mail/index.ts';
import { de } from './automations.mail.de.ts';
import { en } from './automations.mail.en.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

export interface MailReader {
  readonly email: string;
  readonly locale: Locale;
}

/** What a rule writes to a lead, in the words of whoever made it; plain text, which no mail client reads as markup. */
export function leadMail(
  site: SiteFacts,
  { email, locale }: MailReader,
  written: { readonly subject: string; readonly text: string },
  joinUrl: string | null,
): OutgoingMail {
  const texts = languages[locale];
  const action = joinUrl === null ? { label: texts.visit, url: site.url } : { label: texts.join, url: joinUrl };
  const paragraphs = written.text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  const content = { locale, heading: written.subject, paragraphs, action, footer: texts.why(site.promoterName) };
  return { to: email, subject: written.subject, ...mailBody(site, content) };
}

/** Tells an owner that a rule failed so often that it does nothing any more. */
export function pausedMail(site: SiteFacts, { email, locale }: MailReader, rule: string, times: number): OutgoingMail {
  const texts = languages[locale];
  const action = { label: texts.openAutomations, url: `${site.url}/dashboard/automations` };
  const paragraphs = [texts.paused(rule, times)];
  const content = { locale, heading: texts.pausedHeading, paragraphs, action, footer: texts.pausedWhy };
  return { to: email, subject: texts.pausedSubject(rule), ...mailBody(site, content) };
}
