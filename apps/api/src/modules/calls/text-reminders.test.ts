import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

const TOKEN = 'token of the tests';
const PHONE = '+4915123456789';
const always = {
  version: 0,
  isActive: true,
  timeZone: 'Europe/Berlin',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  ...{ overrides: [], maxPerDay: null, maxPerWeek: null },
};
const talk = {
  ...{ name: 'A talk', slug: 'talk', description: '', place: '', length: 30, increment: 30, bufferBefore: 0 },
  ...{ bufferAfter: 0, notice: 0, horizonDays: 60, cutOff: 0, needsApproval: false, stage: null, questions: [] },
  isActive: true,
};
const HOUR = 3_600_000;

let bed: ApiBed;
let sites: readonly [Site, Site];
/** What the provider was asked to send. */
const sent: { readonly to: string; readonly text: string }[] = [];
const provider = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const form = new URLSearchParams(body);
  sent.push({ to: form.get('To') ?? '', text: form.get('Body') ?? '' });
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"sid":"SM1","status":"queued"}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const TWILIO_API_URL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const account = { TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM: '+15005550006' };
  bed = await createApiBed({ SMS: 'twilio', ...account, TWILIO_API_URL });
  sites = [await bed.site('texts'), await bed.site('texts-too')];
  for (const site of sites) {
    const { membershipId } = (await site.owner.get('/me')).body as { membershipId: string };
    expect((await site.owner.put('/availability', always)).status).toBe(200);
    expect((await site.owner.post('/call-types', { ...talk, hosts: [membershipId] })).status).toBe(201);
  }
});
afterAll(() => void provider.close());

let booked = 0;
async function book(site: Site, more: object = {}, startsAt = at(10)) {
  booked += 1;
  const guest = visitor(bed, site.host, undefined, () => `127.3.0.${booked}`);
  const { body } = await guest.post('/booking/talk/holds', { startsAt });
  const who = { firstName: 'Ana', lastName: 'Lima', email: `ana${booked}@guest.example`, timeZone: 'Asia/Kathmandu' };
  const form = { hold: body.hold, ...who, phone: '+49 151 23456789', ...more };
  const answer = await guest.post('/booking/talk/calls', form);
  return { guest, status: answer.status, body: answer.body as { id: string; token: string; textedAt: string | null } };
}
/** A quarter to twelve in Kathmandu, on a day of its own. */
const at = (days: number) => {
  const noon = new Date();
  noon.setUTCHours(6, 0, 0, 0);
  return new Date(noon.getTime() + (days + booked) * 24 * HOUR).toISOString();
};
interface Row {
  readonly textTo?: string;
  readonly textAt?: Date;
  readonly startsAt: Date;
}
const rowOf = (site: Site, id: string) =>
  site.in(async () => (await mongoose.models['Call']!.findById(id).lean()) as unknown as Row);
const isDue = (site: Site, id: string) =>
  site.in(async () => {
    await mongoose.models['Call']!.updateOne({ _id: id }, { textAt: new Date(Date.now() - 1000) });
  });
function reply(body: string, from = PHONE, token = TOKEN) {
  const form = { From: from, To: '+15005550006', Body: body };
  const url = 'http://stage.test/api/v1/sms/replies';
  const signed = url + Object.entries(form).sort().flat().join('');
  return bed.http.inject({
    method: 'POST',
    url: '/api/v1/sms/replies',
    payload: new URLSearchParams(form).toString(),
    headers: {
      host: 'stage.test',
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', token).update(signed).digest('base64'),
    },
  });
}

describe('reminders as short messages', () => {
  it('E-09 go only to whoever asked for them, at a number that can be called', async () => {
    const [site] = sites;
    const plain = await book(site);
    expect([plain.status, plain.body.textedAt]).toEqual([201, null]);
    const wrong = await book(site, { wantsTexts: true, phone: '12345678' });
    expect([wrong.status, wrong.body]).toEqual([400, expect.objectContaining({ code: 'validation-failed' })]);
    const asked = await book(site, { wantsTexts: true });
    expect([asked.status, asked.body.textedAt]).toEqual([201, '…789']);
    expect((await rowOf(site, asked.body.id)).textTo).toBe(PHONE);
  });

  it('E-09 go out once, in the zone and the language of whoever gets them, and are planned anew', async () => {
    const [site] = sites;
    const { guest, body } = await book(site, { wantsTexts: true, locale: 'de' });
    const before = await rowOf(site, body.id);
    expect(before.textAt).toEqual(new Date(before.startsAt.getTime() - 24 * HOUR));
    const moved = at(20);
    expect((await guest.post(`/booked/${body.token}/reschedule`, { startsAt: moved })).status).toBe(200);
    expect((await rowOf(site, body.id)).textAt).toEqual(new Date(Date.parse(moved) - 24 * HOUR));
    await isDue(site, body.id);
    expect(await Promise.all([bed.modules.calls.remind(), bed.modules.calls.remind()])).toEqual(
      expect.arrayContaining([1, 0]),
    );
    await bed.settle();
    await eventually(() => sent.length > 0, { what: 'the message to be sent' });
    expect(sent).toEqual([{ to: PHONE, text: expect.stringMatching(/A talk, .*11:45.* Mit der Antwort STOP/s) }]);
    expect((await rowOf(site, body.id)).textAt).toEqual(new Date(Date.parse(moved) - 24 * HOUR));
    expect((await guest.post(`/booked/${body.token}/cancel`, {})).status).toBe(200);
    expect((await rowOf(site, body.id)).textAt).toBeUndefined();
  });

  it('E-09 STOP, if it is the provider’s word, ends them on every site, and the link those of one', async () => {
    const [first, second] = sites;
    const calls = [await book(first, { wantsTexts: true }), await book(second, { wantsTexts: true })] as const;
    const told = () => Promise.all(calls.map(async ({ body }, n) => (await rowOf(sites[n]!, body.id)).textTo));
    expect((await reply('STOP', PHONE, 'forged')).statusCode).toBe(401);
    expect((await reply('See you')).statusCode).toBe(204);
    expect((await reply('STOP', '+4915100000000')).statusCode).toBe(204);
    expect(await told()).toEqual([PHONE, PHONE]);
    await isDue(first, calls[0].body.id);
    expect((await reply('Stop')).statusCode).toBe(204);
    expect(await told()).toEqual([undefined, undefined]);
    expect(await bed.modules.calls.remind()).toBe(0);

    const again = await book(first, { wantsTexts: true });
    const other = await book(second, { wantsTexts: true });
    const stopped = await again.guest.post(`/booked/${again.body.token}/stop-texts`, {});
    expect([stopped.status, stopped.body.textedAt]).toEqual([200, null]);
    expect((await rowOf(second, other.body.id)).textTo).toBe(PHONE);
  });
});
