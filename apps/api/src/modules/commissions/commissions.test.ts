import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvoiceId, LeadId, PersonId, TenantId } from '@stageline/contracts';
import { commissionOf, keptNet } from '@stageline/domain';
import type { PaymentNews } from '@stageline/integrations/payments';
import { createLogger, newId } from '@stageline/platform';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { peopleImports } from '../registrations/index.ts';
import { createCommissionsModule } from './index.ts';

let money: MoneyBed;
let bed: MoneyBed['bed'];
let commissions: ReturnType<typeof createCommissionsModule>;
/** In the place of the line's own. */
let upline: MoneyBed['bed']['places']['upline'] | null = null;
const said: string[] = [];
const logger = createLogger({ service: 'test', level: 'error', stream: { write: (entry) => void said.push(entry) } });
beforeAll(async () => {
  const onChanged = (id: InvoiceId) => commissions.earning.review(id);
  money = await createMoneyBed({ onChanged });
  ({ bed } = money);
  commissions = createCommissionsModule({
    ...{ unitOfWork: bed.unitOfWork, clock: bed.clock, audit: { record: async () => undefined } },
    ...{ invoices: money.invoices.service, ledger: money.invoices.ledger, leads: bed.leads.service },
    upline: (...of) => (upline ?? bed.places.upline)(...of),
    ...{ siteTimeZone: async () => 'Europe/Berlin', books: money.invoices.books, logger },
    members: { recipient: async () => null },
    idempotency: money.payments.idempotency,
    personWith: async (address) => (await peopleImports.findBy('email', [address]))[0]?._id ?? null,
  });
});
afterAll(() => bed.close());

/** In thousandths of a percent: 10 %, 5 % and 2.5 %. */
const RATES = [10_000, 5000, 2500];
/** Of 100.00 with 19 % tax in it. */
const NET = 8403;
let people = 0;

interface Member {
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly code: string;
  readonly token: string;
}
async function member(id: TenantId, firstName: string, via?: string): Promise<Member> {
  const email = `m${(people += 1)}@people.example`;
  const token = await bed.join(id, { firstName, lastName: 'Guest', email, ...(via && { via }) });
  const leadId = bed.joinLinks.leadOf(id, token)!;
  const { inviteUrl } = await bed.in(id, () => bed.places.service.view(token));
  const lead = await bed.in(id, () => bed.leads.service.findRegistered(leadId));
  return { personId: lead!.personId, leadId, token, code: new URL(inviteUrl!).searchParams.get('via')! };
}

/** A site with a line of four: each brought the next. */
async function line(levels: readonly number[] = RATES) {
  const { id, accountId } = await money.site();
  const first = await member(id, 'Ana');
  const second = await member(id, 'Ben', first.code);
  const third = await member(id, 'Cleo', second.code);
  const buyer = await member(id, 'Dan', third.code);
  if (levels.length > 0) await bed.in(id, () => commissions.rates.save(0, levels));
  const sell = (sold: Parameters<MoneyBed['sell']>[1] = PRICE, whose: Member = buyer) =>
    money.sell({ id, accountId, of: { personId: whose.personId, leadId: whose.leadId } }, sold);
  return { id, first, second, third, buyer, sell };
}
type Line = Awaited<ReturnType<typeof line>>;

const rows = (id: TenantId, name: string, filter = {}) => money.rows(id, name, filter);
/** What each of the three has of it, whoever brought the buyer first. */
const balances = async ({ id, first, second, third }: Line): Promise<number[]> => {
  const { items } = await bed.in(id, () => commissions.statements.list());
  return [third, second, first].map(({ leadId }) => items.find((each) => each.leadId === leadId)?.balance ?? 0);
};
const earned = (base: number) => RATES.map((rate) => commissionOf(base, rate));
const refund = (shop: Shop & { readonly paymentId: never }, amount: number) =>
  bed.in(shop.id, () => money.payments.refunds.refund(shop.paymentId, { amount, reason: 'Not what they wanted' }));
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
async function agrees({ id }: Pick<Line, 'id'>): Promise<void> {
  expect(await bed.in(id, () => commissions.check())).toEqual([]);
  expect(await bed.in(id, () => money.invoices.books.check())).toEqual([]);
}

describe('commissions', () => {
  it('D-01 are earned along the line of sponsors when money arrives, of what was paid without its tax', async () => {
    const site = await line();
    const shop = await site.sell();
    expect(await rows(site.id, 'CommissionEntry')).toEqual([]);
    await money.pay(shop);
    expect(await balances(site)).toEqual([840, 420, 210]);
    expect(earned(NET)).toEqual([840, 420, 210]);
    await agrees(site);
    const owed = (await bed.in(site.id, () => money.invoices.ledger.balances())).filter(({ account }) =>
      account.startsWith('commissions'),
    );
    expect(Object.fromEntries(owed.map(({ account, amount }) => [account, amount]))).toEqual({
      commissions: 1470,
      commissions_owed: -1470,
    });
    // Told once more, it is the same money.
    await bed.in(site.id, () => commissions.earning.review(shop.invoiceId));
    expect(await rows(site.id, 'CommissionEntry')).toHaveLength(3);
  });

  it('D-01 nobody earns of what they buy themselves, also where a merge has put them above themselves', async () => {
    const site = await line();
    upline = async () => [site.buyer.personId, site.third.personId];
    await money.pay(await site.sell());
    upline = null;
    expect(await balances(site)).toEqual([420, 0, 0]);
    const entries = await rows(site.id, 'CommissionEntry');
    expect(entries.map(({ personId }) => personId)).toEqual([site.third.personId]);
    await agrees(site);
  });

  it('D-01 what statements and books do not agree in is said each night, of each site by itself', async () => {
    const site = await line();
    await money.pay(await site.sell());
    said.splice(0);
    await commissions.schedules![0]!.run();
    expect(said).toEqual([]);
    // What nobody can do by the product.
    const change = (from: number, to: number) =>
      bed.in(site.id, () => mongoose.models['CommissionEntry']!.updateOne({ amount: from }, { $set: { amount: to } }));
    await change(840, 841);
    await commissions.schedules![0]!.run();
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]!)).toMatchObject({ tenantId: site.id, faults: ['EUR'] });
    await change(841, 840);
  });

  it('D-04 grow with each part that is paid, and come to the same as all at once', async () => {
    const site = await line();
    const { invoiceId } = await site.sell();
    for (const amount of [3333, 3333, 3334]) {
      const of = { amount, method: 'cash', paidAt: bed.clock.now().toISOString(), note: '' } as const;
      await bed.in(site.id, () => money.payments.service.record(invoiceId, of, newId('idk')));
    }
    expect(await rows(site.id, 'CommissionEntry')).toHaveLength(9);
    expect(await balances(site)).toEqual(earned(NET));
    await agrees(site);
  });

  it('D-06 go back with a refund in proportion, and with the rest of it to nothing', async () => {
    const site = await line();
    const shop = (await money.pay(await site.sell())) as never as Parameters<typeof refund>[0];
    await refund(shop, 2500);
    await money.hear();
    const kept = keptNet(await bed.in(site.id, () => money.invoices.ledger.sumsOf(shop.invoiceId)));
    expect(kept).toBe(6302);
    expect(await balances(site)).toEqual(earned(kept));
    await refund(shop, 7500);
    await money.hear();
    expect(await balances(site)).toEqual([0, 0, 0]);
    await agrees(site);
  });

  it('D-06 go back with a dispute, and are given again when it is won', async () => {
    const site = await line();
    const shop = await money.pay(await site.sell());
    const [{ checkoutId }] = await rows(site.id, 'Payment', { invoiceId: shop.invoiceId });
    const at = { accountId: shop.accountId, checkoutId };
    await money.gateway().page.dispute(at, 'now');
    await money.hear();
    expect(await balances(site)).toEqual([0, 0, 0]);
    await money.gateway().page.decide(at, 'won', 'now');
    await money.hear();
    expect(await balances(site)).toEqual(earned(NET));
    await agrees(site);
  });

  it('D-08 in any order and repetition of the news are their rate of the money that is kept', async () => {
    const site = await line();
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    const repeats = fc.array(fc.nat(4), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(order, repeats, fc.boolean(), async (first, again, atOnce) => {
        const shop = await site.sell();
        await shop.begin();
        const { _id: reference, checkoutId } = await shop.active();
        const of = { chargeId: `ch_${reference}`, currency: 'EUR' as const };
        const lost = { ...of, disputeId: `dp_${reference}`, amount: 2500, reason: 'fraudulent' };
        const won = { ...of, disputeId: `dq_${reference}`, amount: 1000, reason: 'fraudulent' };
        const back = {
          kind: 'refund',
          reference: '',
          refundId: `re_${reference}`,
          amount: 1500,
          failure: null,
        } as const;
        const script: PaymentNews[] = [
          { kind: 'paid', method: 'card', reference, checkoutId, amount: PRICE, ...of },
          { ...back, ...of, state: 'succeeded' } as never,
          { kind: 'dispute', state: 'open', ...lost },
          { kind: 'dispute', state: 'lost', ...lost },
          { kind: 'dispute', state: 'won', ...won },
        ];
        for (const step of [...first, ...again]) {
          await money.tell(shop, script[step]!, `evt_${reference}_${step}`);
          if (!atOnce) await money.workOff();
        }
        const all = money.orders.splice(0);
        await Promise.all(all.map(({ tenantId, id }) => bed.in(tenantId, () => money.payments.intake.work(id))));
        bed.clock.advance(11 * 60_000);
        await money.payments.sweep();
        await money.workOff();
        const sums = await bed.in(site.id, () => money.invoices.ledger.sumsOf(shop.invoiceId));
        expect(keptNet(sums)).toBe(5042);
        const entries = await rows(site.id, 'CommissionEntry', { invoiceId: shop.invoiceId });
        const of3 = [1, 2, 3].map((level) =>
          entries.filter((each) => each.level === level).reduce((sum, { amount }) => sum + amount, 0),
        );
        expect(of3).toEqual(earned(5042));
      }),
      { numRuns: 6, seed: 20_261_130 },
    );
    await agrees(site);
  });

  it('D-01 hold the rates of the day of the invoice, and the sponsors of its first money', async () => {
    const site = await line([]);
    const before = await site.sell();
    bed.clock.advance(1000);
    await bed.in(site.id, () => commissions.rates.save(0, [10_000, 0, 0]));
    expect((await bed.in(site.id, () => commissions.rates.get())).levels).toEqual([10_000]);
    bed.clock.advance(1000);
    const after = await site.sell();
    bed.clock.advance(1000);
    await bed.in(site.id, () => commissions.rates.save(1, [50_000]));
    expect(await codeOf(bed.in(site.id, () => commissions.rates.save(1, [1])))).toBe('conflict');
    await money.pay(before);
    expect(await balances(site)).toEqual([0, 0, 0]);
    const part = { amount: 5000, method: 'cash', paidAt: bed.clock.now().toISOString(), note: '' } as const;
    const pay = () => bed.in(site.id, () => money.payments.service.record(after.invoiceId, part, newId('idk')));
    await pay();
    // Who brought them is corrected: what was settled stays.
    await bed.in(site.id, () => bed.places.sponsors.correct(site.buyer.leadId, site.first.leadId, 'a mistake'));
    await pay();
    expect(await balances(site)).toEqual([840, 0, 0]);
  });

  it('D-01 an empty place earns nothing and nobody moves up, and whoever has not confirmed yet was brought all the same', async () => {
    const site = await line();
    await bed.in(site.id, () => bed.places.service.leave(site.second.token));
    const form = { firstName: 'Eve', lastName: 'New', email: 'eve@people.example', via: site.third.code };
    await bed.in(site.id, () => bed.registrations.service.register(form, { source: 'form' }));
    const [found] = await bed.in(site.id, () => peopleImports.findBy('email', [form.email]));
    const [eve] = await bed.in(site.id, () => bed.leads.service.findByPersons([found!._id]));
    await money.pay(await site.sell(PRICE, { personId: eve!.personId, leadId: eve!._id, code: '', token: '' }));
    expect(await balances(site)).toEqual([840, 0, 210]);
  });
});

describe('statements of commissions', () => {
  it('D-01 say line by line what came of what, by the months of the site, and the sponsor sees no buyer', async () => {
    const site = await line();
    const shop = (await money.pay(await site.sell())) as never as Parameters<typeof refund>[0];
    const month = bed.clock.now().toISOString().slice(0, 7);
    await refund(shop, PRICE);
    await money.hear();
    const { lines, sums } = await bed.in(site.id, () => commissions.statements.of(site.third.leadId, month));
    expect(
      lines.map(({ kind, amount, base, rate, level, buyerName }) => [kind, amount, base, rate, level, buyerName]),
    ).toEqual([
      ['taken-back', -840, 0, 10_000, 1, 'Ana Ruiz'],
      ['earned', 840, NET, 10_000, 1, 'Ana Ruiz'],
    ]);
    expect(sums).toEqual([{ currency: 'EUR', before: 0, earned: 840, takenBack: -840, paidOut: 0, balance: 0 }]);
    const lead = await bed.in(site.id, () => bed.leads.service.findRegistered(site.third.leadId));
    const own = await bed.in(site.id, () => commissions.statements.own(lead!.person.email, month));
    expect(own.statement?.lines.map(({ amount, buyerName, invoiceId }) => [amount, buyerName, invoiceId])).toEqual([
      [-840, null, null],
      [840, null, null],
    ]);
    expect((await bed.in(site.id, () => commissions.statements.own('nobody@people.example'))).statement).toBeNull();
    const none = await bed.in(site.id, () => commissions.statements.of(site.third.leadId, '2001-01'));
    expect(none).toMatchObject({ sums: [], lines: [] });
  });

  it('D-01 come as a file that calculates nothing', async () => {
    const site = await line();
    const evil = await member(site.id, '=1+2', site.first.code);
    const below = await member(site.id, 'Fay', evil.code);
    await money.pay(await site.sell(PRICE, below));
    const file = await bed.in(site.id, () => commissions.statements.file(undefined, evil.leadId, false));
    // It is read long after the request that asked for it.
    const parts: string[] = [];
    for await (const part of file.content) parts.push(String(part));
    const text = parts.join('');
    const [head, only, end] = text.split('\r\n');
    expect(head).toBe('at,kind,person,invoice,buyer,level,rate_percent,base,amount,currency,note');
    expect(only).toMatch(/^[^,]+Z,earned,'=1\+2 Guest,INV-\d+,Ana Ruiz,1,10,84\.03,8\.40,EUR,$/);
    expect(end).toBe('');
  });
});

describe('payouts of commissions', () => {
  it('D-01 are never more than is owed, however many are noted at once, and can be taken back once', async () => {
    const site = await line();
    await money.pay(await site.sell());
    const pay = (amount: number, request = newId('idk')) =>
      bed.in(site.id, () => commissions.payouts.payOut(site.third.leadId, { amount, currency: 'EUR' }, request));
    const asked = await Promise.all([500, 500, 500].map((amount) => codeOf(pay(amount))));
    expect(asked.toSorted()).toEqual(['done', 'validation-failed', 'validation-failed']);
    const request = newId('idk');
    const [one, again] = [await pay(340, request), await pay(340, request)];
    expect(again.id).toBe(one.id);
    expect(await balances(site)).toEqual([0, 420, 210]);
    const back = () => bed.in(site.id, () => commissions.payouts.takeBack(one.payoutId!));
    expect((await back()).id).toBe((await back()).id);
    expect(await balances(site)).toEqual([340, 420, 210]);
    expect(await codeOf(pay(341))).toBe('validation-failed');
    await agrees(site);
  });

  it('D-06 that came before a refund leave the sponsor owing, until they earn again', async () => {
    const site = await line();
    const shop = (await money.pay(await site.sell())) as never as Parameters<typeof refund>[0];
    await bed.in(site.id, () =>
      commissions.payouts.payOut(site.third.leadId, { amount: 840, currency: 'EUR' }, newId('idk')),
    );
    await refund(shop, PRICE);
    await money.hear();
    expect(await balances(site)).toEqual([-840, 0, 0]);
    await money.pay(await site.sell(2 * PRICE));
    expect(await balances(site)).toEqual([commissionOf(2 * NET + 1, 10_000) - 840, 840, 420]);
    await agrees(site);
  });
});
