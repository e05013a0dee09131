import { mailHtml, mailText, type MailBrand } from '@stageline/domain';
import { displayName } from './domain-name.ts';
import { nextStepOf } from './domains.presenter.ts';
import type { Domain } from './domains.types.ts';

/** Changes of which the owner is told. */
export type ToldState = 'live' | 'degraded' | 'removed';
export const isTold = (state: Domain['state']): state is ToldState =>
  state === 'live' || state === 'degraded' || state === 'removed';

/** What the owner reads when a domain has come alive, is about to break, or was given back. */
export function domainMail(
  site: MailBrand & { readonly url: string },
  owner: { readonly name: string; readonly email: string },
  domain: Domain & { readonly state: ToldState },
) {
  const host = displayName(domain.host);
  const { subject, heading, paragraphs } = texts[domain.state](host, nextStepOf(domain), owner.name);
  const content = {
    heading,
    paragraphs,
    action: { label: 'Open your domains', url: `${site.url}/dashboard/domains` },
    footer: `You get this because you own ${site.siteName}.`,
  };
  return { to: owner.email, toName: owner.name, subject, text: mailText(site, content), html: mailHtml(site, content) };
}

interface Text {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
}
const texts: Record<ToldState, (host: string, nextStep: string, name: string) => Text> = {
  live: (host, _nextStep, name) => ({
    subject: `${host} is live`,
    heading: `${host} is live`,
    paragraphs: [`Hello ${name}, your site answers at ${host} now. There is nothing else to do.`],
  }),
  degraded: (host, nextStep, name) => ({
    subject: `Please look at ${host}`,
    heading: `${host} needs your attention`,
    paragraphs: [
      `Hello ${name}, our check of ${host} found something that breaks it, or soon will.`,
      nextStep,
      'We look again every hour, and it is live again as soon as this is mended. After 30 days the domain is given back.',
    ],
  }),
  removed: (host, _nextStep, name) => ({
    subject: `${host} was disconnected`,
    heading: `${host} was disconnected`,
    paragraphs: [
      `Hello ${name}, ${host} has led elsewhere for 30 days, so it is no longer connected to your site.`,
      'Your address with us works as before. You can connect the domain again at any time.',
    ],
  }),
};
