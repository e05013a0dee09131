import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  notifications,
  type MembershipId,
  type NotificationId,
  type OperationDefinition,
  type TenantRole,
  type TenantId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { appRooms } from '../../realtime/hints.ts';
import { callOperation } from '../../testing/call-operation.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { NotificationModel, PendingNotificationModel } from './notification.model.ts';

type Settings = notifications.NotificationSettings;

describe('notifications', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const call = <Op extends OperationDefinition>(
    tenantId: TenantId,
    member: MembershipId,
    operation: Op,
    input?: Parameters<typeof callOperation<Op>>[3],
  ) => bed.in(tenantId, () => callOperation(bed.notifications, operation, bed.actor(member, 'rep'), input));
  const list = (tenantId: TenantId, member: MembershipId, query: object = {}) =>
    call(tenantId, member, notifications.listNotifications, { query: { limit: 50, ...query } });
  async function set(tenantId: TenantId, member: MembershipId, change: Partial<Settings>): Promise<Settings> {
    const before = await call(tenantId, member, notifications.getNotificationSettings, {});
    const { siteTimeZone: _zone, smsAvailable: _sms, reach: _reach, ...form } = { ...before, ...change };
    return call(tenantId, member, notifications.setNotificationSettings, { body: form });
  }
  const everyKind = (channels: Partial<notifications.NotificationChannels>): Settings['kinds'] => {
    const rest = { inApp: true, email: 'off', sms: 'off' } as const;
    return Object.fromEntries(
      notifications.NotificationKind.options.map((kind) => [kind, { ...rest, ...channels }]),
    ) as Settings['kinds'];
  };
  const say = async (tenantId: TenantId, member: MembershipId, key: string, title = key) => {
    await bed.in(tenantId, () => bed.notifications.service.notify(member, 'automation', { key, title }));
    await bed.settle();
  };
  const subjects = (tenantId: TenantId) =>
    bed.mails.filter((each) => each.tenantId === tenantId).map(({ subject }) => subject);
  const until = (instant: string) => bed.clock.advance(Date.parse(instant) - bed.clock.now().getTime());

  it('F-12 tells the same once, however often and from wherever it is told', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    await Promise.all([1, 2, 3].map(() => say(id, ada, 'same')));
    await say(id, newId('mem'), 'stranger');
    expect((await list(id, ada)).items).toMatchObject([{ kind: 'automation', title: 'same', read: false }]);
    expect(subjects(id)).toEqual(['same']);
    expect(bed.told).toContainEqual(
      expect.objectContaining({
        room: appRooms.member(id, ada),
        payload: expect.objectContaining({ entity: 'notification' }),
      }),
    );
  });

  it('F-12 says nothing where the transaction of the teller fails', async () => {
    const { id, team } = bed.tenant('Ada');
    const failing = bed.in(id, () =>
      bed.unitOfWork.run(async () => {
        await bed.notifications.service.notify(team[0]!.id, 'automation', { key: 'lost', title: 'lost' });
        throw new Error('no');
      }),
    );
    await expect(failing).rejects.toThrow('no');
    await bed.settle();
    expect([(await list(id, team[0]!.id)).unread, subjects(id)]).toEqual([0, []]);
  });

  it('F-12 is read one by one or at once, and taken back; never for anybody else', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const [ada, bob] = [team[0]!.id, team[1]!.id];
    for (const key of ['one', 'two', 'three']) await say(id, ada, key);
    await say(id, bob, 'of Bob');
    const mark = (member: MembershipId, ids: NotificationId[] | null, read = true) =>
      call(id, member, notifications.markNotifications, { body: { ids, read } });
    const { items } = await list(id, ada);
    expect(await mark(bob, [items[0]!.id])).toEqual({ undo: null, unread: 1 });
    expect((await mark(ada, [items[0]!.id])).unread).toBe(2);
    const { undo, unread } = await mark(ada, null);
    expect(unread).toBe(0);
    expect((await list(id, bob)).unread).toBe(1);
    await call(id, bob, notifications.undoNotifications, { body: { undo: undo! } });
    expect((await list(id, ada)).unread).toBe(0);
    // Only what that marking has read.
    expect(await call(id, ada, notifications.undoNotifications, { body: { undo: undo! } })).toEqual({ unread: 2 });
    expect((await list(id, ada, { unread: 'true' })).items.map(({ title }) => title)).toEqual(['two', 'one']);
    expect((await mark(ada, [items[0]!.id], false)).unread).toBe(3);
    const first = await list(id, ada, { limit: 2 });
    const rest = await list(id, ada, { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(['three', 'two', 'one']);
  });

  it('F-12 holds mail back in the quiet hours of the member, in their zone, and then sends one', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    until('2026-03-28T12:00:00Z');
    await set(id, ada, { timeZone: 'America/New_York', quiet: { from: '21:00', to: '08:00' } });
    // Half past nine in the evening in New York.
    until('2026-03-29T01:30:00Z');
    await say(id, ada, 'late');
    await say(id, ada, 'later');
    until('2026-03-29T11:59:00Z');
    await bed.notifications.deliverDue();
    expect(subjects(id)).toEqual([]);
    until('2026-03-29T12:00:00Z');
    await bed.notifications.deliverDue();
    await bed.notifications.deliverDue();
    expect(subjects(id)).toEqual(['2 notifications from Test site']);
    expect(bed.mails.at(-1)!.text).toMatch(/late[\s\S]*later/);
  });

  it('F-12 gathers the hour and the day, and what is turned off meanwhile does not go out', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const [ada, bob] = [team[0]!.id, team[1]!.id];
    team[1]!.locale = 'de';
    until('2026-03-30T09:10:00Z');
    await set(id, ada, { kinds: everyKind({ email: 'hourly' }) });
    await set(id, bob, { kinds: everyKind({ email: 'daily' }), digestAt: '07:30' });
    for (const key of ['one', 'two']) {
      await say(id, ada, key);
      await say(id, bob, key);
    }
    expect(subjects(id)).toEqual([]);
    until('2026-03-30T10:00:00Z');
    await bed.notifications.deliverDue();
    expect(subjects(id)).toEqual(['2 notifications from Test site']);
    // 07:30 in Berlin, in summer.
    until('2026-03-31T05:30:00Z');
    await bed.notifications.deliverDue();
    expect(subjects(id).slice(1)).toEqual(['2 Mitteilungen von Test site']);
    await say(id, ada, 'three');
    await set(id, ada, { kinds: everyKind({}) });
    until('2026-03-31T09:00:00Z');
    await bed.notifications.deliverDue();
    expect(subjects(id)).toHaveLength(2);
  });

  it('F-12 several workers at once send everybody one message', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob', 'Cem');
    for (const { id: member } of team) {
      await set(id, member, { kinds: everyKind({ email: 'hourly' }) });
      for (const key of ['first', 'second']) await say(id, member, key);
    }
    expect(subjects(id)).toEqual([]);
    bed.clock.advance(2 * 60 * 60_000);
    await Promise.all([1, 2, 3].map(() => bed.notifications.deliverDue()));
    expect(bed.mails.filter(({ tenantId }) => tenantId === id).map(({ to }) => to)).toHaveLength(3);
    await bed.notifications.deliverDue();
    expect(new Set(bed.mails.filter(({ tenantId }) => tenantId === id).map(({ to }) => to)).size).toBe(3);
    expect(subjects(id)).toHaveLength(3);
  });

  it('F-12 what was told is forgotten after 90 days, and not what still has to go out', async () => {
    const days = async (model: { listIndexes(): Promise<{ key: object; expireAfterSeconds?: number }[]> }) =>
      (await model.listIndexes()).flatMap(({ key, expireAfterSeconds }) =>
        expireAfterSeconds === undefined ? [] : [[Object.keys(key), expireAfterSeconds / 86_400]],
      );
    expect(await days(NotificationModel)).toEqual([[['at'], 90]]);
    expect(await days(PendingNotificationModel)).toEqual([]);
  });

  it('F-12 sends three at once and holds what follows until it is one', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    for (let n = 1; n <= 6; n += 1) await say(id, ada, `n${n}`);
    expect(subjects(id)).toEqual(['n1', 'n2', 'n3']);
    bed.clock.advance(10 * 60_000);
    await bed.notifications.deliverDue();
    expect(subjects(id).slice(3)).toEqual(['3 notifications from Test site']);
    expect((await list(id, ada)).unread).toBe(6);
  });

  it('F-12 sends SMS to a number of E.164 that the member gave, and asks for its country', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    const kinds = everyKind({ sms: 'instant', inApp: false });
    for (const phone of [null, '0151 12345678', '+49 1'])
      await expect(set(id, ada, { kinds, phone })).rejects.toMatchObject({ code: 'validation-failed' });
    expect(await set(id, ada, { kinds, phone: '+49 (151) 12345678' })).toMatchObject({ phone: '+4915112345678' });
    await expect(set(id, ada, { version: 0 })).rejects.toMatchObject({ code: 'conflict' });
    await say(id, ada, 'x', 'x'.repeat(400));
    const [sms] = bed.sms.filter(({ tenantId }) => tenantId === id);
    expect(sms).toMatchObject({ to: '+4915112345678', text: expect.stringMatching(/^Test site: x+ https?:\/\/\S+$/) });
    expect(sms!.text.length).toBeLessThanOrEqual(300);
    expect([subjects(id), (await list(id, ada)).items]).toEqual([[], []]);
  });

  it('F-12 offers each member the kinds that can reach them, and asks for no number because of another kind', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    const [ada, bob] = [team[0]!.id, team[1]!.id];
    const reach = async (member: MembershipId, ...roles: TenantRole[]) => {
      const actor = bed.actor(member, ...roles);
      return (
        await bed.in(id, () => callOperation(bed.notifications, notifications.getNotificationSettings, actor, {}))
      ).reach;
    };
    const ofReps = ['lead-assigned', 'response-due', 'lead-taken', 'automation'];
    const late = ofReps.toSpliced(2, 0, 'response-overdue');
    expect(await reach(ada, 'owner')).toEqual(notifications.NotificationKind.options);
    expect(await reach(ada, 'leader')).toEqual(late);
    expect(await reach(ada, 'rep')).toEqual(ofReps);
    expect(await reach(ada, 'editor')).toEqual(['automation']);
    team[1]!.leaderId = ada;
    expect(await reach(ada, 'rep')).toEqual(late);

    // What they may not do any more asks for nothing, and goes out by no way that they could not see.
    const { kinds } = await set(id, bob, {});
    const byHidden = { ...kinds, 'import-ended': { ...kinds['import-ended'], sms: 'instant' } } as Settings['kinds'];
    expect((await set(id, bob, { kinds: byHidden })).kinds['import-ended'].sms).toBe('off');
  });

  it('F-12 writes no mail about a lead that is another’s by the time it goes out', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!.id;
    await set(id, ada, { kinds: everyKind({ email: 'hourly' }) });
    const form = { firstName: 'Jo', lastName: 'Doe', email: 'jo@notify.example' };
    await bed.in(id, () => bed.registrations.service.register(form, { source: 'api' }));
    await bed.settle();
    const [told] = (await list(id, ada)).items;
    expect(told).toMatchObject({ kind: 'lead-assigned', lead: { name: 'Jo Doe' } });
    const leads = bed.model('Lead');
    await bed.in(id, async () => leads.updateOne({ _id: told!.lead!.id }, { $set: { assignee: null } }));
    const before = subjects(id).length;
    bed.clock.advance(3_600_000);
    await bed.notifications.deliverDue();
    expect(subjects(id)).toHaveLength(before);
  });

  it('F-12 says how an import has ended, and leads to it', async () => {
    const { id, team } = bed.tenant('Ada');
    const ada = team[0]!;
    const about = { id: newId('lim'), filename: 'leads.csv', rows: 2000, written: 1500, wrong: 20 };
    for (const [locale, state] of [
      ['en', 'failed'],
      ['de', 'done'],
    ] as const) {
      ada.locale = locale;
      const notice = { key: state, import: { ...about, state } };
      await bed.in(id, () => bed.notifications.service.notify(ada.id, 'import-ended', notice));
      await bed.settle();
    }
    const [done, failed] = (await list(id, ada.id)).items;
    expect([done, failed]).toMatchObject([
      { kind: 'import-ended', import: { ...about, state: 'done' } },
      { import: { state: 'failed' } },
    ]);
    expect(subjects(id)).toEqual(['The import of leads.csv broke off', 'Der Import von leads.csv ist fertig']);
    const texts = bed.mails.filter(({ tenantId }) => tenantId === id).map(({ text }) => text);
    expect(texts[0]).toMatch(/1,500 of 2,000 rows/);
    expect(texts[1]).toMatch(/1\.480/);
    for (const text of texts) expect(text).toContain(`/dashboard/leads/import/${about.id}`);
  });
});
