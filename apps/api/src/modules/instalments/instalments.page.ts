import { ProblemError, type InstalmentPlanView, type InvoiceId, type PersonId } from '@stageline/contracts';
import { escapeHtml, formatMoney } from '@stageline/domain';
import { z } from 'zod';
import type { HtmlPageBinding } from '../../http/html-page.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { SiteFactsReader } from '../leads/index.ts';
import type { InstalmentCharges } from './instalments.charges.ts';
import { de } from './instalments.page.de.ts';
import { en } from './instalments.page.en.ts';

export interface PartsPageDeps {
  readonly invoices: Pick<InvoicesService, 'find'>;
  readonly view: (invoiceId: InvoiceId) => Promise<{ readonly plan: InstalmentPlanView | null }>;
  readonly charges: Pick<InstalmentCharges, 'agree' | 'withdraw'>;
  /** Of the current tenant; null for a text that is no link of ours. */
  readonly invoiceOf: (token: string) => InvoiceId | null;
  /** Where it is paid, once the buyer was asked; null where it cannot be paid there now. */
  readonly payPath: (invoiceId: InvoiceId) => Promise<string | null>;
  readonly siteFacts: SiteFactsReader['siteFacts'];
  /** The zone to tell a buyer days in: their own, or else the site's. */
  readonly readerZone: (personId: PersonId) => Promise<string>;
}

const Form = z.discriminatedUnion('step', [
  z.object({ step: z.literal('agree'), agree: z.literal('yes') }),
  z.object({ step: z.literal('withdraw') }),
]);
const languages = { en, de } as const;
const DAY_TAGS = { en: 'en-GB', de: 'de' } as const;

interface Shown {
  readonly plan: InstalmentPlanView;
  readonly payPath: string | null;
  readonly texts: typeof en;
  readonly money: (amount: number) => string;
  readonly day: (at: string) => string;
}

/** What a buyer sees of their parts by a signed link: what is due when, the way to pay, and whether later ones are charged (D-04). */
export function partsPage(deps: PartsPageDeps): HtmlPageBinding {
  /** @throws ProblemError `not-found` */
  async function requireParts({ token = '' }: Readonly<Record<string, string>>) {
    const id = deps.invoiceOf(token);
    const invoice: InvoiceRow | null = id === null ? null : await deps.invoices.find(id);
    const plan = invoice === null ? null : (await deps.view(invoice._id)).plan;
    if (invoice === null || plan === null) throw new ProblemError('not-found');
    return { invoice, plan };
  }

  return {
    id: 'instalments.parts-page',
    host: 'tenant',
    path: '/parts/:token',
    rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
    async show({ params }) {
      const { invoice, plan } = await requireParts(params);
      const { locale } = invoice.buyer;
      const texts = languages[locale];
      const days = new Intl.DateTimeFormat(DAY_TAGS[locale], {
        dateStyle: 'long',
        timeZone: await deps.readerZone(invoice.personId),
      });
      const shown: Shown = {
        ...{ plan, texts, payPath: plan.asked > 0 ? await deps.payPath(invoice._id) : null },
        money: (amount) => formatMoney({ amount, currency: invoice.currency }, locale),
        day: (at) => days.format(new Date(at)),
      };
      const { siteName } = await deps.siteFacts();
      const head = `<h1>${texts.title}</h1><p>${escapeHtml(texts.ofInvoice(invoice.number ?? '', siteName))}</p>`;
      return { lang: locale, title: texts.title, body: head + partsBody(shown) + consentBody(shown) + payBody(shown) };
    },
    async take({ params, form }) {
      const { invoice } = await requireParts(params);
      const said = Form.safeParse(form);
      if (!said.success) throw new ProblemError('bad-request');
      await deps.charges[said.data.step](invoice._id);
      return `/parts/${params['token']}`;
    },
  };
}

function partsBody({ plan: { parts }, texts, money, day }: Shown): string {
  const lines = parts.map(({ dueAt, amount, paid }, index) => {
    const line = texts.line(texts.part(index + 1, parts.length), money(amount), day(dueAt));
    return `<li>${escapeHtml(line)}${paid >= amount ? ` (${texts.paid})` : ''}</li>`;
  });
  return `<ol>${lines.join('')}</ol>`;
}

/** What is charged, with its days and sums: of what is left after the part that is paid by hand now, or all that is left. */
function chargesOf({ plan: { parts, asked, charge }, texts, money, day }: Shown): string {
  let byHand = charge?.state === 'active' ? 0 : asked;
  const charges: string[] = [];
  for (const { dueAt, amount, paid } of parts) {
    const rest = amount - paid;
    const later = Math.max(0, rest - byHand);
    byHand = Math.max(0, byHand - rest);
    if (later > 0) charges.push(texts.charge(money(later), day(dueAt)));
  }
  return charges.join(', ');
}

function consentBody(shown: Shown): string {
  const { plan, texts, payPath } = shown;
  const charges = escapeHtml(chargesOf(shown));
  const state = plan.charge?.state;
  if (state === 'agreed' || state === 'active') {
    const said = charges === '' ? '' : `<p class="status">${texts[state]} ${charges}.</p>`;
    return `${said}<p>${texts.takeBackHint}</p>${formOf('withdraw', texts.withdraw)}`;
  }
  const withdrawn = state === undefined ? '' : `<p role="status" class="status">${texts.withdrawn}</p>`;
  // Without a way to pay there is no card to keep.
  if (charges === '' || payPath === null) return withdrawn;
  const box = `<fieldset><label><input type="checkbox" name="agree" value="yes" required> <span>${texts.agreeTo(charges)}</span></label></fieldset>`;
  return `${withdrawn}<h2>${texts.ask}</h2><p>${texts.askHint}</p>${formOf('agree', texts.agree, `${box}<p>${texts.takeBackHint}</p>`)}`;
}

/** Whoever is being asked pays after their answer: a box that was ticked beside a way to pay would be lost. */
function payBody(shown: Shown): string {
  const { plan, payPath, texts, money } = shown;
  if (plan.state === 'paid') return `<p class="status">${texts.allPaid}</p>`;
  if (payPath === null) return '';
  const isAsking = plan.charge === null && chargesOf(shown) !== '';
  const sum = money(plan.asked);
  const [style, label] = isAsking ? ['button second', texts.payWithout(sum)] : ['button', texts.pay(sum)];
  return `<p><a class="${style}" href="${escapeHtml(payPath)}">${escapeHtml(label)}</a></p>`;
}

const formOf = (step: 'agree' | 'withdraw', label: string, fields = ''): string =>
  `<form method="post">${fields}<div class="buttons"><button${step === 'agree' ? '' : ' class="second"'} name="step" value="${step}">${label}</button></div></form>`;
