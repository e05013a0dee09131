import { ProblemError, type Currency } from '@stageline/contracts';
import {
  sandboxDeliveries,
  sandboxOutcomes,
  type SandboxCheckout,
  type SandboxDelivery,
  type SandboxGateway,
  type SandboxOutcome,
} from '@stageline/integrations/payments';
import { formatMoney } from '@stageline/domain';
import { z } from 'zod';
import type { HtmlPageBinding } from '../../http/html-page.ts';
import { de } from './sandbox.page.de.ts';
import { en, type SandboxTexts } from './sandbox.page.en.ts';

const sandboxTexts = { en, de } as const;

export interface SandboxPagesDeps {
  readonly gateway: SandboxGateway;
  /** After something happened there is something to tell. */
  readonly onStep: () => void;
}

/** How a kept card ends later charges. */
const laterOf = { 'later-works': 'works', 'later-declined': 'declined', 'later-asks': 'asks' } as const;
const laterSteps = ['later-works', 'later-declined', 'later-asks'] as const;

const Form = z.object({
  step: z.enum([
    'choose',
    'confirm',
    'refuse',
    'settle',
    'dispute',
    'win',
    'lose',
    'bounce',
    'drain',
    'fill',
    ...laterSteps,
  ]),
  outcome: z.enum(sandboxOutcomes).default('card'),
  delivery: z.enum(sandboxDeliveries).default('now'),
});
type Step = z.infer<typeof Form>['step'];
type At = { accountId: string; checkoutId: string };

/** The gateway's own page: it asks for no card, but for what is to happen (D-14). */
export function sandboxPages({ gateway, onStep }: SandboxPagesDeps): HtmlPageBinding {
  const { page } = gateway;
  const steps: Readonly<
    Record<Step, (at: At, outcome: SandboxOutcome, delivery: SandboxDelivery) => Promise<SandboxCheckout | null>>
  > = {
    choose: (at, outcome, delivery) => page.choose(at, outcome, delivery),
    confirm: (at, _outcome, delivery) => page.answer(at, true, delivery),
    refuse: (at, _outcome, delivery) => page.answer(at, false, delivery),
    settle: (at, _outcome, delivery) => page.settle(at, delivery),
    dispute: (at, _outcome, delivery) => page.dispute(at, delivery),
    win: (at, _outcome, delivery) => page.decide(at, 'won', delivery),
    lose: (at, _outcome, delivery) => page.decide(at, 'lost', delivery),
    bounce: (at, _outcome, delivery) => page.bounce(at, delivery),
    drain: (at) => page.drain(at, true),
    fill: (at) => page.drain(at, false),
    'later-works': (at) => page.keep(at, laterOf['later-works']),
    'later-declined': (at) => page.keep(at, laterOf['later-declined']),
    'later-asks': (at) => page.keep(at, laterOf['later-asks']),
  };
  const atOf = ({ accountId = '', checkoutId = '' }: Readonly<Record<string, string>>): At => ({
    accountId,
    checkoutId,
  });

  return {
    id: 'payments.sandbox-page',
    host: 'platform',
    path: '/sandbox/pay/:accountId/:checkoutId',
    rateLimit: { points: 300, perSeconds: 60, by: 'ip' },
    async show({ params, query }) {
      const { accountId, checkoutId } = atOf(params);
      const checkout = await page.find(accountId, checkoutId);
      if (checkout === null) throw new ProblemError('not-found');
      return { lang: checkout.locale, ...pageOf(checkout, query.get('declined') !== null) };
    },
    async take({ params, form }) {
      const at = atOf(params);
      const chosen = Form.safeParse(form);
      if (!chosen.success) throw new ProblemError('bad-request');
      const { step, outcome, delivery } = chosen.data;
      const known = await page.find(at.accountId, at.checkoutId);
      if (known === null) throw new ProblemError('not-found');
      const after = await steps[step](at, outcome, delivery);
      onStep();
      const isDeclined = after?.state === 'open';
      return `/sandbox/pay/${at.accountId}/${at.checkoutId}${isDeclined ? '?declined' : ''}`;
    },
  };
}

function pageOf(checkout: SandboxCheckout, isDeclined: boolean): { title: string; body: string } {
  const texts = sandboxTexts[checkout.locale];
  const { amount, currency, description, state } = checkout;
  const sum = formatMoney({ amount, currency: currency as Currency }, checkout.locale);
  const head = `<p class="note">${texts.sandbox}</p><h1>${escapeHtml(sum)}</h1><p>${escapeHtml(description)}</p>${sumsBody(checkout, texts)}`;
  const bodies: Readonly<Record<SandboxCheckout['state'], () => string>> = {
    open: () => openBody(checkout, texts, isDeclined),
    challenged: () => challengeBody(texts),
    processing: () =>
      `${status(texts.processing)}${formOf(texts, [['settle', texts.settle(checkout.debitFails)]])}${back(checkout, texts)}`,
    paid: () => `${status(texts.paid)}${back(checkout, texts)}${disputeBody(checkout, texts)}`,
    failed: () => `${status(texts.failed)}${back(checkout, texts)}`,
    expired: () => `${status(texts.expired)}${back(checkout, texts)}`,
  };
  return { title: texts.title, body: head + bodies[state]() };
}

/** What is bought, without tax, by each of its rates, and with it. */
function sumsBody({ sums, currency, locale }: SandboxCheckout, texts: SandboxTexts): string {
  if (sums === undefined) return '';
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 });
  const money = (amount: number) => formatMoney({ amount, currency: currency as Currency }, locale);
  const lines = [
    [texts.net, sums.net] as const,
    ...sums.taxes.map(({ rate, tax }) => [texts.tax(percent.format(rate / 100_000)), tax] as const),
    [texts.total, sums.gross] as const,
  ];
  const shown = lines.map(([label, amount]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(money(amount))}</dd>`);
  return `<dl class="sums">${shown.join('')}</dl>`;
}

function openBody({ cancelUrl }: SandboxCheckout, texts: SandboxTexts, isDeclined: boolean): string {
  const options = sandboxOutcomes
    .map(
      (outcome, index) =>
        `<label><input type="radio" name="outcome" value="${outcome}"${index === 0 ? ' checked' : ''}> ${texts.outcomes[outcome]}</label>`,
    )
    .join('');
  const declined = isDeclined ? `<p role="alert" class="alert">${texts.declined}</p>` : '';
  const choices = `<fieldset><legend>${texts.what}</legend>${options}</fieldset>`;
  return `${declined}${formOf(texts, [['choose', texts.pay]], choices)}<p><a href="${escapeHtml(cancelUrl)}">${texts.cancel}</a></p>`;
}

const challengeBody = (texts: SandboxTexts): string =>
  `<h2>${texts.challenge}</h2><p>${texts.challengeHint}</p>${formOf(texts, [
    ['confirm', texts.confirm],
    ['refuse', texts.refuse],
  ])}`;

/** What may happen to what was paid. */
function stepsAfter({ disputeState, refunds, isDrained = false, ...checkout }: SandboxCheckout, texts: SandboxTexts) {
  const steps: [Step, string][] = [];
  if (disputeState === null) steps.push(['dispute', texts.dispute]);
  if (disputeState === 'open') steps.push(['win', texts.win], ['lose', texts.lose]);
  if (refunds.some(({ state }) => state === 'succeeded')) steps.push(['bounce', texts.bounce]);
  if (checkout.savesCard === true)
    for (const step of laterSteps)
      if (laterOf[step] !== (checkout.laterCharges ?? 'works')) steps.push([step, texts.laterCharges[laterOf[step]]]);
  steps.push(isDrained ? ['fill', texts.fill] : ['drain', texts.drain]);
  return steps;
}

function disputeBody(checkout: SandboxCheckout, texts: SandboxTexts): string {
  const { disputeState } = checkout;
  const made = { open: texts.disputeOpen, won: texts.disputeWon, lost: texts.disputeLost };
  const shown = disputeState === null ? '' : status(made[disputeState]);
  return shown + details(texts.later, formOf(texts, stepsAfter(checkout, texts)));
}

/** A form of buttons, with how the gateway is to tell of it. */
function formOf(texts: SandboxTexts, buttons: readonly (readonly [Step, string])[], fields = ''): string {
  const options = sandboxDeliveries
    .map((each) => `<option value="${each}">${texts.deliveries[each]}</option>`)
    .join('');
  const shown = buttons.map(
    ([step, label], index) =>
      `<button name="step" value="${step}"${index > 0 ? ' class="second"' : ''}>${escapeHtml(label)}</button>`,
  );
  const delivery = `<label class="delivery">${texts.delivery} <select name="delivery">${options}</select></label>`;
  return `<form method="post">${fields}${delivery}<div class="buttons">${shown.join('')}</div></form>`;
}
const details = (summary: string, body: string): string => `<details><summary>${summary}</summary>${body}</details>`;
const status = (text: string): string => `<p role="status" class="status">${text}</p>`;
const back = ({ returnUrl }: SandboxCheckout, texts: SandboxTexts): string =>
  `<p><a class="button" href="${escapeHtml(returnUrl)}">${texts.back}</a></p>`;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!);
