import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { z } from 'zod';
import { SELLER } from '../../testing/buyer.ts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly [fact: string]: unknown;
}
const AT = new Date('2026-02-01T12:00:00.000Z');
const MESSAGES = 30;
/** Of what the database says about a query, what it cost. */
const Explained = z.object({ executionStats: z.object({ totalKeysExamined: z.number(), nReturned: z.number() }) });

let bed: ApiBed;
let site: Site;
let tenantId: Parameters<typeof runInTenant>[0];
let personId: string;
const page = async (query = ''): Promise<{ items: Entry[]; nextCursor: string | null }> =>
  (await site.owner.get(`/leads/${site.leadId}/timeline${query}`)).body;

/** Every page, one after the other. */
async function walk(limit: number): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, nextCursor } = await page(`?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    all.push(...items);
    cursor = nextCursor;
  }
  return all;
}
const insert = (model: string, rows: readonly object[]) =>
  runInTenant(tenantId, () => mongoose.models[model]!.insertMany(rows));

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('timeline');
  tenantId = site.tenantId;
  const lead = (await runInTenant(tenantId, () => mongoose.models['Lead']!.findOne({ _id: site.leadId }).lean())) as {
    personId: string;
  } | null;
  personId = lead!.personId;
  // Everything at one moment: only the order of kinds and ids can hold the pages together.
  const { sessionId } = site;
  await insert(
    'ChatMessage',
    Array.from({ length: MESSAGES }, (_, sequence) => ({
      _id: newId('msg'),
      sessionId,
      sequence: 9000 + sequence,
      identity: personId,
      clientId: `c${sequence}`,
      authorName: 'x',
      fromHost: false,
      text: `Message ${sequence}`,
      sentAt: AT,
    })),
  );
  const visit = { sessionId, identity: personId, role: 'attendee', nodeId: 'n', joinedAt: AT, lastSeenAt: AT };
  await insert('Attendance', [
    { ...visit, _id: newId('att'), connectionId: 'a', leftAt: new Date(AT.getTime() + 90_500) },
    { ...visit, _id: newId('att'), connectionId: 'b', leftAt: new Date(AT.getTime() + 10_000) },
  ]);
  const mail = {
    from: { address: 'a@b.example' },
    to: { address: 'c@d.example' },
    html: 'x',
    text: 'x',
    createdAt: AT,
  };
  await insert('MailMessage', [
    { ...mail, _id: newId('mai'), key: 'k1', subject: 'Gone back', status: 'rejected', personId },
    { ...mail, _id: newId('mai'), key: 'k2', subject: 'Of somebody else', status: 'sent', personId: newId('per') },
  ]);
  await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
  const buyer = { name: 'A', email: 'a@b.example', company: null, address: [], country: null, taxId: null };
  const order = {
    ...{ leadId: site.leadId, buyer: { ...buyer, locale: 'en' }, currency: 'EUR' },
    lines: [{ description: 'Course', quantity: 1, unitAmount: 4900 }],
  };
  // A draft was sent to nobody.
  await site.owner.post('/invoices', order);
  const { id, version } = (await site.owner.post('/invoices', order)).body;
  await site.owner.post(`/invoices/${id}/issue`, { version });
  // Its mail is an entry of its own.
  await bed.settle();
  await site.owner.post(`/leads/${site.leadId}/stage`, { stage: 'contacted', version: 1 });
  await site.owner.post(`/leads/${site.leadId}/notes`, { text: 'Wants the morning' });
});

describe('timeline', () => {
  it('F-10 tells everything in one order: nothing twice, nothing left out, however small the pages are', async () => {
    const whole = (await page('?limit=100')).items;
    for (const limit of [1, 7]) expect(await walk(limit)).toEqual(whole);
    expect(new Set(whole.map(({ id, kind }) => kind + id)).size).toBe(whole.length);
    expect(whole.map(({ at }) => at)).toEqual(
      whole
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(whole.filter(({ kind }) => kind === 'chat')).toHaveLength(MESSAGES);
    expect(new Set(whole.map(({ kind }) => kind))).toEqual(
      new Set(['stage', 'owner', 'line', 'mail', 'attendance', 'chat', 'note', 'invoice']),
    );
  });

  it('F-10 says of each what it was', async () => {
    const { items } = await page('?limit=100');
    expect(items[0]).toMatchObject({ kind: 'note', note: { text: 'Wants the morning' } });
    expect(items[1]).toMatchObject({ kind: 'stage', stage: 'contacted', cause: 'member', isFirst: false });
    const of = (kind: string) => items.filter((entry) => entry.kind === kind);
    expect(of('stage').at(-1)).toMatchObject({ cause: 'registration', isFirst: true });
    expect(of('owner').at(-1)).toMatchObject({ cause: 'rules', toName: 'Rep timeline' });
    expect(of('mail').at(-1)).toMatchObject({ subject: 'Gone back', state: 'bounced' });
    expect(of('mail').length).toBeGreaterThan(1);
    expect(items.map(({ subject }) => subject)).not.toContain('Of somebody else');
    expect(of('invoice')).toEqual([
      expect.objectContaining({ number: 'INV-0001', about: 'Course', state: 'issued', total: 4900, paid: 0 }),
    ]);
    expect(of('attendance').map(({ seconds }) => seconds)).toEqual([10, 90]);
    expect(of('attendance')[0]).toMatchObject({ sessionTitle: expect.any(String) });
  });

  it('F-10 shows the kinds that are asked for, and says what is wrong with others', async () => {
    const { items } = await page('?kinds=note,mail');
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['note', 'mail']));
    expect((await site.owner.get(`/leads/${site.leadId}/timeline?kinds=calls`)).status).toBe(400);
    for (const cursor of ['x', `${AT.getTime().toString(36)}.chat.<`, 'zzzzzzzzzz.chat.a'])
      expect((await site.owner.get(`/leads/${site.leadId}/timeline?cursor=${cursor}`)).body).toMatchObject({
        status: 400,
        issues: [{ pointer: '/cursor' }],
      });
  });

  it('F-08 is there for those who may see the lead', async () => {
    const stranger = await site.member('other', ['rep']);
    expect((await stranger.get(`/leads/${site.leadId}/timeline`)).status).toBe(404);
  });

  it('F-10 says of what came with a merge as whom they were known then, however many merges ago', async () => {
    const register = async (firstName: string): Promise<string> => {
      const form = { firstName, lastName: 'Twin', email: `${firstName}@twin.example` };
      await site.in(() => bed.modules.registrations.service.register(form, { source: 'api' }));
      await bed.settle();
      const { items } = (await site.owner.get(`/leads?q=${firstName}`)).body;
      return items[0].id;
    };
    const [ida, eda] = [await register('Ida'), await register('Eda')];
    const merge = async (into: string, from: string) => {
      const { body } = await site.owner.get(`/leads/${into}/merge/${from}`);
      const { this: mine, other, choices } = body;
      const versions = { version: mine.lead.version, otherVersion: other.lead.version };
      return (await site.owner.post(`/leads/${into}/merge`, { otherId: from, ...versions, choices })).body.id;
    };
    await merge(ida, eda);
    const last = await merge(site.leadId, ida);
    const told = (await page('?kinds=owner,merge,stage&limit=100')).items;
    const known = (kind: string) =>
      told.filter((entry) => entry.kind === kind).map(({ mergedFrom, fromName }) => mergedFrom ?? fromName ?? null);
    expect(known('merge')).toEqual(['Ida Twin', 'Eda Twin']);
    expect(known('owner')).toEqual(['Eda Twin', 'Ida Twin', null]);
    expect(known('stage')).toEqual(expect.arrayContaining(['Eda Twin', 'Ida Twin', null]));
    await site.owner.post(`/lead-merges/${last}/undo`, {});
    expect((await page('?kinds=owner,merge')).items.map(({ kind }) => kind)).toEqual(['owner']);
  });

  it('F-10 reads every source by its index, and no row that it does not show', async () => {
    const limit = 5;
    for (const [model, filter, sort] of [
      ['ChatMessage', { identity: personId, sentAt: { $lte: AT } }, { sentAt: -1, _id: -1 }],
      ['Attendance', { identity: personId, joinedAt: { $lte: AT } }, { joinedAt: -1, _id: -1 }],
      ['MailMessage', { personId, createdAt: { $lte: AT } }, { createdAt: -1, _id: -1 }],
      ['Note', { leadId: site.leadId, removedAt: null }, { createdAt: -1, _id: -1 }],
    ] as const) {
      const plan = await runInTenant(tenantId, () =>
        mongoose.models[model]!.find(filter as object)
          .sort(sort as never)
          .limit(limit)
          .explain('executionStats'),
      );
      const { executionStats } = Explained.parse(plan);
      expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(executionStats.nReturned + 1);
    }
  });
});
