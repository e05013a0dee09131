import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@stageline/platform';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { createInstalmentsModule, type InstalmentsModule, type InstalmentsModuleDeps } from './index.ts';

const DAY_MS = 86_400_000;
let money: MoneyBed;
let instalments: InstalmentsModule;
/** What went out: of which part, which step, and its subject. */
let mails: { about: string; subject: string; html: string }[] = [];
/** Where the process dies next. */
let dies: 'before the mail' | 'after the mail' | 'after the note' | null = null;
beforeAll(async () => {
  money = await createMoneyBed({
    askedFor: async (invoice) => (await instalments.service.standing(invoice))?.asked ?? invoice.figures.due,
    onChanged: (invoiceId) => instalments.service.review(invoiceId),
  });
  instalments = createInstalmentsModule(deps());
});
function deps(): InstalmentsModuleDeps {
  const { bed, invoices } = money;
  const die = (point: typeof dies) => {
    if (dies !== point) return;
    dies = null;
    throw new Error('killed');
  };
  return {
    ...{ clock: bed.clock, unitOfWork: bed.unitOfWork, invoices: invoices.service, pausedTenants: async () => [] },
    logger: createLogger({ service: 'test', level: 'silent' }),
    audit: { record: async () => undefined },
    siteFacts: async () => ({ ...(await bed.seatsDeps.sites.siteFacts()), palette: {}, logoUrl: null }) as never,
    readerZone: async () => 'Europe/Berlin',
    ...{ cards: money.payments.saved, checkouts: money.payments.checkouts, invoiceOf: () => null },
    payPath: async () => null,
    partsUrl: async () => 'http://dana.stage.test/parts/x',
    payUrl: async () => 'http://dana.stage.test/pay/x',
    paperUrl: async () => 'http://dana.stage.test/paper/x',
    mailer: {
      async send({ idempotencyKey, subject, html }: { idempotencyKey: string; subject: string; html: string }) {
        die('before the mail');
        mails.push({ about: idempotencyKey.split(':').slice(2).join(':'), subject, html });
        die('after the mail');
      },
    } as never,
    onStanding: async () => die('after the note'),
  };
}
beforeEach(() => void (mails = []));
afterAll(() => money.bed.close());

const later = (days: number) => new Date(money.bed.clock.now().getTime() + days * DAY_MS);
/** An invoice of 100.00 in three parts: in ten days, in forty, in seventy. */
async function inParts(): Promise<Shop> {
  const shop = await money.site();
  const parts = [4000, 3000, 3000].map((amount, turn) => ({ dueAt: later(10 + 30 * turn).toISOString(), amount }));
  await money.bed.in(shop.id, () => instalments.service.agree(shop.invoiceId, { parts }));
  return shop;
}
/** Days pass, and the sweeps look twice. */
async function pass(days: number): Promise<void> {
  money.bed.clock.advance(days * DAY_MS);
  for (const _ of [1, 2]) {
    await instalments.sweep();
    await money.invoices.books.moveOverdue();
  }
}
const view = async ({ id, invoiceId }: Shop) =>
  (await money.bed.in(id, () => instalments.service.view(invoiceId))).plan;
const stateOf = async ({ id, invoiceId }: Shop) =>
  (await money.bed.in(id, () => money.invoices.service.get(invoiceId))).state;
const told = () => mails.splice(0).map(({ about }) => about);

it('D-04 reminds once before and three times after, and stops with the payment', async () => {
  const shop = await inParts();
  await pass(6);
  expect(told()).toEqual([]);
  await pass(1);
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(later(3));
  expect(mails).toMatchObject([{ about: '0:ahead', subject: `€40.00 is due on ${day}` }]);
  expect(mails[0]!.html).toContain('http://dana.stage.test/pay/x');
  expect(told()).toHaveLength(1);
  await pass(4);
  expect([told(), (await view(shop))!.state]).toEqual([['0:first'], 'late']);
  await money.pay(shop);
  expect(await view(shop)).toMatchObject({ state: 'on_track', asked: 3000, parts: [{ paid: 4000 }, { paid: 0 }, {}] });
  await pass(20);
  expect(told()).toEqual([]);
  await pass(6);
  expect(told()).toEqual(['1:ahead']);
  for (const [days, step] of [
    [4, 'first'],
    [6, 'second'],
    [7, 'last'],
  ] as const) {
    await pass(days);
    expect(told()).toEqual([`1:${step}`]);
  }
  expect((await view(shop))!.state).toBe('arrears');
  await pass(12);
  expect(told()).toEqual([]);
  // All that is late is paid at once.
  expect((await view(shop))!.asked).toBe(3000);
  await money.pay(shop);
  await pass(12);
  expect(told()).toEqual(['2:second']);
  await money.pay(shop);
  await pass(30);
  expect([told(), await stateOf(shop), (await view(shop))!.state]).toEqual([[], 'paid', 'paid']);
});

it('D-04 an invoice in parts is in time as long as its parts are, and ends as it was', async () => {
  const shop = await inParts();
  await money.pay(shop);
  // Its own day is over after two weeks.
  await pass(20);
  await money.bed.in(shop.id, () => money.invoices.service.refresh(shop.invoiceId));
  expect(await stateOf(shop)).toBe('partially_paid');
  await pass(21);
  expect(await stateOf(shop)).toBe('overdue');
  await money.pay(shop);
  expect(await stateOf(shop)).toBe('partially_paid');
  await money.bed.in(shop.id, () => instalments.service.end(shop.invoiceId));
  expect([await stateOf(shop), await view(shop)]).toEqual(['overdue', null]);
  expect(await money.rows(shop.id, 'InstalmentPlan')).toEqual([]);
});

it('D-04 the parts of an invoice that is taken back, or given up, end with it', async () => {
  const [cancelled, lost] = [await inParts(), await inParts()];
  await money.bed.in(cancelled.id, () => money.invoices.service.cancel(cancelled.invoiceId, 'Ordered twice'));
  await money.bed.in(lost.id, () => money.invoices.service.writeOff(lost.invoiceId));
  expect([await view(cancelled), await view(lost)]).toEqual([null, null]);
  await pass(11);
  expect(told()).toEqual([]);
  for (const { id } of [cancelled, lost]) expect(await money.rows(id, 'InstalmentPlan')).toEqual([]);
});

it('D-04 a process that dies in the middle of a reminder sends that one, and no other', async () => {
  const shop = await inParts();
  money.bed.clock.advance(8 * DAY_MS);
  for (const point of ['before the mail', 'after the mail', 'after the note'] as const) {
    dies = point;
    await instalments.sweep();
    expect(dies).toBeNull();
    // What was not finished is not noted, so it is done once more, by the same key.
    expect((await money.rows(shop.id, 'InstalmentPlan'))[0].sent).toBeNull();
  }
  await instalments.sweep();
  await instalments.sweep();
  expect(new Set(told())).toEqual(new Set(['0:ahead']));
  expect((await money.rows(shop.id, 'InstalmentPlan'))[0].sent).toEqual({ part: 0, step: 'ahead' });
});

it('D-04 parts are what is due, and nothing is divided that is paid', async () => {
  const shop = await money.paid(PRICE);
  const [first, second] = [later(1).toISOString(), later(2).toISOString()];
  const agree = ({ id, invoiceId }: Shop, ...amounts: [number, number]) => {
    const parts = [first, second].map((dueAt, turn) => ({ dueAt, amount: amounts[turn]! }));
    return money.bed.in(id, () => instalments.service.agree(invoiceId, { parts }));
  };
  await expect(agree(shop, 5000, 5000)).rejects.toMatchObject({ code: 'invoice-settled' });
  const open = await money.site();
  await expect(agree(open, 5000, 4999)).rejects.toMatchObject({ code: 'validation-failed' });
  expect((await agree(open, 5000, 5000)).plan).toMatchObject({ state: 'on_track', asked: 5000 });
  // Agreed anew, the former ones are gone.
  expect((await agree(open, 1000, 9000)).plan).toMatchObject({ asked: 1000 });
  expect(await money.rows(open.id, 'InstalmentPlan')).toHaveLength(1);
});
