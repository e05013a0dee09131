import type { Locale } from '@stageline/contracts';
import { domainSentences, translateSentence, type MailBrand } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { displayName } from './domain-name.ts';
import { de } from './domains.mail.de.ts';
import { en } from './domains.mail.en.ts';
import { nextStepOf } from './domains.presenter.ts';
import type { Domain } from './domains.types.ts';

/** Changes of which the owner is told. */
export type ToldState = 'live' | 'degraded' | 'removed';
export const isTold = (state: Domain['state']): state is ToldState =>
  state === 'live' || state === 'degraded' || state === 'removed';

/** Somebody who is told about a domain. */
export interface DomainOwner {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

function nextStepIn(locale: Locale, domain: Domain): string {
  const sentence = nextStepOf(domain);
  return locale === 'en' ? sentence : (translateSentence(domainSentences, sentence) ?? sentence);
}

/** What the owner reads when a domain has come alive, is about to break, or was given back. */
export function domainMail(
  site: MailBrand & { readonly homeUrl: string },
  { name, email, locale }: DomainOwner,
  domain: Domain & { readonly state: ToldState },
): OutgoingMail {
  const host = displayName(domain.host);
  const { open, why, [domain.state]: texts } = languages[locale];
  const steps = domain.state === 'degraded' ? [nextStepIn(locale, domain)] : [];
  const content = {
    locale,
    heading: texts.heading(host),
    paragraphs: [texts.before(host, name), ...steps, ...(texts.after === null ? [] : [texts.after])],
    action: { label: open, url: `${site.homeUrl}/dashboard/domains` },
    footer: why(site.siteName),
  };
  return { to: email, toName: name, subject: texts.subject(host), ...mailBody(site, content) };
}
