import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonId, SessionId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createSessionsModule } from './sessions.module.ts';

describe('plans of masterclasses', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const inHours = (hours: number) => new Date(bed.clock.now().getTime() + hours * 3_600_000);
  const plan = { title: 'Class', description: '', durationMinutes: 60, timeZone: 'Europe/Berlin' };
  type Service = FeatureBed['sessions']['service'];
  const run = <T>(tenantId: TenantId, fn: (service: Service) => Promise<T>) =>
    bed.in(tenantId, () => fn(bed.sessions.service));
  const create = (tenantId: TenantId, more: object = {}) =>
    run(tenantId, (service) => service.create({ ...plan, startsAt: inHours(24), ...more }));
  const get = (tenantId: TenantId, id: SessionId) => run(tenantId, (service) => service.whole(id));
  const next = (tenantId: TenantId) => bed.sessions.service.nextSession(tenantId);
  const past = (tenantId: TenantId) => bed.sessions.service.pastSession(tenantId);
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  const register = (tenantId: TenantId, firstName: string) =>
    bed.join(tenantId, { firstName, lastName: 'Smith', email: `${firstName}-${newId('per')}@example.com` });
  const join = (tenantId: TenantId, token: string, { routes } = bed.sessions): Promise<any> => {
    const route = routes?.find(({ operation }) => operation.id === 'sessions.join');
    const request = { tenant: { id: tenantId, slug: 'site', url: '' }, body: { token } };
    return bed.in(tenantId, () => route!.handle(request as never)) as Promise<any>;
  };
  const mailsTo = (tenantId: TenantId, word: string) =>
    bed.mails.filter((mail) => mail.tenantId === tenantId && mail.subject.startsWith(word));

  it('B-03 keeps a draft from everybody until it is announced', async () => {
    const { id } = bed.tenant();
    const draft = await create(id, { publish: false });
    expect(draft).toMatchObject({ phase: 'draft', registration: 'closed' });
    expect([await next(id), await past(id)]).toEqual([null, null]);
    expect(await codeOf(run(id, (service) => service.goLive(draft.id)))).toBe('illegal-transition');
    expect(await run(id, (service) => service.publish(draft.id))).toMatchObject({ phase: 'countdown' });
    expect(await next(id)).toMatchObject({ id: draft.id, phase: 'countdown', registration: 'open' });
    const discarded = await create(id, { publish: false });
    await run(id, (service) => service.close(discarded.id));
    await run(id, (service) => service.cancel(draft.id, 'Ill'));
    await run(id, (service) => service.close(draft.id));
    expect(await past(id)).toMatchObject({ id: draft.id, phase: 'closed' });
    expect(bed.audited.flatMap(({ action, target }) => (target?.id === draft.id ? [action] : []))).toEqual([
      'session.planned',
      'session.published',
      'session.cancelled',
      'session.closed',
    ]);
  });

  it('B-03 says of every phase what a visitor may know: countdown, lobby, live, replay, closed', async () => {
    const { id } = bed.tenant();
    const session = await create(id, { lobbyMinutes: 45 });
    const start = bed.clock.now();
    const phases: unknown[] = [(await next(id))?.phase];
    bed.clock.set(new Date(Date.parse(session.startsAt) - 45 * 60_000));
    phases.push((await next(id))?.phase);
    await run(id, (service) => service.goLive(session.id));
    phases.push((await next(id))?.phase);
    await run(id, (service) => service.end(session.id));
    phases.push((await past(id))?.phase);
    bed.replayed.add(session.id);
    phases.push((await get(id, session.id)).phase);
    await run(id, (service) => service.close(session.id));
    phases.push((await past(id))?.phase, (await past(id))?.registration);
    expect(phases).toEqual(['countdown', 'lobby', 'live', 'ended', 'replay', 'closed', 'closed']);
    bed.clock.set(start);
  });

  it('B-03 moves a masterclass, keeps its former time to be seen, and tells the registered once', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const token = await register(id, 'Mo');
    const to = { startsAt: inHours(48), durationMinutes: 90, timeZone: 'America/New_York' };
    const moved = await run(id, (service) => service.reschedule(session.id, to));
    expect(moved).toMatchObject({
      startsAt: inHours(48).toISOString(),
      endsAt: inHours(49.5).toISOString(),
      timeZone: 'America/New_York',
      rescheduledFrom: session.startsAt,
    });
    await run(id, (service) => service.reschedule(session.id, to));
    await bed.settle();
    expect(mailsTo(id, 'New time')).toHaveLength(1);
    expect(mailsTo(id, 'New time')[0]!.text).toContain('Before: Monday');
    expect(await join(id, token)).toMatchObject({ entry: 'open', session: { id: session.id } });
    const late = { ...to, startsAt: inHours(-2) };
    expect(await codeOf(run(id, (service) => service.reschedule(session.id, late)))).toBe('validation-failed');
  });

  it('B-03 calls a masterclass off, tells the registered why, and leads their links to that', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const token = await register(id, 'Cy');
    await bed.settle();
    await run(id, (service) => service.cancel(session.id, 'The host is ill.'));
    await bed.settle();
    expect(await next(id)).toBeNull();
    expect(await past(id)).toMatchObject({ phase: 'cancelled', cancelReason: 'The host is ill.' });
    const [mail, ...more] = mailsTo(id, 'Cancelled');
    expect([mail?.text.includes('The host is ill.'), more]).toEqual([true, []]);
    expect(await join(id, token)).toMatchObject({ entry: 'cancelled', roomTicket: null, mediaTicket: null });
    for (const step of ['publish', 'goLive', 'end'] as const)
      expect(await codeOf(run(id, (service) => service[step](session.id)))).toBe('illegal-transition');
    // Once another is planned for which they register, that is where the same link leads.
    const other = await create(id, { startsAt: inHours(30) });
    expect(await join(id, token)).toMatchObject({ entry: 'cancelled', session: { id: session.id } });
    const [lead] = await bed.in(id, async () => bed.model('Lead').find({}).lean());
    await bed.in(id, () =>
      bed.registrations.service.register(
        { firstName: 'Cy', lastName: 'Smith', email: lead.person.email },
        { source: 'api' },
      ),
    );
    expect(await join(id, token)).toMatchObject({ entry: 'open', session: { id: other.id } });
  });

  it('B-03 changes what it is about and costs, and refuses a price that does not fit the mode', async () => {
    const { id } = bed.tenant();
    const session = await create(id);
    const price = { amount: 4900, currency: 'EUR' };
    const edit = (changes: object) => run(id, (service) => service.edit(session.id, changes));
    expect(await codeOf(edit({ mode: 'paid_upfront' }))).toBe('validation-failed');
    const changed = await edit({
      mode: 'deposit',
      price,
      deposit: 900,
      title: 'Paid',
      hostName: 'Ana',
      lobbyMinutes: 5,
    });
    expect(changed).toMatchObject({ mode: 'deposit', price, deposit: 900, title: 'Paid', hostName: 'Ana' });
    expect(await edit({ mode: 'free', price: null, deposit: null })).toMatchObject({ price: null, title: 'Paid' });
    await run(id, (service) => service.goLive(session.id));
    await run(id, (service) => service.end(session.id));
    expect(await codeOf(edit({ title: 'Late' }))).toBe('illegal-transition');
  });

  it('B-05 brings the masterclass into calendars, by one UID whose SEQUENCE rises, and takes it out when it is called off', async () => {
    const { id } = bed.tenant();
    const session = await create(id, { capacity: 1 });
    const token = await register(id, 'Cal');
    await register(id, 'Wait');
    await bed.settle();
    await run(id, (service) => service.reschedule(session.id, { ...plan, startsAt: inHours(48) }));
    await bed.settle();
    await run(id, (service) => service.cancel(session.id, 'Ill'));
    await bed.settle();
    const files = bed.mails.filter(({ tenantId }) => tenantId === id).flatMap(({ attachments = [] }) => attachments);
    const fieldsOf = (content: string) =>
      ['METHOD', 'UID', 'SEQUENCE', 'STATUS', 'DTSTART'].map(
        (name) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(content)?.[1],
      );
    const basic = (hours: number) =>
      inHours(hours)
        .toISOString()
        .replaceAll(/[-:]|\.\d{3}/g, '');
    // To whoever has the seat; whoever waits for one has nothing in their calendar yet.
    expect(files.map(({ content }) => fieldsOf(content))).toEqual([
      ['PUBLISH', session.id, '0', 'CONFIRMED', basic(24)],
      ['PUBLISH', session.id, '1', 'CONFIRMED', basic(48)],
      ['CANCEL', session.id, '2', 'CANCELLED', basic(48)],
    ]);
    expect(files[0]).toMatchObject({ contentType: 'text/calendar; charset=utf-8; method=PUBLISH' });
    const { calendar } = bed.sessions;
    const file = (tenantId: TenantId, by: string | null) =>
      bed.in(tenantId, () => calendar.file(tenantId, session.id, by));
    expect((await file(id, token))?.content.replaceAll('\r\n ', '')).toContain(`/join/${token}`);
    expect((await file(id, null))?.content).not.toContain('/join/');
    expect([await file(bed.tenant().id, null), await file(id, `x${token}`)]).toEqual([null, null]);
    const draft = await create(id, { publish: false });
    expect(await bed.in(id, () => calendar.file(id, draft.id, null))).toBeNull();
  });

  it('B-03 knows no masterclass of another site', async () => {
    const [mine, theirs] = [bed.tenant().id, bed.tenant().id];
    const session = await create(theirs);
    for (const command of [
      (service: Service) => service.edit(session.id, { title: 'X' }),
      (service: Service) => service.publish(session.id),
      (service: Service) => service.cancel(session.id, 'X'),
      (service: Service) => service.close(session.id),
      (service: Service) => service.reschedule(session.id, { ...plan, startsAt: inHours(30) }),
    ])
      expect(await codeOf(run(mine, command))).toBe('not-found');
    expect(await get(theirs, session.id)).toMatchObject({ phase: 'countdown', title: 'Class' });
  });

  it('B-03 leads to the next masterclass to come for somebody whose own is long over', async () => {
    const { id } = bed.tenant();
    const first = await create(id);
    const token = await register(id, 'Lou');
    await run(id, (service) => service.goLive(first.id));
    await run(id, (service) => service.end(first.id));
    expect(await join(id, token)).toMatchObject({ entry: 'open', session: { id: first.id, phase: 'ended' } });
    const second = await create(id);
    expect(await join(id, token)).toMatchObject({ entry: 'open', session: { id: second.id } });
    const few = await create(id, { startsAt: inHours(2), capacity: 1 });
    expect(await join(id, token)).toMatchObject({ entry: 'no-seat', roomTicket: null, session: { id: few.id } });
    expect((await bed.in(id, () => bed.seats.service.ofPerson('per_none' as PersonId))).length).toBe(0);
  });

  it('B-03 keeps the room of a full masterclass shut, with what was given out in it, once its time is over as before', async () => {
    const { id } = bed.tenant();
    const start = bed.clock.now();
    const session = await create(id, { capacity: 1 });
    const [held, waiting, gone] = [await register(id, 'Held'), await register(id, 'Wait'), await register(id, 'Gone')];
    await bed.in(id, () => bed.places.service.giveUpSeat(gone, session.id));
    const asked: SessionId[] = [];
    const handouts = {
      of: async (sessionId: SessionId) => {
        asked.push(sessionId);
        return [{ id: 'one', name: 'Notes' }];
      },
    };
    const module = createSessionsModule({ ...bed.sessionsDeps, handouts: handouts as never });
    const entries = async () => {
      const all = [];
      for (const token of [held, waiting, gone]) all.push(await join(id, token, module));
      expect(all.map(({ session: { id: of } }) => of)).toEqual([session.id, session.id, session.id]);
      return all.map(({ entry, roomTicket, handouts: given }) => [entry, roomTicket !== null, given.length]);
    };
    const states = [await entries()];
    // The host is late: it is past its end, and may still begin.
    bed.clock.set(new Date(Date.parse(session.endsAt) + 1000));
    states.push(await entries());
    await run(id, (service) => service.goLive(session.id));
    await run(id, (service) => service.end(session.id));
    states.push(await entries());
    const before = [
      ['open', true, 0],
      ['waiting', false, 0],
      ['no-seat', false, 0],
    ];
    expect(states).toEqual([
      before,
      before,
      [
        ['open', true, 1],
        ['no-seat', false, 0],
        ['no-seat', false, 0],
      ],
    ]);
    expect(asked).toEqual([session.id]);
    bed.clock.set(start);
  });

  it('B-03 leads back to what somebody had a seat in, not to what they only waited for', async () => {
    const { id } = bed.tenant();
    const start = bed.clock.now();
    const first = await create(id);
    const token = await register(id, 'Back');
    await run(id, (service) => service.goLive(first.id));
    await run(id, (service) => service.end(first.id));
    const few = await create(id, { capacity: 1 });
    await register(id, 'Quick');
    const [lead] = await bed.in(id, async () => bed.model('Lead').find({ 'person.firstName': 'Back' }).lean());
    const { firstName, lastName, email } = lead.person;
    await bed.in(id, () => bed.registrations.service.register({ firstName, lastName, email }, { source: 'api' }));
    expect(await join(id, token)).toMatchObject({ entry: 'waiting', session: { id: few.id } });
    bed.clock.set(new Date(Date.parse(few.endsAt) + 1000));
    expect(await join(id, token)).toMatchObject({ entry: 'open', session: { id: first.id } });
    bed.clock.set(start);
  });
});
