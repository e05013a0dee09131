import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AskedTalk, MembershipId, PersonId, TenantId } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { callType } from '../../testing/isolation-calls.ts';
import { visitor } from '../../testing/site-bed.ts';

const always = {
  ...{ version: 0, isActive: true, timeZone: 'UTC', overrides: [], maxPerDay: null, maxPerWeek: null },
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
};
type Rep = { readonly browser: Site['owner']; readonly id: MembershipId };
let bed: ApiBed;
let sites = 0;
let guests = 0;
beforeAll(async () => {
  bed = await createApiBed();
});

/** A site on which these take calls; each of them is here. */
async function team(names: readonly string[], more: object = {}) {
  const site = await bed.site(`talk-${(sites += 1)}`);
  const reps: Rep[] = [];
  for (const name of names) {
    const browser = await site.member(name, ['rep']);
    expect((await browser.put('/availability', always)).status).toBe(200);
    const id = ((await browser.get('/me')).body as { membershipId: MembershipId }).membershipId;
    reps.push({ browser, id });
  }
  const type = { ...callType('talk'), notice: 240, place: 'https://meet.example/x', ...more };
  expect((await site.owner.post('/call-types', { ...type, hosts: reps.map(({ id }) => id) })).status).toBe(201);
  const browser = () => visitor(bed, site.host, undefined, () => `127.7.0.${(guests = (guests + 1) % 250)}`);
  return {
    site,
    reps,
    here: (rep: Rep) => site.in(() => bed.modules.assignment.here(rep.id)),
    ask: (token = site.joinToken) =>
      browser().post('/booking/talk/talk-now', { personalToken: token, timeZone: 'Europe/Berlin', locale: 'de' }),
    look: async ({ token }: Pick<AskedTalk, 'token'>) => (await browser().get(`/talk-now/${token}`)).body as AskedTalk,
    stop: ({ token }: Pick<AskedTalk, 'token'>) => browser().post(`/talk-now/${token}/stop`, {}),
    ringing: async ({ browser: own }: Rep) =>
      (await own.get('/talk-now')).body.items as { id: string; guest: string }[],
    accept: ({ browser: own }: Rep, id: string) => own.post(`/talk-now/${id}/accept`, {}),
    rows: (model: string) => site.in(async (): Promise<any[]> => mongoose.models[model]!.find({}).lean()),
  };
}
const idOf = ({ token }: Pick<AskedTalk, 'token'>): string => `tlk_${token.split('.')[0]!}`;

describe('talking now', () => {
  it('E-01 rings at whoever is here and free; of those who take it at once one has it, and it begins now', async () => {
    const { site, reps, here, ask, look, ringing, accept, rows } = await team(['Ada', 'Ben', 'Cleo']);
    const [ada, ben, cleo] = reps as [Rep, Rep, Rep];
    expect((await ask()).body.code).toBe('nobody-here');
    await here(ada);
    await here(ben);
    const { status, body: asked } = await ask();
    expect([status, asked]).toEqual([201, expect.objectContaining({ state: 'ringing', call: null, first: [] })]);
    const left = Date.parse(asked.until) - Date.parse(asked.now);
    expect([left > 55_000, left <= 60_000]).toEqual([true, true]);
    // Asked again it is the same one, and nobody who looks learns who was asked.
    expect(idOf((await ask()).body)).toBe(idOf(asked));
    expect(JSON.stringify(asked)).not.toMatch(/Ada|Ben|mem_/);
    expect(await ringing(ada)).toEqual([expect.objectContaining({ id: idOf(asked), call: 'A call' })]);
    expect(await ringing(cleo)).toEqual([]);
    expect((await accept(cleo, idOf(asked))).status).toBe(404);

    const taken = await Promise.all([accept(ada, idOf(asked)), accept(ben, idOf(asked))]);
    expect(taken.map(({ status: each }) => each).toSorted()).toEqual([200, 409]);
    const [winner, loser] = taken[0].status === 200 ? [0, 1] : [1, 0];
    expect(taken[loser]!.body.code).toBe('talk-over');
    const call = taken[winner]!.body;
    const begun = Date.now() - Date.parse(call.startsAt);
    expect([call.state, begun >= 0, begun < 6 * 60_000]).toEqual(['confirmed', true, true]);
    expect(call.host.membershipId).toBe(reps[winner]!.id);
    // One call, and nothing of the other's time is taken.
    expect((await rows('Call')).map(({ state }) => state)).toEqual(['confirmed']);
    expect(new Set((await rows('CallClaim')).map(({ membershipId }) => membershipId))).toEqual(
      new Set([reps[winner]!.id]),
    );
    const after = await look(asked);
    expect(after).toMatchObject({ state: 'accepted', call: { place: 'https://meet.example/x', state: 'confirmed' } });
    expect(await ringing(reps[loser]!)).toEqual([]);
    await bed.settle();
    const { items } = (await site.owner.get(`/leads/${site.leadId}/timeline?kinds=call`)).body;
    expect(items).toHaveLength(1);
    // Whoever talks is not free for the next one.
    const next = await ask();
    expect(next.status).toBe(201);
    expect(await ringing(reps[winner]!)).toEqual([]);
    expect(await ringing(reps[loser]!)).toHaveLength(1);
  });

  it('E-01 nobody takes it within a minute: it lapses, nobody can take it any more, and the next times are offered', async () => {
    const { site, reps, here, ask, look, ringing, accept, rows } = await team(['Ada']);
    await here(reps[0]!);
    const asked = (await ask()).body as AskedTalk;
    const over = { $set: { until: new Date(Date.now() - 1) } };
    await site.in(async () => mongoose.models['TalkRequest']!.updateOne({ _id: idOf(asked) }, over));
    const lapsed = await look(asked);
    expect([lapsed.state, lapsed.call, lapsed.first.length]).toEqual(['lapsed', null, 4]);
    expect(await ringing(reps[0]!)).toEqual([]);
    expect((await accept(reps[0]!, idOf(asked))).body.code).toBe('talk-over');
    expect([await rows('Call'), await rows('CallClaim')]).toEqual([[], []]);
  });

  it('E-01 lapses in the moment in which it is taken: the booking ends with it', async () => {
    const { site, reps, here, ask } = await team(['Ada']);
    await here(reps[0]!);
    const asked = (await ask()).body as AskedTalk;
    const wish = await site.in(async () => mongoose.models['TalkRequest']!.findById(idOf(asked)).lean());
    const gone = new Error('gone');
    const booked = site.in(() =>
      bed.modules.calls.visitors.bookNow(wish as never, reps[0]!.id, async () => {
        throw gone;
      }),
    );
    await expect(booked).rejects.toBe(gone);
    const left = (model: string) => site.in(async () => mongoose.models[model]!.countDocuments({}));
    expect([await left('Call'), await left('CallClaim')]).toEqual([0, 0]);
  });

  it('E-05 nobody is asked who is busy, or is not here, and whoever gives up is not called back', async () => {
    const { site, reps, here, ask, look, stop, accept } = await team(['Ada'], { bufferBefore: 15 });
    await here(reps[0]!);
    const asked = (await ask()).body as AskedTalk;
    expect((await stop(asked)).body.state).toBe('stopped');
    expect((await accept(reps[0]!, idOf(asked))).body.code).toBe('talk-over');
    expect((await look(asked)).state).toBe('stopped');
    // A day off.
    const today = { date: new Date().toISOString().slice(0, 10), windows: [] };
    await reps[0]!.browser.put('/availability', { ...always, version: 1, overrides: [today] });
    expect((await ask()).body.code).toBe('nobody-here');
    // Without a link that is somebody's there is nobody to talk to, and a token of another site says nothing.
    const bad = await ask(`${site.joinToken.slice(0, -3)}abc`);
    expect([bad.status, bad.body.code]).toEqual([401, 'invalid-link']);
    const other = await bed.site(`talk-${(sites += 1)}`);
    expect((await visitor(bed, other.host).get(`/talk-now/${asked.token}`)).status).toBe(404);
  });

  it('E-01 the room says whether somebody could talk now', async () => {
    const { site, reps, here } = await team(['Ada']);
    const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
    const { personId } = lead as unknown as { personId: PersonId };
    expect((await site.owner.post(`/sessions/${site.sessionId}/go-live`)).status).toBe(200);
    const path = `/sessions/${site.sessionId}/offers`;
    const words = { kind: 'offer', title: 'A talk', text: '', label: 'Book', price: '' };
    const link = `https://${site.host}/book/talk`;
    const { id } = (await site.owner.post(path, { ...words, link, seconds: null, offsetSeconds: null })).body;
    expect((await site.owner.post(`${path}/${id}/show`)).status).toBe(200);
    const pass = bed.modules.offers.pass.issue(site.tenantId as TenantId, site.sessionId as never, personId);
    // From another address each time: whoever waits asks more often than one may.
    let asked = 0;
    const address = () => `10.0.0.${(asked += 1) % 250}`;
    const open = async () =>
      (
        await visitor(bed, site.host, undefined, address).post(`/offers/${id}/booking`, {
          pass,
          personalToken: site.joinToken,
        })
      ).body;
    expect((await open()).page.canTalkNow).toBe(false);
    await here(reps[0]!);
    // It is some seconds old.
    await eventually(async () => (await open()).page.canTalkNow === true);
  });

  it('E-01 a personal page and the page of a call offer it to whoever may book, while somebody is there', async () => {
    const { site, reps, here, ask, accept } = await team(['Ada']);
    const closed = { ...callType('closed'), buyersOnly: true, hosts: [reps[0]!.id] };
    expect((await site.owner.post('/call-types', closed)).status).toBe(201);
    const tenantId = site.tenantId as TenantId;
    const talkable = (token = site.joinToken) => site.in(() => bed.modules.calls.visitors.talkable(tenantId, token));
    const page = async (body: object) => (await visitor(bed, site.host).post('/booking/talk', body)).body;
    expect(await talkable()).toEqual([]);
    expect((await page({ personalToken: site.joinToken })).canTalkNow).toBe(false);
    await here(reps[0]!);
    await eventually(async () => (await talkable()).length > 0);
    // What is for buyers alone is not offered to whoever has bought nothing.
    expect(await talkable()).toEqual([{ slug: 'talk', name: 'A call' }]);
    expect((await page({ personalToken: site.joinToken })).canTalkNow).toBe(true);
    // Nobody without a link of their own is told who is there.
    expect((await page({})).canTalkNow).toBe(false);
    expect(await talkable(`${site.joinToken.slice(0, -3)}abc`)).toEqual([]);
    const asked = (await ask()).body as AskedTalk;
    expect((await accept(reps[0]!, idOf(asked))).status).toBe(200);
    await eventually(async () => (await talkable()).length === 0, { timeoutMs: 15_000 });
  });
});
