import { beforeAll, expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { CheckoutRequest, PaymentNews, PaymentsPort, SavedChargeRequest } from './port.ts';

export interface PaymentsFixture {
  readonly port: PaymentsPort;
  /** The buyer, their bank, or whoever disputes, does something. */
  act(
    at: { accountId: string; checkoutId: string },
    what:
      | 'pay'
      | 'decline'
      | 'debit'
      | 'debit-succeeds'
      | 'debit-fails'
      | 'dispute'
      | 'win'
      | 'bounce'
      | 'drain'
      | 'fill'
      | 'later-declined'
      | 'later-asks',
  ): Promise<void>;
  /** All that was told since the last time, as it comes to our address. */
  told(): Promise<{ readonly headers: Record<string, string>; readonly raw: Buffer }[]>;
}

/** What every payments adapter must do; run it inside a `describe` of the adapter. */
export function paymentsContract(make: () => Promise<PaymentsFixture>): void {
  let fixture: PaymentsFixture;
  let port: PaymentsPort;
  let accountId: string;
  let keys = 0;
  beforeAll(async () => {
    fixture = await make();
    ({ port } = fixture);
    accountId = await port.openAccount({ key: 'ten_contract', email: 'promoter@example.com' });
  });
  const request = (change: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
    key: `pay_${(keys += 1)}`,
    accountId,
    reference: `pay_${keys}`,
    amount: 12_345,
    currency: 'EUR',
    fee: 345,
    description: 'A masterclass',
    email: 'buyer@example.com',
    locale: 'de',
    returnUrl: 'https://site.example/back',
    cancelUrl: 'https://site.example/cancel',
    expiresAt: new Date(Date.now() + 3_600_000),
    ...change,
  });
  async function begin(change: Partial<CheckoutRequest> = {}) {
    const wanted = request(change);
    const { id: checkoutId, url } = await port.createCheckout(wanted);
    return { ...wanted, at: { accountId: wanted.accountId, checkoutId }, checkoutId, url };
  }
  async function heard(): Promise<(PaymentNews | null)[]> {
    const told = await fixture.told();
    return told.map(({ headers, raw }) => {
      const event = port.verify({ headers, raw, now: new Date() });
      expect(event?.accountId).toBe(accountId);
      return event!.news;
    });
  }
  async function paid(change: Partial<CheckoutRequest> = {}) {
    const begun = await begin(change);
    await fixture.act(begun.at, 'pay');
    const [news] = await heard();
    if (news?.kind !== 'paid') throw new Error('Nothing was paid');
    return { ...begun, news };
  }
  const refundOf = (bought: Awaited<ReturnType<typeof paid>>, amount: number, key = `rfd_${(keys += 1)}`) =>
    port.refund({
      ...{ key, reference: key, accountId, amount, currency: bought.currency, returnsFee: true },
      chargeId: bought.news.chargeId,
    });
  const refused = (code: string) => ({ port: 'payments', code, retryable: false });

  it('D-14 a checkout is paid on a page of the provider, which says so by a signed notification', async () => {
    const { url, at, reference, checkoutId } = await begin();
    expect(url).toMatch(/^https?:\/\//);
    expect(await port.lookUp(at)).toEqual([]);
    await fixture.act(at, 'pay');
    const news = await heard();
    const told = { kind: 'paid', reference, checkoutId, amount: 12_345, currency: 'EUR', method: 'card' };
    expect(news).toEqual([{ ...told, chargeId: expect.any(String) }]);
    // Whoever heard nothing learns the same by asking.
    expect(await port.lookUp(at)).toEqual(news);
  });

  it('D-09 one key is one checkout, and another request under it is refused', async () => {
    const wanted = request();
    const first = await port.createCheckout(wanted);
    expect(await Promise.all([port.createCheckout(wanted), port.createCheckout(wanted)])).toEqual([first, first]);
    await expect(port.createCheckout({ ...wanted, amount: 12_346 })).rejects.toMatchObject(refused('key-reused'));
  });

  it.each<[string, Partial<CheckoutRequest>]>([
    ['nothing to pay', { amount: 0 }],
    ['parts of a minor unit', { amount: 10.5 }],
    ['a fee above the amount', { fee: 12_346 }],
    ['a currency in small letters', { currency: 'eur' }],
    ['a relative way back', { returnUrl: '/back' }],
  ])('D-01 refuses %s', async (_what, change) => {
    await expect(port.createCheckout(request(change))).rejects.toBeInstanceOf(IntegrationError);
    await expect(port.createCheckout(request(change))).rejects.toMatchObject(refused('invalid-request'));
  });

  it.each([
    ['JPY', 5000],
    ['KWD', 12_340],
    ['ISK', 5000],
  ])('D-01 %s keeps its decimals', async (currency, amount) => {
    const { news } = await paid({ currency, amount, fee: 0 });
    expect(news).toMatchObject({ currency, amount });
  });

  it('D-14 a decline leaves the checkout open', async () => {
    const { at, reference } = await begin();
    await fixture.act(at, 'decline');
    expect(await heard()).toEqual([{ kind: 'failed', reference, code: 'insufficient_funds', isFinal: false }]);
    await fixture.act(at, 'pay');
    expect(await heard()).toMatchObject([{ kind: 'paid', reference }]);
  });

  it.each(['debit-succeeds', 'debit-fails'] as const)('D-14 a bank debit takes its time: %s', async (end) => {
    const { at, reference } = await begin();
    await fixture.act(at, 'debit');
    expect(await heard()).toMatchObject([{ kind: 'processing', reference }]);
    await fixture.act(at, end);
    expect(await heard()).toMatchObject([
      end === 'debit-fails' ? { kind: 'failed', reference, isFinal: true } : { kind: 'paid', reference },
    ]);
  });

  it('D-15 what is closed takes no payment, and what was paid before says so', async () => {
    const open = await begin();
    const expired = { kind: 'expired', reference: open.reference, checkoutId: open.checkoutId };
    expect(await port.closeCheckout(open.at)).toEqual([expired]);
    expect(await port.closeCheckout(open.at)).toEqual([expired]);
    expect(await heard()).toEqual([expired]);
    const bought = await paid();
    expect(await port.closeCheckout(bought.at)).toEqual([bought.news]);
  });

  it('D-06 refunds in parts go up to what was paid and no further, each key once', async () => {
    const bought = await paid({ amount: 1000, fee: 100 });
    const first = await refundOf(bought, 600, 'rfd_first');
    expect(first).toMatchObject({ kind: 'refund', reference: 'rfd_first', amount: 600, state: 'succeeded' });
    expect(await refundOf(bought, 600, 'rfd_first')).toEqual(first);
    await expect(refundOf(bought, 401)).rejects.toMatchObject(refused('too-much'));
    await refundOf(bought, 400);
    await expect(refundOf(bought, 1)).rejects.toMatchObject(refused('too-much'));
    expect((await heard()).map((news) => news?.kind)).toEqual(['refund', 'refund']);
    expect(await port.lookUp(bought.at)).toMatchObject([{ kind: 'paid' }, { amount: 600 }, { amount: 400 }]);
  });

  it('D-06 a refund that has gone through may come back', async () => {
    const bought = await paid({ amount: 1000, fee: 100 });
    const made = await refundOf(bought, 600);
    await heard();
    await fixture.act(bought.at, 'bounce');
    const [news] = await heard();
    expect(news).toEqual({ ...made, state: 'failed', failure: 'expired_or_canceled_card' });
    expect(await port.lookUp(bought.at)).toEqual([bought.news, news]);
    // It is there again, to go back another way.
    expect(await refundOf(bought, 1000)).toMatchObject({ amount: 1000, state: 'succeeded' });
    await heard();
  });

  it('D-07 gives nothing back while the account is empty, and the same under another key once it is filled', async () => {
    const bought = await paid({ amount: 1000, fee: 100 });
    await fixture.act(bought.at, 'drain');
    await expect(refundOf(bought, 600)).rejects.toMatchObject(refused('insufficient-balance'));
    expect(await heard()).toEqual([]);
    await fixture.act(bought.at, 'fill');
    expect(await refundOf(bought, 600)).toMatchObject({ amount: 600, state: 'succeeded' });
    await heard();
  });

  const later = ({ news, currency }: Awaited<ReturnType<typeof paid>>, change: Partial<SavedChargeRequest> = {}) => {
    const reference = `pay_${(keys += 1)}`;
    const of = {
      key: `ins_${keys}.1.0`,
      reference,
      accountId,
      savedBy: news.chargeId,
      amount: 2500,
      currency,
      fee: 25,
    };
    return { ...of, description: 'The next part', ...change };
  };

  it('D-04 a card that its buyer let be kept is charged without them, once', async () => {
    const kept = await paid({ savesCard: true });
    const wanted = later(kept);
    expect(await port.findSaved(wanted)).toBeNull();
    const charged = await port.chargeSaved(wanted);
    const { reference } = wanted;
    expect(charged).toMatchObject({ kind: 'paid', reference, amount: 2500, currency: 'EUR', method: 'card' });
    expect(await Promise.all([port.chargeSaved(wanted), port.findSaved(wanted)])).toEqual([charged, charged]);
    expect(await heard()).toEqual([charged]);
    // Nor under its key for anything else.
    await expect(port.chargeSaved({ ...wanted, reference: 'pay_else' })).rejects.toMatchObject(refused('key-reused'));
    if (charged.kind !== 'paid') throw new Error('Nothing was paid');
    const at = { accountId, checkoutId: charged.checkoutId };
    expect([await port.lookUp(at), await port.closeCheckout(at)]).toEqual([[charged], [charged]]);
    const span = { accountId, from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 60_000) };
    expect((await port.records(span)).filter((each) => each.chargeId === charged.chargeId)).toEqual([charged]);
    await refundOf({ ...kept, news: charged }, 2500);
    await expect(refundOf({ ...kept, news: charged }, 1)).rejects.toMatchObject(refused('too-much'));
    await heard();
  });

  it.each([
    ['later-declined', 'insufficient_funds'],
    ['later-asks', 'authentication_required'],
  ] as const)('D-04 a kept card that ends otherwise says how, and for good: %s', async (how, code) => {
    const kept = await paid({ savesCard: true });
    await fixture.act(kept.at, how);
    const wanted = later(kept);
    const failed = { kind: 'failed', reference: wanted.reference, code, isFinal: true };
    expect(await port.chargeSaved(wanted)).toEqual(failed);
    expect([await port.chargeSaved(wanted), await port.findSaved(wanted)]).toEqual([failed, failed]);
    expect(await heard()).toEqual([failed]);
  });

  it('D-04 charges no card that nobody let be kept, and none of another account', async () => {
    const bought = await paid();
    await expect(port.chargeSaved(later(bought))).rejects.toMatchObject(refused('no-saved-card'));
    const other = await port.openAccount({ key: 'ten_cards', email: null });
    const foreign = later(await paid({ savesCard: true }), { accountId: other });
    await expect(port.chargeSaved(foreign)).rejects.toMatchObject(refused('not-found'));
    expect(await heard()).toEqual([]);
  });

  it('D-06 a dispute is opened and decided', async () => {
    const bought = await paid();
    await fixture.act(bought.at, 'dispute');
    const of = { kind: 'dispute', chargeId: bought.news.chargeId, amount: 12_345, currency: 'EUR' };
    expect(await heard()).toMatchObject([{ ...of, state: 'open' }]);
    await fixture.act(bought.at, 'win');
    expect(await heard()).toMatchObject([{ ...of, state: 'won' }]);
  });

  it('D-01 tells what it has of a span of time: payments, refunds and disputes, of one account', async () => {
    const other = await port.openAccount({ key: 'ten_records', email: null });
    const from = new Date(Date.now() - 3_600_000);
    const of = { accountId: other, from, to: new Date(Date.now() + 60_000) };
    const before = new Set((await port.records({ ...of, accountId })).map((each) => JSON.stringify(each)));
    const bought = [await paid(), await paid(), await paid()];
    const refund = await refundOf(bought[0]!, 345);
    await fixture.act(bought[1]!.at, 'dispute');
    await begin();
    await heard();
    const found = (await port.records({ ...of, accountId })).filter((each) => !before.has(JSON.stringify(each)));
    const byCharge = (kind: string) =>
      found.filter((each) => each.kind === kind).map(({ chargeId, amount }) => `${chargeId} ${amount}`);
    expect(byCharge('paid').toSorted()).toEqual(bought.map(({ news }) => `${news.chargeId} 12345`).toSorted());
    expect(found.filter(({ kind }) => kind === 'refund')).toEqual([refund]);
    expect(byCharge('dispute')).toEqual([`${bought[1]!.news.chargeId} 12345`]);
    expect(await port.records(of)).toEqual([]);
    expect(await port.records({ accountId, from: new Date(0), to: from })).toEqual([]);
  });

  it('D-12 another account sees nothing of it', async () => {
    const { at, news } = await paid();
    const foreign = { ...at, accountId: await port.openAccount({ key: 'ten_other', email: null }) };
    await expect(port.lookUp(foreign)).rejects.toMatchObject(refused('not-found'));
    const of = { key: 'rfd_foreign', reference: 'rfd_foreign', amount: 1, currency: 'EUR', returnsFee: false };
    const asked = port.refund({ ...of, accountId: foreign.accountId, chargeId: news.chargeId });
    await expect(asked).rejects.toMatchObject(refused('not-found'));
    expect(await port.accountState(accountId)).toMatchObject({ isChargeable: true });
    expect(await port.onboardingUrl({ accountId, returnUrl: 'https://site.example/money' })).toMatch(/^https:/);
  });

  it('D-08 believes nothing that was changed, is old, comes from the future or is not signed', async () => {
    const { at } = await begin();
    await fixture.act(at, 'pay');
    const [{ headers, raw } = { headers: {}, raw: Buffer.alloc(0) }] = await fixture.told();
    const [name = ''] = Object.keys(headers);
    const now = new Date();
    const verify = (change: Partial<Parameters<PaymentsPort['verify']>[0]>) =>
      port.verify({ headers, raw, now, ...change });
    expect(verify({})).not.toBeNull();
    expect(verify({ raw: Buffer.from(raw.toString('utf8').replace('12345', '99999')) })).toBeNull();
    expect(verify({ now: new Date(now.getTime() + 400_000) })).toBeNull();
    expect(verify({ headers: {} })).toBeNull();
    expect(verify({ headers: { [name]: 't=1,v1=00' } })).toBeNull();
    expect(
      verify({ headers: { [name]: headers[name]!.replace(/.$/, (end) => (end === '0' ? '1' : '0')) } }),
    ).toBeNull();
  });
}
