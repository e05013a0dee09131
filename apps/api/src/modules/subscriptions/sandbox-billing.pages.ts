import { ProblemError, type Currency } from '@stageline/contracts';
import { formatMoney } from '@stageline/domain';
import {
  sandboxBillingOutcomes,
  type SandboxBilling,
  type SandboxBillingPage,
  type SandboxCustomer,
} from '@stageline/integrations/payments';
import { z } from 'zod';
import type { HtmlPageBinding } from '../../http/html-page.ts';
import { de } from './sandbox-billing.page.de.ts';
import { en, type SandboxBillingTexts } from './sandbox-billing.page.en.ts';

const languages = { en, de } as const;
const Form = z.object({
  step: z.enum(['choose', 'confirm', 'refuse', 'good-card', 'bad-card', 'renew']),
  outcome: z.enum(sandboxBillingOutcomes).default('card'),
});

/** The gateway's own pages for promoters: they ask for no card, but for what is to happen. */
export function sandboxBillingPages({
  billing,
  onStep,
}: {
  readonly billing: SandboxBilling;
  /** After something happened there is something to tell. */
  readonly onStep: () => void;
}): HtmlPageBinding {
  const { page } = billing;
  return {
    id: 'subscriptions.sandbox-page',
    host: 'platform',
    path: '/sandbox/billing/:customerId/:pageId',
    rateLimit: { points: 300, perSeconds: 60, by: 'ip' },
    async show({ params, query }) {
      const { customerId = '', pageId = '' } = params;
      const customer = await page.find(customerId);
      const shown = customer?.pages.find(({ id }) => id === pageId);
      if (customer === null || (shown === undefined && !isPortal(customer, pageId)))
        throw new ProblemError('not-found');
      const lang = (shown ?? customer.pages[0])?.locale ?? 'en';
      const texts = languages[lang];
      const body =
        shown === undefined
          ? portalBody(customer, texts, lang)
          : pageBody(shown, texts, query.get('declined') !== null);
      return { lang, title: texts.title, body: `<p class="note">${texts.sandbox}</p>${body}` };
    },
    async take({ params, form }) {
      const { customerId = '', pageId = '' } = params;
      const chosen = Form.safeParse(form);
      if (!chosen.success) throw new ProblemError('bad-request');
      if ((await page.find(customerId)) === null) throw new ProblemError('not-found');
      const { step, outcome } = chosen.data;
      const at = { customerId, pageId };
      const made = await {
        choose: () => page.choose(at, outcome, 'now'),
        confirm: () => page.answer(at, true, 'now'),
        refuse: () => page.answer(at, false, 'now'),
        'good-card': () => page.setCard(customerId, 'good', 'now'),
        'bad-card': () => page.setCard(customerId, 'declines', 'now'),
        renew: () => page.renew(customerId, 'now'),
      }[step]();
      onStep();
      const isDeclined = step === 'refuse' || (step === 'choose' && made === null);
      return `/sandbox/billing/${customerId}/${pageId}${isDeclined ? '?declined' : ''}`;
    },
  };
}

const isPortal = ({ invoices }: SandboxCustomer, pageId: string): boolean =>
  pageId === 'portal' || invoices.some(({ id }) => id === pageId);

function pageBody(page: SandboxBillingPage, texts: SandboxBillingTexts, isDeclined: boolean): string {
  const { amount, currency, description, state, trialEndsAt, returnUrl, cancelUrl } = page;
  const sum = formatMoney({ amount, currency: currency as Currency }, page.locale);
  const trial = trialEndsAt === null ? '' : `<p>${texts.trial}</p>`;
  const head = `<h1>${escapeHtml(sum)}</h1><p>${escapeHtml(description)}</p>${trial}`;
  if (state === 'paid' || state === 'closed')
    return `${head}<p role="status" class="status">${texts[state]}</p>${link(returnUrl, texts.back, 'button')}`;
  if (state === 'challenged')
    return `${head}<h2>${texts.challenge}</h2>${buttons([
      ['confirm', texts.confirm],
      ['refuse', texts.refuse],
    ])}`;
  const declined = isDeclined ? `<p role="alert" class="alert">${texts.declined}</p>` : '';
  const options = sandboxBillingOutcomes
    .map((each, index) => {
      const checked = index === 0 ? ' checked' : '';
      return `<label><input type="radio" name="outcome" value="${each}"${checked}> ${texts.outcomes[each]}</label>`;
    })
    .join('');
  const choices = `<fieldset><legend>${texts.what}</legend>${options}</fieldset>`;
  return `${head}${declined}${buttons([['choose', texts.pay]], choices)}${link(cancelUrl, texts.cancel)}`;
}

function portalBody(customer: SandboxCustomer, texts: SandboxBillingTexts, lang: 'en' | 'de'): string {
  const { subscription, card, invoices, pages } = customer;
  const open = invoices.some(({ state }) => state === 'open');
  const due = open ? `<p role="status" class="status">${texts.due}</p>` : '';
  const lines = invoices.slice(0, 12).map(({ number, amount, currency, state }) => {
    const sum = formatMoney({ amount, currency: currency as Currency }, lang);
    return `<li>${escapeHtml(`${number}: ${sum}, ${texts.states[state]}`)}</li>`;
  });
  const goesOn = subscription !== null && subscription.state !== 'ended';
  const renew: Button[] = goesOn ? [['renew', texts.renew]] : [];
  const change = buttons([['good-card', texts.goodCard], ['bad-card', texts.badCard], ...renew]);
  const none = goesOn ? '' : `<p>${texts.nothing}</p>`;
  const back = pages[0] === undefined ? '' : link(pages[0].returnUrl, texts.back, 'button');
  return `<h1>${texts.portal}</h1><p>${texts.cards[card]}</p>${due}${none}${change}<ul>${lines.join('')}</ul>${back}`;
}

type Button = readonly [step: string, label: string];
function buttons(all: readonly Button[], fields = ''): string {
  const shown = all.map(
    ([step, label], index) =>
      `<button name="step" value="${step}"${index > 0 ? ' class="second"' : ''}>${escapeHtml(label)}</button>`,
  );
  return `<form method="post">${fields}<div class="buttons">${shown.join('')}</div></form>`;
}
const link = (url: string, label: string, style = ''): string =>
  `<p><a${style === '' ? '' : ` class="${style}"`} href="${escapeHtml(url)}">${label}</a></p>`;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!);
