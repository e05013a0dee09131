import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  OPENS_NOTHING,
  type ChatChange,
  type OfferBoard,
  type OfferBody,
  type OfferId,
  type OfferView,
  type TicketClaims,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { hostsRoom, sessionRoom } from '../sessions/index.ts';
import { createOffersModule, offersShown } from './index.ts';
import { OfferModel, OfferPersonModel } from './offers.model.ts';

const course: Extract<OfferBody, { kind: 'offer' }> = {
  kind: 'offer',
  title: 'The course',
  text: 'Eight weeks, one call a week.',
  label: 'See the course',
  link: 'https://shop.example/course',
  price: '490 €',
  sells: null,
  tellsOrders: false,
  opens: OPENS_NOTHING,
  seconds: 120,
  offsetSeconds: null,
};
const note: OfferBody = { kind: 'notification', text: 'Short break', link: null, seconds: null, offsetSeconds: null };
const OVER = '/offer-over';

describe('offers', () => {
  let bed: FeatureBed;
  /** A second process beside the bed's. */
  let other: FeatureBed['offers'];
  beforeAll(async () => {
    bed = await createFeatureBed();
    other = createOffersModule({ ...bed.offersDeps });
  });
  afterAll(() => bed.close());

  async function room(isLive = true) {
    const { id: tenantId, team } = bed.tenant('Kevin');
    const kevin = Object.assign(team[0]!, { roles: ['host'] });
    const run = <T>(work: () => Promise<T>): Promise<T> => bed.in(tenantId, work);
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 600, timeZone: 'UTC' };
    const { id: sessionId } = await run(() => bed.sessions.service.create(plan));
    const goLive = async () => {
      await run(() => bed.sessions.service.goLive(sessionId));
      await bed.settle();
    };
    if (isLive) await goLive();
    const facts = { tenantId, sessionId, displayName: 'John S.' };
    const guest = (): TicketClaims => ({ ...facts, role: 'attendee', identity: newId('per') });
    const host: TicketClaims = { ...facts, role: 'host', identity: kevin.id };
    const told = (event: string, name: string) =>
      bed.told.filter((one) => one.event === event && one.room === name).map(({ payload }) => payload);
    return {
      ...{ tenantId, sessionId, run, goLive, guest, host },
      prepare: async (body: OfferBody = course): Promise<OfferView> => {
        const made = await run(() => bed.offers.service.create(sessionId, body, ['kevin.stage.test']));
        await bed.settle();
        return made;
      },
      show: ({ id }: OfferView, at = bed.offers) => run(() => at.board.show(sessionId, id)),
      takeOff: ({ id }: OfferView, at = bed.offers) => run(() => at.board.takeOff(sessionId, id)),
      list: async () => (await run(() => other.service.list(sessionId))).items,
      /** Changes of the screen that everybody was told. */
      boards: (): ChatChange[] =>
        told('room:tick', sessionRoom(tenantId, sessionId)).flatMap(({ changes = [] }) =>
          changes.filter(({ offers }: ChatChange) => offers !== undefined),
        ),
      counts: (offer: OfferView) => told('room:host-tick', hostsRoom(tenantId, sessionId)).at(-1)?.offers[offer.id],
      async enter(claims: TicketClaims) {
        const socket = fakeSocket();
        const at = peer({ tenantId, ticket: claims });
        await run(() => bed.chat.sockets![0]!.onConnect!(at, socket));
        await run(() => other.sockets![0]!.onConnect!(at, socket));
        const of = (event: string) => socket.heard.find((heard) => heard.event === event)?.payload;
        const { offers, revision } = of('room:chat') as { offers: OfferBoard; revision: number };
        return { ...offers, revision, joined: socket.joined, ...(of('room:own-offers') as Own) };
      },
      mark: (claims: TicketClaims, offerId: OfferId, mark: 'shown' | 'dismissed', at = bed.offers) =>
        run(() =>
          at.sockets![0]!.handlers['room:mark-offer']!(
            { offerId, mark } as never,
            peer({ tenantId, ticket: claims }),
            fakeSocket(),
          ),
        ),
      follow: (offerId: string, pass: string, at = bed.offers) =>
        run(() =>
          at.redirects![0]!.handle({
            params: { offerId },
            query: new URLSearchParams({ as: pass }),
            browser: {} as never,
          }),
        ),
    };
  }
  interface Own {
    readonly pass: string;
    readonly dismissed: OfferId[];
  }

  it('C-10 is shown to the room in its numbered changes, one of a kind at a time, and to whoever comes later', async () => {
    const { prepare, show, takeOff, boards, enter, guest, list, sessionId, run } = await room();
    const [first, second, third] = [
      await prepare(),
      await prepare({ ...course, title: 'Another' }),
      await prepare(note),
    ];
    const on = (await show(first)) as OfferView;
    expect(on).toMatchObject({ showings: 1, shownAt: bed.clock.now().toISOString(), takenOffAt: null });
    await show(first, other);
    await show(third, other);
    const entered = await enter(guest());
    expect(entered).toMatchObject({ revision: 2, now: bed.clock.now().toISOString() });
    expect(entered.offers.map(({ title, kind, showing }) => [title, kind, showing])).toEqual([
      ['The course', 'offer', 1],
      ['', 'notification', 1],
    ]);
    expect(JSON.stringify([entered, boards()])).not.toContain('shop.example');
    bed.clock.advance(5000);
    await show(second);
    bed.clock.advance(5000);
    await takeOff(second);
    await takeOff(second, other);
    await show(first);
    expect(boards().map(({ revision, offers }) => [revision, offers!.offers.map(({ id }) => id)])).toEqual([
      [1, [first.id]],
      [2, [first.id, third.id]],
      [3, [second.id, third.id]],
      [4, [third.id]],
      [5, [first.id, third.id]],
    ]);
    expect((await list()).map(({ showings }) => showings)).toEqual([2, 1, 1]);
    const shown = await run(() => offersShown(sessionId));
    const at = (seconds: number) => new Date(Date.parse(on.shownAt!) + seconds * 1000);
    expect(shown.map(({ offerId, shownAt, takenOffAt }) => [offerId, shownAt, takenOffAt])).toEqual([
      [first.id, at(0), at(5)],
      [third.id, at(0), null],
      [second.id, at(5), at(10)],
      [first.id, at(10), null],
    ]);
  });

  it('C-10 names the call that it books where it leads to a booking page of the site itself, and to no other', async () => {
    const { prepare, show, enter, guest, follow } = await room();
    const slugOf = async (link: string) => {
      await show(await prepare({ ...course, link }));
      const { offers, pass } = await enter(guest());
      return [offers[0]!.callSlug, await follow(offers[0]!.id, pass)];
    };
    const own = 'https://kevin.stage.test/book/first-talk';
    expect(await slugOf(`${own}?from=room`)).toEqual(['first-talk', '/book/first-talk?from=room']);
    for (const link of ['https://other.stage.test/book/first-talk', `${own}/more`, 'https://kevin.stage.test/'])
      expect(await slugOf(link)).toEqual([null, link]);
  });

  it('C-10 is over by the clock of the server: not shown on entering, refused when followed, however often one comes back', async () => {
    const { prepare, show, enter, guest, follow, boards, list } = await room();
    const offer = await prepare();
    await show(offer);
    const { expiresAt } = boards()[0]!.offers!.offers[0]!;
    expect(expiresAt).toBe(new Date(bed.clock.now().getTime() + 120_000).toISOString());
    const someone = guest();
    const { pass } = await enter(someone);
    bed.clock.advance(119_999);
    expect((await enter(someone)).offers).toHaveLength(1);
    expect(await follow(offer.id, pass)).toBe('https://shop.example/course');
    bed.clock.advance(1);
    expect((await enter(someone)).offers).toEqual([]);
    const late = guest();
    const { pass: latePass } = await enter(late);
    for (const at of [bed.offers, other]) expect(await follow(offer.id, latePass, at)).toBe(OVER);
    expect((await list())[0]!.counts).toEqual({ shown: 1, clicked: 1, dismissed: 0 });
  });

  it('C-10 a click counts for whom the pass was issued, in that room, and leads nowhere without one', async () => {
    const { prepare, show, enter, guest, host, follow, list, tenantId, sessionId } = await room();
    const elsewhere = await room();
    const offer = await prepare();
    await show(offer);
    const { pass } = await enter(guest());
    const foreign = (await elsewhere.enter(elsewhere.guest())).pass;
    const forged = `${newId('per')}.${pass.split('.')[1]}`;
    for (const text of ['', 'x', foreign, forged]) expect(await follow(offer.id, text)).toBe(OVER);
    expect(await elsewhere.follow(offer.id, foreign)).toBe(OVER);
    expect(await follow('ofr_nothing', pass)).toBe(OVER);
    expect((await list())[0]!.counts.clicked).toBe(0);
    const ofHost = await enter(host);
    expect(await follow(offer.id, ofHost.pass)).toBe('https://shop.example/course');
    expect((await list())[0]!.counts.clicked).toBe(0);
    const forHosts = hostsRoom(tenantId, sessionId);
    expect(ofHost.joined).toContain(forHosts);
    expect((await enter(guest())).joined).not.toContain(forHosts);
  });

  it('C-01 an observer sees what is on the screen and gets no way through it, which would outlive the visit', async () => {
    const { prepare, show, enter, guest } = await room();
    await show(await prepare());
    const seen = await enter({ ...guest(), role: 'observer', identity: newId('mem') });
    expect([seen.offers.length, seen.pass]).toEqual([1, undefined]);
    expect((await enter(guest())).pass).toEqual(expect.any(String));
  });

  it('C-10 shown, clicked and put away are stored once per person, over tabs and processes, and hosts see the numbers', async () => {
    const { prepare, show, mark, enter, guest, follow, counts, list, run, tenantId, sessionId } = await room();
    const offer = await prepare();
    await show(offer);
    const people = Array.from({ length: 60 }, guest);
    const passes = await Promise.all(people.slice(0, 10).map(async (person) => (await enter(person)).pass));
    await Promise.all([
      ...people.flatMap((person) => [mark(person, offer.id, 'shown'), mark(person, offer.id, 'shown', other)]),
      ...people
        .slice(50)
        .flatMap((person) => [mark(person, offer.id, 'dismissed'), mark(person, offer.id, 'dismissed', other)]),
      ...passes.flatMap((pass) => [follow(offer.id, pass), follow(offer.id, pass, other)]),
    ]);
    const now = { shown: 60, clicked: 10, dismissed: 10 };
    expect([(await list())[0]!.counts, counts(offer)]).toEqual([now, now]);
    await run(async () => {
      expect(await OfferPersonModel.countDocuments()).toBe(60);
    });
    const told = bed.told.filter(
      ({ event, room: name }) => event === 'room:host-tick' && name === hostsRoom(tenantId, sessionId),
    );
    // Gathered: fewer than half as many words as acts, on however slow a machine.
    expect(told.length).toBeLessThan(80);
    expect((await enter(people[55]!)).dismissed).toEqual([offer.id]);
    expect((await enter(people[5]!)).dismissed).toEqual([]);
  });

  it('C-10 refuses marks of what was not shown here, and too many of them', async () => {
    const { prepare, show, mark, guest } = await room();
    const elsewhere = await room();
    const offer = await prepare();
    await expect(mark(guest(), offer.id, 'shown')).rejects.toMatchObject({ code: 'not-found' });
    await show(offer);
    await expect(elsewhere.mark(elsewhere.guest(), offer.id, 'shown')).rejects.toMatchObject({ code: 'not-found' });
    const someone = guest();
    for (let n = 0; n < 30; n += 1) await mark(someone, offer.id, 'shown');
    await expect(mark(someone, offer.id, 'shown')).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('C-10 nothing is shown before and after the session, and its end takes everything off', async () => {
    const { prepare, show, goLive, run, sessionId, enter, guest, list, boards } = await room(false);
    const [offer, planned] = [await prepare(), await prepare({ ...course, offsetSeconds: 3000 })];
    await expect(show(offer)).rejects.toMatchObject({ code: 'not-live' });
    await goLive();
    await show(offer);
    await run(() => bed.sessions.service.end(sessionId));
    await bed.settle();
    expect((await enter(guest())).offers).toEqual([]);
    expect(boards().at(-1)?.offers?.offers).toEqual([]);
    await expect(show(offer, other)).rejects.toMatchObject({ code: 'not-live' });
    const after = await list();
    expect(after.map(({ plan }) => plan)).toEqual(['none', 'missed']);
    expect(after[0]!.takenOffAt).toBe(bed.clock.now().toISOString());
    expect(planned.plan).toBe('waiting');
  });

  describe('planned ones', () => {
    const planned = (offsetSeconds: number): OfferBody => ({ ...course, offsetSeconds });

    it('C-10 come at their offset, once over several processes', async () => {
      const { prepare, goLive, boards, list } = await room(false);
      const [early, late] = [await prepare(planned(90)), await prepare({ ...note, offsetSeconds: 600 })];
      await goLive();
      bed.clock.advance(89_999);
      await Promise.all([bed.offers.sweep(), other.sweep()]);
      expect(boards()).toEqual([]);
      bed.clock.advance(1);
      const third = createOffersModule({ ...bed.offersDeps });
      await Promise.all([bed.offers.sweep(), other.sweep(), third.sweep()]);
      await other.sweep();
      expect(boards().map(({ offers }) => offers!.offers.map(({ id }) => id))).toEqual([[early.id]]);
      expect((await list()).map(({ plan, showings }) => [plan, showings])).toEqual([
        ['shown', 1],
        ['waiting', 0],
      ]);
      expect(late.plan).toBe('waiting');
    });

    it('C-10 come up to a minute late after a restart, and are missed after that', async () => {
      const { prepare, goLive, list, boards } = await room(false);
      await prepare(planned(10));
      await prepare({ ...note, offsetSeconds: 60 });
      await goLive();
      bed.clock.advance(70_000);
      await createOffersModule({ ...bed.offersDeps }).sweep();
      expect((await list()).map(({ plan }) => plan)).toEqual(['missed', 'shown']);
      expect(boards().map(({ offers }) => offers!.offers.map(({ kind }) => kind))).toEqual([['notification']]);
    });

    it('C-10 may be planned while it is live, shown before their time, and changed until they were seen', async () => {
      const { prepare, show, run, sessionId, list } = await room();
      const [a, b] = [await prepare(planned(30)), await prepare({ ...note, offsetSeconds: 40 })];
      await show(a);
      const change = (offer: OfferView, version = offer.version) =>
        run(() => bed.offers.service.change(sessionId, offer.id, version, { ...note, offsetSeconds: 100 }, []));
      await expect(change(a)).rejects.toMatchObject({ code: 'illegal-transition' });
      await expect(run(() => bed.offers.service.remove(sessionId, a.id))).rejects.toMatchObject({
        code: 'illegal-transition',
      });
      await expect(change(b, 7)).rejects.toMatchObject({ code: 'conflict' });
      expect(await change(b)).toMatchObject({ version: 2, offsetSeconds: 100, plan: 'waiting' });
      await bed.settle();
      bed.clock.advance(45_000);
      await other.sweep();
      expect((await list()).map(({ plan, showings }) => [plan, showings])).toEqual([
        ['shown', 1],
        ['waiting', 0],
      ]);
      bed.clock.advance(55_000);
      await other.sweep();
      expect((await list())[1]).toMatchObject({ plan: 'shown', showings: 1 });
      const third = await prepare(planned(100));
      await run(() => bed.offers.service.remove(sessionId, third.id));
      expect(await list()).toHaveLength(2);
    });
  });

  it('C-10 who clicked is listed with the leads that the reader sees, page by page along one index', async () => {
    const { prepare, show, enter, follow, run, tenantId, sessionId, host } = await room();
    const offer = await prepare();
    await show(offer);
    const names = ['Ada', 'Ben', 'Cem'];
    for (const firstName of names) {
      await bed.join(tenantId, { firstName, lastName: 'Doe', email: `${firstName.toLowerCase()}@people.example` });
      const lead = await run(async () => bed.model('Lead').findOne({ 'person.firstName': firstName }).lean());
      const { pass } = await enter({ ...host, role: 'attendee', identity: lead.personId });
      bed.clock.advance(1000);
      await follow(offer.id, pass);
    }
    const ask = (role: 'owner' | 'host', cursor?: string) =>
      run(() => other.service.people(bed.actor(newId('mem'), role), sessionId, offer.id, { cursor, limit: 2 }));
    const first = await ask('owner');
    const second = await ask('owner', first.nextCursor!);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Cem Doe', 'Ben Doe', 'Ada Doe']);
    expect(first.items.every(({ leadId }) => leadId !== null)).toBe(true);
    expect(second.nextCursor).toBeNull();
    expect((await ask('host')).items.map(({ leadId }) => leadId)).toEqual([null, null]);
    await expect(ask('owner', 'x')).rejects.toMatchObject({ code: 'validation-failed' });
    await run(async () => {
      const clicks = OfferPersonModel.find({ offerId: offer.id, clickedAt: { $gt: new Date(0) } }).sort({
        clickedAt: -1,
        _id: -1,
      });
      const { executionStats } = (await clicks.explain('executionStats')) as any;
      expect(executionStats).toMatchObject({ nReturned: 3, totalDocsExamined: 3 });
      const on = (await OfferModel.find({ sessionId, on: true }).explain('executionStats')) as any;
      expect(on.executionStats).toMatchObject({ nReturned: 1, totalDocsExamined: 1 });
    });
  });
});
