import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { InvoiceId, InvoiceView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { extractText, getDocumentProxy } from 'unpdf';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { draftBody, saveSeller, sellerBody } from '../../testing/isolation-invoices.ts';

let bed: ApiBed;
let site: Site;
let other: Site;
beforeAll(async () => {
  bed = await createApiBed();
  [site, other] = [await bed.site('sells'), await bed.site('buys')];
});

const draft = async (change: object = {}) =>
  site.owner.post('/invoices', { ...draftBody(site), leadId: site.leadId, ...change });
async function issued(): Promise<InvoiceView> {
  const { id, version } = (await draft()).body as InvoiceView;
  return (await site.owner.post(`/invoices/${id}/issue`, { version })).body;
}
const open = (url: string, host = site.host) => bed.http.inject({ url, headers: { host } });
/** Subjects of what a person of the site was mailed. */
const subjectsOf = (address: string): Promise<string[]> =>
  site.in(async () => {
    const rows = await mongoose.models['MailMessage']!.find({ 'to.address': address }, { subject: 1 }).lean();
    return rows.map((row) => (row as unknown as { subject: string }).subject);
  });

it('D-02 asks who sells first, takes it once, and keeps the prefix of numbers that are given', async () => {
  expect(await draft()).toMatchObject({ status: 409, body: { code: 'seller-missing' } });
  expect(await saveSeller(site.owner)).toMatchObject({ status: 200, body: { version: 1, hasIssued: false } });
  expect(await site.owner.put('/money/seller', { ...sellerBody, version: 0 })).toMatchObject({ status: 409 });
  expect(await site.owner.put('/money/seller', { ...sellerBody, version: 1, country: 'Germany' })).toMatchObject({
    status: 400,
    body: { issues: [{ pointer: '/country' }] },
  });
  expect(await draft({ lines: [{ description: 'Nothing', quantity: 1, unitAmount: 0 }] })).toMatchObject({
    status: 400,
    body: { issues: [{ pointer: '/lines' }] },
  });
  const { id } = await issued();
  expect((await site.owner.get(`/invoices/${id}`)).body).toMatchObject({ number: 'INV-0001', state: 'issued' });
  expect(await site.owner.put('/money/seller', { ...sellerBody, version: 1, numberPrefix: 'RE-' })).toMatchObject({
    status: 400,
    body: { issues: [{ pointer: '/numberPrefix' }] },
  });
});

it('D-03 opens a document by its signed address, on its own site and until it expires', async () => {
  const { invoiceUrl } = await issued();
  const { statusCode, headers, rawPayload } = await open(invoiceUrl!);
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(rawPayload)), { mergePages: true });
  expect(text).toContain('Reyes Coaching');
  // Printed once: it is the same file again, also after the site has another name.
  expect((await open(invoiceUrl!)).rawPayload.equals(rawPayload)).toBe(true);
  expect((await open(invoiceUrl!, other.host)).statusCode).toBe(401);
  const [id, expires, signature] = invoiceUrl!.split('/').at(-1)!.split('.') as [string, string, string];
  const later = (Number.parseInt(expires, 36) + 9999).toString(36);
  for (const token of [`${id}.${later}.${signature}`, `${newId('ivc')}.${expires}.${signature}`, 'x'])
    expect((await open(`/api/v1/documents/${token}`)).statusCode).toBe(401);
  const past = await site.in(async () => bed.modules.invoices.links.pathFor(id as InvoiceId, -1));
  expect((await open(past)).statusCode).toBe(401);
});

it('D-03 keeps what was printed under its hash', async () => {
  const { id, invoiceUrl } = await issued();
  const { rawPayload } = await open(invoiceUrl!);
  const hash = await site.in(() => bed.modules.invoices.files.hashOf(id));
  expect(hash).toBe(createHash('sha256').update(rawPayload).digest('hex'));
});

it('D-03 mails the invoice and each receipt once, however often their news come', async () => {
  const { id, number } = await issued();
  const paymentId = newId('pay');
  const payment = { invoiceId: id, paymentId, amount: 4900, fee: 0, at: new Date(), method: 'card' as const };
  for (let time = 0; time < 2; time++) await site.in(() => bed.modules.invoices.service.applyPayment(payment));
  await bed.settle();
  for (const { handle } of bed.modules.invoices.subscribers!.filter(({ id: name }) => name === 'invoices.send-invoice'))
    await site.in(() =>
      handle(
        { invoiceId: id, personId: newId('per'), leadId: site.leadId, sessionId: null, amount: 4900, currency: 'EUR' },
        { tenantId: site.tenantId } as never,
      ),
    );
  await bed.settle();
  const subjects = await subjectsOf(site.person.email);
  expect(subjects.filter((subject) => subject.startsWith(`Invoice ${number!}`))).toHaveLength(1);
  expect(subjects.filter((subject) => subject.startsWith('Receipt RC-'))).toHaveLength(1);
  const receipt = (await site.owner.get(`/invoices/${id}`)).body as InvoiceView;
  expect(receipt).toMatchObject({ state: 'paid', receipts: [{ amount: 4900 }] });
  expect((await open(receipt.receipts[0]!.receiptUrl)).statusCode).toBe(200);
});

it('D-02 lists by state and by lead, page by page, and lets nobody change money who may only see it', async () => {
  const drafts = (await draft()).body as InvoiceView;
  const list = async (query: string) => (await site.owner.get(`/invoices?${query}`)).body;
  expect((await list('state=draft')).items).toMatchObject([{ id: drafts.id, number: null, total: 4900 }]);
  const first = await list('limit=1');
  expect(first.items[0].id).toBe(drafts.id);
  expect((await list(`limit=1&cursor=${first.nextCursor}`)).items[0].id).not.toBe(drafts.id);
  expect((await list(`leadId=${site.leadId}`)).items.length).toBeGreaterThan(1);
  expect((await list(`leadId=${newId('led')}`)).items).toEqual([]);
  const admin = await site.member('Looker', ['admin']);
  expect((await admin.get('/invoices')).status).toBe(200);
  expect((await admin.post(`/invoices/${drafts.id}/issue`, { version: 1 })).status).toBe(403);
  const rep = await site.member('Caller', ['rep']);
  expect((await rep.get('/invoices')).status).toBe(403);
});

it('D-02 takes back what is due by a credit note that says why', async () => {
  const { id } = await issued();
  const cancelled = await site.owner.post(`/invoices/${id}/cancel`, { reason: 'Ordered twice' });
  expect(cancelled.body).toMatchObject({ state: 'void', creditNotes: [{ amount: 4900, reason: 'Ordered twice' }] });
  expect((await site.owner.post(`/invoices/${id}/cancel`, { reason: 'Again' })).status).toBe(200);
  expect((await site.owner.post(`/invoices/${id}/write-off`)).status).toBe(409);
  expect((await open(cancelled.body.creditNotes[0].creditNoteUrl)).statusCode).toBe(200);
});
