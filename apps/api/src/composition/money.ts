import type { InvoiceId, PersonId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { createAdmissionsModule } from '../modules/admissions/index.ts';
import { createBulkRefundsModule } from '../modules/bulk-refunds/index.ts';
import { createInstalmentsModule } from '../modules/instalments/index.ts';
import { callTypesRepository } from '../modules/availability/index.ts';
import { createCallLinks } from '../modules/calls/index.ts';
import { createEntitlementsModule } from '../modules/entitlements/index.ts';
import { createEarlyPricesModule, earlyPrices } from '../modules/early-prices/index.ts';
import { createInvoicesModule } from '../modules/invoices/index.ts';
import { createCouponsModule } from '../modules/coupons/index.ts';
import { soldOffer } from '../modules/offers/index.ts';
import { createOrdersModule } from '../modules/orders/index.ts';
import { createStatementsModule } from '../modules/statements/index.ts';
import { ASKED, createPaymentsModule, createSandboxPost, payingQuery } from '../modules/payments/index.ts';
import { touchesOf } from '../modules/registrations/index.ts';
import { sessionTitles } from '../modules/sessions/index.ts';
import type { Config } from '../config.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** How long the address of an invoice opens that stands in a reminder. */
const PAPER_SECONDS = 90 * 86_400;

/** What is sold and paid: invoices, receipts, the books behind them, payments, and seats at a price. */
export function composeMoney(
  kit: Kit,
  { audit, site, mail, members, tenants }: Core,
  masterclass: Masterclass,
  onCustomer: (customerId: string, eventId: string) => Promise<void>,
  onMoney: (invoiceId: InvoiceId) => Promise<void>,
) {
  const { config, joinLinks } = kit;
  const { leads, analytics, registrations, seats, sessions, offers, replays, materials } = masterclass;
  const common = { ...kit, audit: audit.log, pausedTenants: () => tenants.service.pausedIds() };
  const siteUrl = async () => (await site.service.siteFacts()).url;
  const siteTimeZone = async () => (await analytics.calendar.current()).timeZone;
  const readerZone = async (id: PersonId) => (await registrations.service.zoneOf(id)) ?? (await siteTimeZone());
  const invoices = createInvoicesModule({
    ...common,
    touchesOf,
    leads: leads.service,
    mailer: mail.service,
    siteFacts: () => site.service.siteFacts(),
    readMedia: (tenantId, key) => site.service.readMedia(tenantId, key),
    siteTimeZone,
    readerZone,
    payUrl: async ({ invoiceId }) => ((await payments.accounts.takesPayments()) ? payments.payUrl(invoiceId) : null),
  });
  const payments = createPaymentsModule({
    ...common,
    port: kit.payments,
    onCustomer,
    invoices: invoices.service,
    feeBasisPoints: config.PLATFORM_FEE_BASIS_POINTS,
    siteUrl,
    ownerEmail: async () => (await members.service.owners())[0]?.email ?? null,
    askedFor: (invoice) => admissions.service.askFor(invoice),
    savesCard: (invoice) => instalments.charges.savesCard(invoice),
    mayCharge: (invoiceId) => instalments.charges.mayCharge(invoiceId),
    asksFirst: async (invoiceId) => ((await instalments.charges.isToBeAsked(invoiceId)) ? partsPath(invoiceId) : null),
    async onChanged(invoiceId) {
      await instalments.service.review(invoiceId);
      await admissions.service.review(invoiceId);
      await orders.service.review(invoiceId);
      await entitlements.service.review(invoiceId);
      await onMoney(invoiceId);
    },
    onRefund: (refundId) => bulkRefunds.work.noted(refundId),
    // Their own page says what became of it; the way to it is a secret that the provider may be told, as they are.
    async backTo({ _id, leadId }, how) {
      const place = () =>
        `/place/${joinLinks.tokenFor(currentTenantId(), leadId)}${payingQuery(payments.payLinks, _id, how)}`;
      return (await siteUrl()) + ((await orders.service.pathOf(_id)) ?? place());
    },
    sandboxPost: sandboxPostOf(config),
  });
  /** The page of an invoice's parts, for whoever has the link to pay it. */
  const partsPath = (id: InvoiceId): string => `/parts/${payments.payLinks.tokenFor(currentTenantId(), id)}`;
  const statements = createStatementsModule({
    ...common,
    invoices: invoices.service,
    payments: payments.service,
  });
  const coupons = createCouponsModule({ ...common, assertSession: (id) => sessions.service.get(id) });
  const earlyPricing = createEarlyPricesModule({
    ...common,
    session: (id) => sessions.service.get(id),
    offers: async (id) => (await offers.service.list(id)).items,
    changed: () => sessions.service.seatsChanged(),
  });
  const admissions = createAdmissionsModule({
    ...common,
    coupons: coupons.service,
    earlyPrices,
    invoices: invoices.service,
    checkouts: payments.checkouts,
    leads: leads.service,
    seats: seats.service,
    titleOf: async (id) => (await sessionTitles([id])).get(id) ?? '',
    localeOf: (personId) => registrations.service.localeOf(personId),
    payPath: payments.payPath,
    seller: invoices.seller,
    instalmentsOf: (invoice) => instalments.service.standing(invoice),
    partsOf: async ({ _id }) => {
      const { plan } = await instalments.service.view(_id);
      const isCharged = plan?.charge?.state === 'active' || plan?.charge?.state === 'agreed';
      return plan === null ? null : { path: partsPath(_id), isCharged };
    },
  });
  const instalments = createInstalmentsModule({
    ...common,
    invoices: invoices.service,
    mailer: mail.service,
    siteFacts: () => site.service.siteFacts(),
    readerZone,
    payUrl: async (id) => ((await payments.accounts.takesPayments()) ? payments.payUrl(id) : null),
    paperUrl: async (id) => `${await siteUrl()}${invoices.links.pathFor(id, PAPER_SECONDS)}`,
    partsUrl: async (id) => `${await siteUrl()}${partsPath(id)}`,
    invoiceOf: (token) => payments.payLinks.invoiceOf(currentTenantId(), token),
    payPath: async (id) => {
      const isOpen = (await payments.accounts.takesPayments()) && !(await payments.checkouts.isProcessing(id));
      return isOpen ? `${payments.payPath(id)}?${ASKED}` : null;
    },
    cards: payments.saved,
    checkouts: payments.checkouts,
    async onStanding(id) {
      await admissions.service.review(id);
      await entitlements.service.review(id);
    },
  });
  const callLinks = createCallLinks(kit.signer);
  const entitlements = createEntitlementsModule({
    ...common,
    invoices: invoices.service,
    leads: leads.service,
    instalmentsOf: (invoice) => instalments.service.standing(invoice),
    mailer: mail.service,
    leadOf: (token) => joinLinks.leadOf(currentTenantId(), token),
    tokenFor: (...of) => joinLinks.tokenFor(...of),
    localeOf: (personId) => registrations.service.localeOf(personId),
    withReplay: (ids) => replays.viewing.withFilm(ids),
    filesFor: (...whose) => materials.service.filesFor(...whose),
    async callType(id) {
      const type = await callTypesRepository.find(id);
      return type?.isActive === true ? type : null;
    },
    callPath: (id) => `/call/${callLinks.tokenFor(currentTenantId(), id)}`,
    payPath: async (id) => ((await payments.accounts.takesPayments()) ? payments.payPath(id) : null),
    siteFacts: () => site.service.siteFacts(),
    readerZone,
  });
  const orders = createOrdersModule({
    ...common,
    soldOffer,
    entitlements: entitlements.service,
    callName: async (id) => (await callTypesRepository.find(id))?.name ?? null,
    coupons: coupons.service,
    earlyPrices,
    invoices: invoices.service,
    leads: leads.service,
    takesPayments: () => payments.accounts.takesPayments(),
    payPath: payments.payPath,
    isTest: kit.payments?.provider !== 'stripe',
    refreshBoard: (id) => offers.board.refresh(id),
  });
  const bulkRefunds = createBulkRefundsModule({
    ...common,
    ...{ invoices: invoices.service, payments: payments.payments },
    ...{ refunds: payments.refunds, checkouts: payments.checkouts },
    sessions: { find: (id) => masterclass.sessions.service.findForSeats(id) },
  });
  return {
    invoices,
    payments,
    statements,
    admissions,
    instalments,
    coupons,
    earlyPricing,
    entitlements,
    orders,
    bulkRefunds,
  };
}
/** Where the sandbox tells us what happened; nowhere while the port is one that the system chooses. */
function sandboxPostOf({ CANARY_TARGET, PORT, APEX }: Config) {
  const target = CANARY_TARGET ?? (PORT === 0 ? null : `http://127.0.0.1:${PORT}`);
  return target === null ? null : createSandboxPost(target, APEX);
}
export type Money = ReturnType<typeof composeMoney>;
