import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  PLAIN_REGISTRATION,
  RegistrationSettings,
  type LeadId,
  type PersonId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { runAsSystem } from '@stageline/tenancy/system';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createRegistrationsModule } from '../registrations/index.ts';
import { createSessionsModule } from '../sessions/index.ts';
import { createSeatsModule, seatMigrations } from './index.ts';
import { createSeatLetters } from './seats.letters.ts';

describe('seats', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const inHours = (hours: number) => new Date(bed.clock.now().getTime() + hours * 3_600_000);
  const plan = { title: 'Class', description: '', durationMinutes: 60, timeZone: 'Europe/Berlin' };
  const create = (tenantId: TenantId, capacity: number | null, startsAt = inHours(24)) =>
    bed.in(tenantId, () => bed.sessions.service.create({ ...plan, startsAt, capacity }));
  const form = (n: number) => ({ firstName: `Name${n}`, lastName: 'Smith', email: `p${n}@example.com` });
  const register = (tenantId: TenantId, n: number, service = bed.registrations.service) =>
    bed.in(tenantId, () => service.register(form(n), { source: 'api' }));
  const registerInOrder = async (tenantId: TenantId, ...numbers: number[]) => {
    for (const n of numbers) await register(tenantId, n);
  };
  const whole = (tenantId: TenantId, id: SessionId) => bed.in(tenantId, () => bed.sessions.service.whole(id));
  const seatsOf = (tenantId: TenantId, sessionId: SessionId): Promise<any[]> =>
    bed.in(tenantId, async () => bed.model('Seat').find({ sessionId }).sort({ turn: 1, _id: 1 }).lean());
  const leadOf = (tenantId: TenantId, n: number): Promise<{ _id: LeadId; personId: PersonId }> =>
    bed.in(tenantId, async () =>
      bed
        .model('Lead')
        .findOne({ 'person.email': `p${n}@example.com` })
        .lean(),
    );
  const tokenOf = async (tenantId: TenantId, n: number) =>
    bed.joinLinks.tokenFor(tenantId, (await leadOf(tenantId, n))._id);
  /** Who holds a seat and who waits, in their order, by number. */
  async function standing(tenantId: TenantId, sessionId: SessionId) {
    const leads: any[] = await bed.in(tenantId, async () => bed.model('Lead').find({}).lean());
    const numberOf = new Map(leads.map(({ personId, person }) => [personId, Number(person.firstName.slice(4))]));
    const seats = await seatsOf(tenantId, sessionId);
    const of = (state: string) => seats.flatMap((seat) => (seat.state === state ? [numberOf.get(seat.personId)] : []));
    return { held: of('held'), waiting: of('waiting') };
  }
  const mailsOf = (tenantId: TenantId, subject: string) =>
    bed.mails.flatMap((mail) => (mail.tenantId === tenantId && mail.subject.startsWith(subject) ? [mail.to] : []));

  it('B-03 gives every registration a seat where there is room for all, and writes nothing of the session for it', async () => {
    const { id } = bed.tenant();
    const session = await create(id, null);
    await Promise.all([1, 2, 3].map((n) => register(id, n)));
    expect((await standing(id, session.id)).held.toSorted()).toEqual([1, 2, 3]);
    expect(await whole(id, session.id)).toMatchObject({ seats: { held: 3, waiting: 0 }, registration: 'open' });
    await bed.settle();
    expect(await whole(id, session.id)).toMatchObject({ registered: 3 });
    expect(await bed.in(id, async () => bed.model('SeatQueue').countDocuments({}))).toBe(0);
  });

  describe('of a site that counts on nobody before they have confirmed', () => {
    const HOUR_MS = 3_600_000;
    beforeEach(() => {
      bed.asking.registration = RegistrationSettings.parse({ doubleOptIn: true });
    });
    afterEach(() => {
      bed.asking.registration = PLAIN_REGISTRATION;
    });
    const confirm = async (tenantId: TenantId, n: number) => {
      const token = await tokenOf(tenantId, n);
      await bed.in(tenantId, () => bed.places.service.confirm(token));
      await bed.settle();
    };
    const later = async (hours: number) => {
      bed.clock.advance(hours * HOUR_MS);
      await bed.seats.sweep();
      await bed.settle();
    };

    it('B-03 B-10 one of few seats that is not confirmed in a day goes to whoever waits and is; later they take their turn', async () => {
      const { id } = bed.tenant();
      const session = await create(id, 1, inHours(96));
      await registerInOrder(id, 1, 2);
      await confirm(id, 2);
      const [asked] = bed.mails.filter(({ tenantId, to }) => tenantId === id && to === 'p1@example.com');
      expect(asked?.text).toMatch(/Yours\s+is\s+kept\s+for\s+a\s+day\s+at\s+most/);
      await later(23);
      expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [2] });
      await later(2);
      expect(await standing(id, session.id)).toEqual({ held: [2], waiting: [] });
      expect(mailsOf(id, 'You have a seat')).toEqual(['p2@example.com']);
      expect(await whole(id, session.id)).toMatchObject({ registered: 1 });
      await confirm(id, 1);
      expect(await standing(id, session.id)).toEqual({ held: [2], waiting: [1] });
      const token = await tokenOf(id, 2);
      await bed.in(id, () => bed.places.service.giveUpSeat(token, session.id));
      expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [] });
    });

    it('B-03 B-10 takes no seat from whoever confirms at the moment at which its time ends', async () => {
      const { id } = bed.tenant();
      const session = await create(id, 1, inHours(96));
      await registerInOrder(id, 1, 2);
      await confirm(id, 2);
      const [seat] = await seatsOf(id, session.id);
      const outside = AsyncLocalStorage.snapshot();
      let isRead = false;
      const leads = {
        ...bed.leads.service,
        // The transaction has read that nobody has confirmed, and sees nothing of what others write from here on.
        async findByPersons(people: readonly PersonId[]) {
          const found = await bed.leads.service.findByPersons(people);
          if (!isRead) {
            isRead = true;
            await outside(() => confirm(id, 1));
          }
          return found;
        },
      };
      const { service } = createSeatsModule({ ...bed.seatsDeps, leads });
      bed.clock.advance(25 * HOUR_MS);
      await bed.in(id, () => service.endUnconfirmed(seat._id));
      await bed.settle();
      expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [2] });
    });

    it('B-03 B-10 keeps it while nobody waits who is confirmed, and for good once they are', async () => {
      const { id } = bed.tenant();
      const session = await create(id, 1, inHours(96));
      await registerInOrder(id, 1, 2);
      await later(25);
      expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [2] });
      await confirm(id, 1);
      await confirm(id, 2);
      await later(25);
      expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [2] });
      const seats = await seatsOf(id, session.id);
      expect(seats.map(({ confirmBy }) => confirmBy)).toEqual([null, null]);
    });

    it('B-03 B-10 frees it two hours before it begins, but no sooner than half an hour after they registered', async () => {
      const { id } = bed.tenant();
      const session = await create(id, 2, inHours(3));
      await register(id, 1);
      await later(0.9);
      await registerInOrder(id, 2, 3);
      await confirm(id, 3);
      await later(0.2);
      expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [] });
      await register(id, 4);
      await confirm(id, 4);
      expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [4] });
      await later(0.4);
      expect(await standing(id, session.id)).toEqual({ held: [3, 4], waiting: [] });
    });
  });

  it('B-03 keeps a seat without a proof of the address where the site does not ask for one first', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1, inHours(96));
    await registerInOrder(id, 1, 2);
    const token = await tokenOf(id, 2);
    await bed.in(id, () => bed.places.service.confirm(token));
    bed.clock.advance(30 * 3_600_000);
    await bed.seats.sweep();
    expect(await standing(id, session.id)).toEqual({ held: [1], waiting: [2] });
  });

  it('B-03 gives a seat that is given up to whoever waits longest, once, with a mail', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 2);
    await registerInOrder(id, 1, 2, 3, 4);
    expect(await standing(id, session.id)).toEqual({ held: [1, 2], waiting: [3, 4] });
    const place = await bed.in(id, async () => bed.places.service.view(await tokenOf(id, 4)));
    expect(place.seats).toMatchObject([{ state: 'waiting', waitingPosition: 2, session: { id: session.id } }]);
    const token = await tokenOf(id, 1);
    const giveUp = () => bed.in(id, () => bed.places.service.giveUpSeat(token, session.id));
    expect((await giveUp()).seats).toEqual([]);
    await giveUp();
    expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [4] });
    await bed.settle();
    expect(mailsOf(id, 'You have a seat')).toEqual(['p3@example.com']);
    // Whoever waits is not given the seat by giving up their own place on the waitlist.
    await bed.in(id, async () => bed.places.service.giveUpSeat(await tokenOf(id, 4), session.id));
    expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [] });
    await registerInOrder(id, 1);
    expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [1] });
  });

  it('B-03 tells nobody of a seat that is no longer theirs, or of no use any more', async () => {
    const { id } = bed.tenant();
    const start = bed.clock.now();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2, 3);
    const { personId } = await leadOf(id, 3);
    const tell = () =>
      bed.in(id, () => createSeatLetters(bed.seatsDeps).promoted(id, { sessionId: session.id, personId }));
    const told = async () => {
      const before = mailsOf(id, 'You have a seat').length;
      await tell();
      return mailsOf(id, 'You have a seat').length - before;
    };
    const giveUp = async (n: number) =>
      bed.in(id, async () => bed.places.service.giveUpSeat(await tokenOf(id, n), session.id));
    expect(await told()).toBe(0);
    await giveUp(1);
    await giveUp(2);
    expect(await standing(id, session.id)).toEqual({ held: [3], waiting: [] });
    await bed.settle();
    expect(await told()).toBe(1);
    await bed.in(id, () => bed.sessions.service.goLive(session.id));
    expect(await told()).toBe(1);
    await bed.in(id, () => bed.sessions.service.end(session.id));
    expect(await told()).toBe(0);
    const other = await create(id, 1);
    await registerInOrder(id, 1, 2);
    const [first] = await seatsOf(id, other.id);
    const second = { sessionId: other.id, personId: (await leadOf(id, 1)).personId };
    await bed.in(id, () => bed.seats.service.takeBack(other.id, first._id));
    // Whoever has the seat now is told of it by a job of its own.
    await bed.settle();
    const mails = mailsOf(id, 'You have a seat').length;
    await bed.in(id, () => createSeatLetters(bed.seatsDeps).promoted(id, second));
    expect(mailsOf(id, 'You have a seat')).toHaveLength(mails);
    bed.clock.set(start);
  });

  it('B-03 gives 20 seats that are given up at once to 20 who wait, each to one', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 20);
    await registerInOrder(id, ...Array.from({ length: 50 }, (_, n) => n));
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => tokenOf(id, n)));
    const giveUp = (token: string): Promise<unknown> =>
      bed
        .in(id, () => bed.places.service.giveUpSeat(token, session.id))
        .catch((error: { code?: string }) => {
          // All of them change one queue: who is told that the site is busy tries again, as a browser does.
          if (error.code !== 'unavailable') throw error;
          return giveUp(token);
        });
    await Promise.all(tokens.map(giveUp));
    const { held, waiting } = await standing(id, session.id);
    expect(held).toEqual(Array.from({ length: 20 }, (_, n) => n + 20));
    expect(waiting).toEqual(Array.from({ length: 10 }, (_, n) => n + 40));
    await bed.settle();
    expect(mailsOf(id, 'You have a seat').toSorted()).toEqual(
      Array.from({ length: 20 }, (_, n) => `p${n + 20}@example.com`).toSorted(),
    );
  });

  it('B-03 gives more seats out when there is room for more, and takes none away when there is less', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2, 3, 4);
    const edit = (capacity: number | null) => bed.in(id, () => bed.sessions.service.edit(session.id, { capacity }));
    await edit(3);
    await bed.settle();
    expect(await standing(id, session.id)).toEqual({ held: [1, 2, 3], waiting: [4] });
    await edit(1);
    await bed.settle();
    expect(await whole(id, session.id)).toMatchObject({ seats: { held: 3, waiting: 1 }, seatsLeft: 0 });
    await bed.in(id, async () => bed.places.service.giveUpSeat(await tokenOf(id, 1), session.id));
    expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [4] });
    await edit(null);
    await bed.settle();
    expect(await standing(id, session.id)).toEqual({ held: [2, 3, 4], waiting: [] });
    expect(mailsOf(id, 'You have a seat').toSorted()).toEqual(['p2', 'p3', 'p4'].map((name) => `${name}@example.com`));
  });

  it('B-03 lets the team take a seat back, and writes that down', async () => {
    const { id } = bed.tenant();
    const [session, others] = [await create(id, 1), bed.tenant().id];
    await registerInOrder(id, 1, 2);
    const [seat] = await seatsOf(id, session.id);
    const takeBack = (tenantId: TenantId) => bed.in(tenantId, () => bed.seats.service.takeBack(session.id, seat._id));
    await expect(takeBack(others)).rejects.toMatchObject({ code: 'not-found' });
    await takeBack(id);
    await takeBack(id);
    expect(await standing(id, session.id)).toEqual({ held: [2], waiting: [] });
    const entries = bed.audited.filter(({ target }) => target?.id === seat._id);
    expect(entries).toMatchObject([{ action: 'seat.released', target: { name: 'Name1 Smith' } }]);
    await bed.settle();
    expect(await whole(id, session.id)).toMatchObject({ registered: 1 });
  });

  it('B-02 gives somebody who registers again for a later masterclass a further seat, by the same lead and link', async () => {
    const { id } = bed.tenant();
    const first = await create(id, null);
    await register(id, 1);
    const token = await tokenOf(id, 1);
    await bed.in(id, () => bed.sessions.service.goLive(first.id));
    await bed.in(id, () => bed.sessions.service.end(first.id));
    const second = await create(id, 1);
    await register(id, 1);
    await register(id, 1);
    expect(await standing(id, first.id)).toEqual({ held: [1], waiting: [] });
    expect(await standing(id, second.id)).toEqual({ held: [1], waiting: [] });
    expect(await tokenOf(id, 1)).toBe(token);
    const { seats } = await bed.in(id, () => bed.places.service.view(token));
    expect(seats).toMatchObject([{ state: 'held', session: { id: second.id } }]);
    await expect(bed.in(id, () => bed.places.service.giveUpSeat(token, first.id))).rejects.toMatchObject({
      code: 'illegal-transition',
    });
  });

  it('B-03 gives whoever registered before there were seats theirs, once', async () => {
    const { id } = bed.tenant();
    const session = await create(id, null);
    await registerInOrder(id, 1, 2);
    await bed.in(id, async () => bed.model('Seat').deleteMany({}));
    const [{ createdAt }] = await bed.in(id, async () => bed.model('Lead').find({}).lean());
    for (let run = 0; run < 2; run += 1)
      for (const { up } of seatMigrations) await runAsSystem('test: seats', () => up(undefined as never));
    const seats = await seatsOf(id, session.id);
    expect(seats.map(({ state, createdAt: at }) => [state, at])).toEqual([
      ['held', createdAt],
      ['held', createdAt],
    ]);
  });

  const owner = () => bed.actor('mem_owner' as never, 'owner');
  const side = 'this' as const;
  const choices = { name: side, company: side, email: side, phone: side, stage: side, owner: side, source: side };
  /** Merges one into another, by number. @returns what undoes it */
  async function merge(tenantId: TenantId, from: number, into: number) {
    const [theirs, mine]: any[] = [await leadOf(tenantId, from), await leadOf(tenantId, into)];
    const request = { otherId: theirs._id, version: mine.version, otherVersion: theirs.version, choices };
    const { id } = await bed.in(tenantId, () => bed.merges.service.merge(owner(), mine._id, request));
    await bed.settle();
    return async () => {
      await bed.in(tenantId, () => bed.merges.service.undo(owner(), id));
      await bed.settle();
    };
  }
  const giveUp = (tenantId: TenantId, sessionId: SessionId, n: number) =>
    bed.in(tenantId, async () => bed.places.service.giveUpSeat(await tokenOf(tenantId, n), sessionId));
  /** The same with how many are counted as registered. */
  async function counted(tenantId: TenantId, sessionId: SessionId) {
    await bed.settle();
    const { registered } = (await whole(tenantId, sessionId)) as { registered: number };
    return { ...(await standing(tenantId, sessionId)), registered };
  }

  it('F-04 makes one seat of two in a merge, the better one, and gives each theirs back when they part', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2, 3);
    const before = await counted(id, session.id);
    expect(before).toEqual({ held: [1], waiting: [2, 3], registered: 3 });
    const undo = await merge(id, 1, 2);
    expect(await counted(id, session.id)).toEqual({ held: [2], waiting: [3], registered: 2 });
    await undo();
    expect(await counted(id, session.id)).toEqual(before);
  });

  it('F-04 leaves given up what was given up before a merge, and after it', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2);
    await giveUp(id, session.id, 2);
    const before = await counted(id, session.id);
    expect(before).toEqual({ held: [1], waiting: [], registered: 1 });
    const undo = await merge(id, 1, 2);
    expect(await counted(id, session.id)).toEqual({ held: [2], waiting: [], registered: 1 });
    await undo();
    expect(await counted(id, session.id)).toEqual(before);
    const undoAgain = await merge(id, 1, 2);
    await registerInOrder(id, 3, 4);
    await giveUp(id, session.id, 2);
    expect(await counted(id, session.id)).toEqual({ held: [3], waiting: [4], registered: 2 });
    await undoAgain();
    expect(await counted(id, session.id)).toEqual({ held: [3], waiting: [1, 4], registered: 3 });
  });

  it('F-04 gives no more seats than there are when a merge is undone whose seat is somebody else’s by now', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 2);
    await registerInOrder(id, 1, 2, 3, 4);
    const undo = await merge(id, 1, 2);
    expect(await counted(id, session.id)).toEqual({ held: [2, 3], waiting: [4], registered: 3 });
    await undo();
    expect(await counted(id, session.id)).toEqual({ held: [2, 3], waiting: [1, 4], registered: 4 });
    await giveUp(id, session.id, 3);
    expect(await counted(id, session.id)).toEqual({ held: [1, 2], waiting: [4], registered: 3 });
  });

  it('F-04 gives everybody their own seat back in whatever order two merges into one are undone', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2, 3);
    const before = await seatsOf(id, session.id);
    for (const isFirstFirst of [true, false]) {
      const undos = [await merge(id, 2, 3), await merge(id, 1, 3)];
      expect(await standing(id, session.id)).toEqual({ held: [3], waiting: [] });
      for (const undo of isFirstFirst ? undos : undos.toReversed()) await undo();
      expect(await seatsOf(id, session.id)).toEqual(before);
    }
  });

  it('F-04 gives out what a merge frees, also where the seats are older than the limit', async () => {
    const { id } = bed.tenant();
    const [session, unlimited] = [await create(id, null), await create(id, null, inHours(48))];
    await registerInOrder(id, 1, 2);
    await bed.in(id, () => bed.sessions.service.edit(session.id, { capacity: 2 }));
    await registerInOrder(id, 3, 4);
    expect(await standing(id, session.id)).toEqual({ held: [1, 2], waiting: [3, 4] });
    // A seat where there is room for all has no queue, and stands in nobody's way.
    const { personId } = await leadOf(id, 2);
    const seat = { sessionId: unlimited.id, personId, state: 'held', turn: 0, createdAt: bed.clock.now() };
    await bed.in(id, async () => bed.model('Seat').create({ _id: 'sea_01jd5x8v1ye1ta8v2s3q4w5e6r', ...seat }));
    await merge(id, 1, 2);
    expect(await standing(id, session.id)).toEqual({ held: [2, 3], waiting: [4] });
  });

  it('B-03 gives everything out that is free when somebody gives up a seat', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 2);
    await registerInOrder(id, 1, 2, 3, 4, 5);
    const { personId } = await leadOf(id, 2);
    await bed.in(id, async () => bed.model('Seat').updateOne({ personId }, { $set: { state: 'released' } }));
    await giveUp(id, session.id, 1);
    expect(await standing(id, session.id)).toEqual({ held: [3, 4], waiting: [5] });
  });

  it('B-03 lets nobody who is gone use up a free seat, and counts them no longer', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 1);
    await registerInOrder(id, 1, 2, 3, 4, 5);
    await bed.settle();
    const gone = async (n: number) =>
      bed.in(id, async () => bed.model('Lead').deleteOne({ _id: (await leadOf(id, n))._id }));
    for (const n of [2, 3]) await gone(n);
    await giveUp(id, session.id, 1);
    expect(await counted(id, session.id)).toEqual({ held: [4], waiting: [5], registered: 2 });
    const seat = (await seatsOf(id, session.id)).find(({ state }) => state === 'held');
    await gone(4);
    await bed.in(id, () => bed.seats.service.takeBack(session.id, seat._id));
    expect(await counted(id, session.id)).toEqual({ held: [5], waiting: [], registered: 1 });
  });

  // The last one: what it leaves to be done afterwards is nobody's, and takes a minute.
  it('B-03 gives 500 at once who want the last 10 seats in two processes exactly 10, and a place in order to each of the others', async () => {
    const { id } = bed.tenant();
    const session = await create(id, 10);
    // Each process has services and memory of its own; what they share is the database.
    const seats = createSeatsModule(bed.seatsDeps);
    const sessions = createSessionsModule({ ...bed.sessionsDeps, seats: seats.service });
    const other = createRegistrationsModule({
      ...bed.registrationsDeps,
      seats: seats.service,
      nextSessionId: () => sessions.service.nextSessionId(id),
    });
    const services = [bed.registrations.service, other.service];
    const once = (n: number): Promise<unknown> =>
      register(id, n, services[n % 2]!).catch((error: { code?: string }) => {
        // Who is told that the site is busy tries again, as a browser does.
        if (error.code !== 'unavailable') throw error;
        return once(n);
      });
    await Promise.all(Array.from({ length: 500 }, (_, n) => once(n)));
    const rows = await seatsOf(id, session.id);
    expect(rows.filter(({ state }) => state === 'held')).toHaveLength(10);
    expect(rows.filter(({ state }) => state === 'waiting')).toHaveLength(490);
    // Every turn was given out once, and whoever came first has the seats.
    expect(rows.map(({ turn }) => turn)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
    expect(rows.slice(0, 10).every(({ state }) => state === 'held')).toBe(true);
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(500);
    expect(await whole(id, session.id)).toMatchObject({ registration: 'waitlist', seatsLeft: 0 });
  });
});
