import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingStep } from '@stageline/contracts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';

const always = {
  version: 0,
  isActive: true,
  timeZone: 'Europe/Berlin',
  week: Array.from({ length: 7 }, () => [{ from: '08:00', to: '18:00' }]),
  ...{ overrides: [], maxPerDay: null, maxPerWeek: null },
};
const talk = {
  ...{ name: 'A talk', slug: 'talk', description: '', place: 'https://meet.example/room', length: 30, increment: 30 },
  ...{ bufferBefore: 0, bufferAfter: 0, notice: 0, horizonDays: 60, cutOff: 0, needsApproval: false, stage: null },
  questions: [{ id: 'goal', label: 'What for?', required: true }],
  isActive: true,
};

let bed: ApiBed;
let site: Site;
let other: Site;

beforeAll(async () => {
  bed = await createApiBed();
  [site, other] = [await bed.site('plain'), await bed.site('plain-other')];
  const rep = await site.member('Rita', ['rep']);
  const { membershipId } = (await rep.get('/me')).body as { membershipId: string };
  expect((await rep.put('/availability', always)).status).toBe(200);
  expect((await site.owner.post('/call-types', { ...talk, hosts: [membershipId] })).status).toBe(201);
});

type Step<K extends BookingStep['step']> = Extract<BookingStep, { step: K }>;
const ask = async (url: string, host = site.host) => {
  const { statusCode, headers, payload } = await bed.http.inject({ url, headers: { host } });
  return { status: statusCode, location: headers.location, headers, payload };
};
/** What a page says, whether it is the app's document or one without script. */
async function page<K extends BookingStep['step']>(url: string, step: K, status = 200): Promise<Step<K>> {
  const answer = await ask(url);
  const said = JSON.parse(answer.payload) as { plain?: { booking: BookingStep }; booking?: BookingStep };
  const booking = said.plain?.booking ?? said.booking;
  expect([answer.status, booking?.step]).toEqual([status, step]);
  return booking as Step<K>;
}
const post = async (url: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
  const {
    statusCode,
    headers: said,
    payload,
  } = await bed.http.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { host: site.host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  return { status: statusCode, location: said.location as string | undefined, payload };
};
const who = { firstName: 'Ana', lastName: 'Lima', email: 'ana@plain.example', timeZone: 'Asia/Kathmandu' };

describe('booking without script', () => {
  it('E-12 a call is chosen, booked, moved and called off by links and forms alone', async () => {
    const { items } = await page('/book', 'list');
    expect(items.map(({ slug }) => slug)).toEqual(['talk']);
    const { times } = await page('/book/talk?zone=Asia%2FKathmandu', 'times');
    expect(times.timeZone).toBe('Asia/Kathmandu');
    const [, second] = times.days;
    const day = await page(`/book/talk?zone=Asia%2FKathmandu&day=${second!.day}`, 'times');
    expect([day.times.chosen, day.times.slots.length]).toEqual([second!.day, second!.count]);
    const [startsAt, later] = day.times.slots;

    const held = await post('/book/talk/hold?zone=Asia%2FKathmandu', { startsAt: startsAt! });
    expect(held.status).toBe(303);
    const details = await page(held.location!, 'details');
    expect([details.hold.startsAt, details.timeZone]).toEqual([startsAt, 'Asia/Kathmandu']);
    expect((await page(`/book/talk?day=${second!.day}`, 'times')).times.slots).not.toContain(startsAt);

    const form = { hold: details.hold.hold, ...who, locale: 'de' };
    const refused = await post(held.location!, form);
    expect(refused.status).toBe(400);
    const again = JSON.parse(refused.payload) as { booking: Step<'details'> };
    expect(again.booking.form?.values['firstName']).toBe('Ana');
    expect(again.booking.form?.issues.map(({ pointer }) => pointer)).toEqual(['/answers/goal']);
    const booked = await post(held.location!, {
      ...form,
      'answers.goal': 'More sales',
      wantsTexts: 'yes',
      phone: '+49 151 23456789',
    });
    expect([booked.status, booked.location]).toEqual([303, expect.stringMatching(/^\/call\//)]);

    const path = booked.location!;
    expect((await page(path, 'booked')).call).toMatchObject({ state: 'confirmed', startsAt, timeZone: who.timeZone });
    expect((await page(path, 'booked')).call.textedAt).toBe('…789');
    expect(await post(`${path}/stop-texts`, {})).toMatchObject({ status: 303, location: path });
    expect((await page(path, 'booked')).call.textedAt).toBeNull();
    expect((await page(`${path}/move?day=${second!.day}`, 'move')).times.slots).toContain(later);
    expect(await post(`${path}/move`, { startsAt: later! })).toMatchObject({ status: 303, location: path });
    expect((await page(path, 'booked')).call).toMatchObject({ startsAt: later, sequence: 1 });
    expect(await post(`${path}/cancel`, { reason: 'Ill' })).toMatchObject({ status: 303, location: path });
    expect((await page(path, 'booked')).call).toMatchObject({ state: 'cancelled', cancelReason: 'Ill' });
  });

  it('E-12 says why a choice came to nothing, beside what is free', async () => {
    const { times } = await page('/book/talk', 'times');
    const startsAt = times.slots.at(-1)!;
    const first = await post('/book/talk/hold', { startsAt });
    const second = await post('/book/talk/hold', { startsAt });
    expect(second.status).toBe(409);
    const { booking } = JSON.parse(second.payload) as { booking: Step<'times'> };
    expect([booking.step, booking.code]).toEqual(['times', 'slot-taken']);
    // Whoever chooses another time gives the first one up.
    const hold = new URLSearchParams(first.location!.split('?')[1]).get('hold')!;
    await post('/book/talk/hold', { startsAt: times.slots.at(-2)!, replaces: hold });
    const over = await ask(first.location!);
    expect([over.status, over.location]).toEqual([303, expect.stringContaining('code=hold-over')]);
    expect((await page(over.location!, 'times')).code).toBe('hold-over');
    expect((await post('/book/talk/hold', { startsAt })).status).toBe(303);
  });

  it('E-12 takes forms of its own pages alone, as often as the api would, and none of another site', async () => {
    const { times } = await page('/book/talk', 'times');
    const startsAt = times.slots[0]!;
    expect((await post('/book/talk/hold', { startsAt }, { origin: 'https://evil.example' })).status).toBe(403);
    await page('/book/nothing', 'gone', 404);
    await page('/call/not-a-link-that-was-ever-sent', 'lost', 404);
    expect((await ask('/book/talk', other.host)).status).toBe(404);
    const statuses = new Set<number>();
    for (let tried = 0; tried < 40; tried += 1)
      statuses.add((await post('/book/talk/hold', { startsAt: 'soon' })).status);
    expect([...statuses]).toEqual([400, 429]);
    expect((await ask('/book/talk')).headers['referrer-policy']).toBe('same-origin');
  });
});
