import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, MembershipId, MergeChoices, SessionId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { peopleImports } from '../registrations/index.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import mongoose from 'mongoose';
import { childRecords, otherRecords } from './child-records.ts';

const MINE: MergeChoices = {
  name: 'this',
  company: 'this',
  email: 'this',
  phone: 'this',
  stage: 'this',
  owner: 'this',
  source: 'this',
};

describe('merging leads', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const owner = () => bed.actor('mem_owner' as MembershipId, 'owner');
  const model = (name: string): any => mongoose.models[name];
  const read = (id: TenantId, name: string, filter: object = {}): Promise<any[]> =>
    bed.in(id, async () => model(name).find(filter).lean());
  const leadOf = async (id: TenantId, email: string): Promise<any> =>
    (await read(id, 'Lead', { $or: [{ 'person.email': email }, { 'person.otherEmails': email }] }))[0];
  /** Registers people by first name; those with a place have proved their address. @returns their leads */
  async function people(id: TenantId, ...names: string[]): Promise<any[]> {
    const leads: any[] = [];
    for (const firstName of names) {
      const email = `${firstName.toLowerCase()}@people.example`;
      await bed.in(id, () =>
        bed.registrations.service.register({ firstName, lastName: 'Bauer', email }, { source: 'api' }),
      );
      leads.push(await leadOf(id, email));
    }
    // The forms by which they came: records are counted from nothing.
    await bed.in(id, async () => model('Registration').deleteMany({}));
    return leads;
  }
  const fresh = async (id: TenantId, leadId: string): Promise<any> =>
    (await read(id, 'Lead', { _id: leadId }))[0] ?? null;
  const tokenOf = (id: TenantId, leadId: string) => bed.joinLinks.tokenFor(id, leadId as LeadId);
  const confirm = (id: TenantId, leadId: string) => bed.in(id, () => bed.places.service.confirm(tokenOf(id, leadId)));
  async function merge(id: TenantId, into: string, from: string, choices: Partial<MergeChoices> = {}, actor = owner()) {
    const [mine, theirs] = [await fresh(id, into), await fresh(id, from)];
    return bed.in(id, () =>
      bed.merges.service.merge(actor, into as LeadId, {
        otherId: from as LeadId,
        version: mine?.version ?? 1,
        otherVersion: theirs?.version ?? 1,
        choices: { ...MINE, ...choices },
      }),
    );
  }
  const undo = (id: TenantId, mergeId: string, actor = owner()) =>
    bed.in(id, () => bed.merges.service.undo(actor, mergeId as never));
  const place = (id: TenantId, leadId: string) => bed.in(id, () => bed.places.service.view(tokenOf(id, leadId)));
  const line = async (id: TenantId) =>
    (await read(id, 'LineMember'))
      .toSorted((a, b) => a.position - b.position)
      .map((row) => [row.firstName, row.sponsor]);

  /** Where records name a person otherwise than most. */
  const PERSON_FIELDS: Readonly<Record<string, string>> = {
    PlannedMail: 'personId',
    Registration: 'personId',
    MailMessage: 'personId',
    MailEngagement: 'personId',
    Seat: 'personId',
    Invoice: 'personId',
    Order: 'personId',
    Entitlement: 'personId',
    TalkRequest: 'personId',
    Commission: 'personId',
    CommissionEntry: 'personId',
    Call: 'personId',
    FollowUp: 'personId',
    WebinarAttendee: 'personId',
    WebinarMessage: 'personId',
    ReplayView: 'viewer',
    ReplayOfferClick: 'viewer',
  };
  /** One record of each kind of somebody. */
  async function records(id: TenantId, { _id: leadId, personId }: any, session: SessionId, minutes: number) {
    const at = bed.clock.now();
    const write = (name: string, row: object) => bed.in(id, async () => model(name).create(row));
    const author = { authorId: 'mem_a', authorName: 'A' };
    await write('Note', { _id: newId('not'), leadId, version: 1, text: 'n', ...author, pinned: false, createdAt: at });
    const log = { byOwner: false, names: {}, at, cause: 'by-hand' };
    await write('AssignmentDecision', { _id: newId('asd'), leadId, ...log });
    const state = { firstName: 'A', lastName: 'B', company: null, emails: [], phones: [] };
    const changed = { version: 1, at, actorId: 'mem_a', isUndo: false, before: state, after: state };
    await write('ContactChange', { _id: newId('cch'), leadId, ...changed });
    const run = { automationId: 'aut_1', occurrence: newId('evt'), version: 1, name: 'R', actions: [], steps: [] };
    const done = { state: 'done', step: 0, attempts: 0, startedAt: at };
    await write('AutomationRun', { _id: newId('arn'), leadId, leadName: 'x', ...run, ...done });
    await write('Attendance', {
      _id: newId('att'),
      sessionId: session,
      identity: personId,
      role: 'attendee',
      connectionId: newId('att'),
      nodeId: 'n',
      joinedAt: at,
      leftAt: new Date(at.getTime() + minutes * 60_000),
      lastSeenAt: at,
    });
    const message = {
      sessionId: session,
      identity: personId,
      clientId: newId('msg'),
      authorName: 'x',
      fromHost: false,
    };
    const sequence = Math.floor(Math.random() * 1e9);
    await write('ChatMessage', { _id: newId('msg'), ...message, sequence, text: 'hi', sentAt: at });
    const aside = { ...message, number: sequence, personName: 'x', text: 'hi', sentAt: at };
    await write('ChatAside', { _id: newId('asi'), ...aside });
    const { fromHost: _ofNone, ...words } = message;
    const held = { ...words, revision: sequence, kind: 'message', text: 'hi', reason: 'rule', state: 'waiting' };
    await write('HeldMessage', { _id: newId('hld'), ...held, heldAt: at });
    const mute = { sessionId: newId('ses'), identity: personId, name: 'x', mutedAt: at, mutedBy: 'mem_a' };
    await write('ChatMute', { _id: newId('mut'), ...mute });
    const asked = { sessionId: session, identity: personId, clientId: newId('qst'), authorName: 'x', text: 'why' };
    await write('ChatQuestion', { _id: newId('qst'), ...asked, askedAt: at, votes: 0, revision: 1 });
    await write('RecordingTrack', { _id: newId('trk'), recordingId: newId('rec'), nodeId: 'n', identity: personId });
    const said = { recordingId: newId('rec'), sessionId: session, pass: 1, startMs: 0, endMs: 900, text: 'hi' };
    const speaker = { identity: personId, speaker: 'x', fromHost: false, version: 1, shown: true };
    await write('TranscriptLine', { _id: newId('tln'), ...said, ...speaker });
    await write('ChatVote', { _id: newId('vot'), identity: personId, questionId: newId('qst') });
    const seen = { offerId: newId('ofr'), sessionId: session, identity: personId, text: 'x', shownAt: at };
    const given = { runId: newId('pru'), sessionId: session, identity: personId, answers: [[0]], answeredAt: at };
    await write('PollAnswer', { _id: newId('pan'), ...given });
    await write('MaterialDownload', { _id: newId('mdl'), fileId: newId('mtl'), identity: personId, at });
    await write('PlannedMail', {
      _id: newId('pml'),
      sessionId: newId('ses'),
      personId,
      stepId: 'day',
      plan: 1,
      isReminder: true,
      plannedFor: at,
      state: 'planned',
      attempts: 0,
    });
    await write('OfferPerson', { _id: newId('ofp'), ...seen });
    const watched = { replayId: newId('rpl'), viewer: personId };
    await write('ReplayView', { _id: newId('rpv'), ...watched, firstAt: at, lastAt: at });
    await write('ReplayOfferClick', { _id: newId('rpc'), ...watched, offerId: newId('ofr'), clickedAt: at });
    const sent = { at, source: 'form', locale: 'en', consents: [] };
    await write('Registration', { _id: newId('reg'), personId, ...sent });
    await write('MailMessage', {
      _id: newId('mai'),
      personId,
      to: { name: 'X', address: 'x@example.com' },
      from: { name: 'Y', address: 'y@example.com' },
      key: newId('mai'),
      subject: 's',
      text: 't',
      html: 'h',
      status: 'sent',
      createdAt: at,
    });
    const click = { kind: 'click', method: 'GET', at, verdict: 'human', reason: 'browser' };
    await write('MailEngagement', { _id: newId('men'), mailId: newId('mai'), personId, ...click });
    const seat = { sessionId: newId('ses'), personId, state: 'held', turn: 0, createdAt: at };
    await write('Seat', { _id: newId('sea'), ...seat });
    const buyer = { name: 'X', email: 'x@example.com', address: [], locale: 'en' };
    const nothing = { net: 0, tax: 0, gross: 0, taxes: [] };
    const draft = { state: 'draft', currency: 'EUR', buyer, lines: [], totals: nothing, createdAt: at, version: 1 };
    const none = { paid: 0, overpaid: 0, refunded: 0, cancelled: 0, writtenOff: 0, disputed: 0, lost: 0 };
    const figures = { total: 0, ...none, due: 0, refundable: 0 };
    const terms = { pricesIncludeTax: true, reverseCharge: false, figures };
    const called = {
      version: 1,
      sequence: 0,
      state: 'confirmed',
      typeId: 'clt_1',
      membershipId: 'mem_a',
      hostName: 'A',
    };
    const span = { startsAt: at, endsAt: at, claimFrom: at, claimTo: at };
    await write('Call', { _id: newId('cll'), personId, leadId, ...called, ...span, terms: {}, createdAt: at });
    const price = { listAmount: 100, total: 100, tax: 0, currency: 'EUR' };
    const order = { _id: newId('ord'), key: newId('ord'), offerId: newId('ofr'), sessionId: session, ...price };
    await write('Order', { ...order, personId, leadId, state: 'ordered', title: 'T', followedAt: at, orderedAt: at });
    const opened = { orderId: newId('ord'), title: 'T', opens: { replay: true, materials: false, callTypeId: null } };
    await write('Entitlement', {
      ...{ _id: newId('ent'), personId, leadId, sessionId: session, ...opened },
      ...{ orderedAt: at, changedAt: at },
    });
    await write('TalkRequest', {
      ...{ _id: newId('tlk'), typeId: newId('clt'), personId, leadId, timeZone: 'UTC', locale: 'en', hosts: ['mem_a'] },
      ...{ state: 'ringing', until: at },
    });
    const earned = { personId, currency: 'EUR', level: 1, rate: 10_000 };
    await write('Commission', { _id: newId('com'), invoiceId: newId('ivc'), ...earned });
    await write('CommissionEntry', { _id: newId('cme'), kind: 'earned', amount: 1, at, ...earned });
    await write('Invoice', { _id: newId('ivc'), personId, leadId, ...draft, ...terms });
    const present = {
      webinarId: newId('wbn'),
      attended: true,
      rank: 1,
      tier: 'hot',
      confidence: 1,
      unsubscribed: false,
    };
    await write('WebinarAttendee', { _id: newId('wat'), key: personId, personId, said: {}, ...present });
    const toThem = { attendeeId: newId('wat'), tier: 'hot', rank: 1, state: 'draft', updatedAt: at };
    await write('FollowUp', { _id: newId('fum'), webinarId: newId('wbn'), personId, ...toThem });
    const wrote = { webinarId: newId('wbn'), digest: personId, senderKey: 'a', isQuestion: false };
    await write('WebinarMessage', { _id: newId('wms'), personId, ...wrote });
    await bed.in(id, () => bed.leads.service.recordAttendance(personId, session, minutes * 60));
  }
  const owned = async (id: TenantId, { _id, personId }: any) => {
    const counts: Record<string, number> = {};
    for (const [kind, { model: name, by }] of Object.entries(childRecords)) {
      const field = by === 'leadId' ? 'leadId' : (PERSON_FIELDS[name] ?? 'identity');
      counts[kind] = (await read(id, name, { [field]: by === 'leadId' ? _id : personId })).length;
    }
    return counts;
  };
  const ofEach = (count: number) => Object.fromEntries(Object.keys(childRecords).map((kind) => [kind, count]));
  const [none, one, two] = [ofEach(0), ofEach(1), ofEach(2)];

  it('F-04 every model that names a lead or a person is in one of the lists of what a merge does', async () => {
    // All modules, and with them all models.
    await import('../../container.ts');
    const named = /(^|\.)(personIds?|leadIds?|identity|viewer|lead\.id)$/;
    const listed = new Set([...Object.values(childRecords).map((each) => each.model), ...Object.keys(otherRecords)]);
    const unknown = Object.entries(mongoose.models).flatMap(([name, each]) => {
      const paths: string[] = [];
      each.schema.eachPath((path, type) => {
        paths.push(path);
        (type as any).schema?.eachPath((inner: string) => paths.push(`${path}.${inner}`));
      });
      return paths.some((path) => named.test(path)) && !listed.has(name) ? [name] : [];
    });
    expect(unknown).toEqual([]);
    expect(Object.keys(otherRecords).filter((name) => mongoose.models[name] === undefined)).toEqual([]);
  });

  it('F-04 moves every child record with the lead, and an undo gives back exactly that', async () => {
    const { id } = bed.tenant();
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    const session = newId('ses');
    await records(id, anna, session, 10);
    await records(id, ana, session, 20);
    expect([await owned(id, anna), await owned(id, ana)]).toEqual([one, one]);
    const before = [await fresh(id, anna._id), await fresh(id, ana._id)];
    const { id: mergeId } = await merge(id, anna._id, ana._id);
    expect([await owned(id, anna), await owned(id, ana)]).toEqual([two, none]);
    const merged = await fresh(id, anna._id);
    expect(merged.person).toMatchObject({
      firstName: 'Anna',
      email: 'anna@people.example',
      otherEmails: ['ana@people.example'],
    });
    // They were there at the same time: it counts once.
    expect(merged.attendance).toEqual({ [session]: 1200 });
    expect(await fresh(id, ana._id)).toBeNull();
    // What comes since is the survivor's, and stays so.
    await records(id, anna, newId('ses'), 5);
    await undo(id, mergeId);
    expect([await owned(id, anna), await owned(id, ana)]).toEqual([two, one]);
    const after = [await fresh(id, anna._id), await fresh(id, ana._id)];
    const plain = ({ version: _v, unchecked: _u, attendance: _a, readers: _r, heat: _h, hotUntil: _t, ...lead }: any) =>
      lead;
    expect(after.map(plain)).toEqual(before.map(plain));
    expect([after[0].attendance[session], after[1].attendance[session]]).toEqual([600, 1200]);
    const [person] = await read(id, 'Person', { _id: ana.personId });
    expect(person).toMatchObject({ firstName: 'Ana', emails: [{ address: 'ana@people.example' }] });
  });

  it('F-04 keeps what was chosen, and an undo leaves what somebody has changed since', async () => {
    const { id, team } = bed.tenant('Ada', 'Bob');
    for (const member of team) member.active = false;
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    for (const [lead, member] of [
      [anna, team[0]],
      [ana, team[1]],
    ] as const)
      await bed.in(id, async () =>
        model('Lead').updateOne(
          { _id: lead._id },
          {
            $set: {
              assignee: { membershipId: member!.id, name: member!.name, at: bed.clock.now() },
              readers: [`o:${member!.id}`, 's:mem_x'],
              'person.company': `${member!.name} Ltd`,
            },
          },
        ),
      );
    await bed.in(id, async () => model('Person').updateOne({ _id: ana.personId }, { $set: { company: 'Bob Ltd' } }));
    await bed.in(id, () =>
      bed.leads.service.move(owner(), ana._id, { stage: 'won' as never, version: 1, reason: 'Bought it' }),
    );
    const choices = { name: 'other', company: 'other', email: 'other', stage: 'other', owner: 'other' } as const;
    const { id: mergeId } = await merge(id, anna._id, ana._id, choices);
    const merged = await fresh(id, anna._id);
    expect(merged).toMatchObject({
      stage: 'won',
      outcome: 'won',
      person: { firstName: 'Ana', company: 'Bob Ltd', email: 'ana@people.example' },
      assignee: { name: 'Bob' },
      readers: [`o:${team[1]!.id}`, 's:mem_x'],
    });
    expect(merged.history.at(-1)).toMatchObject({ stage: 'won', cause: 'merge' });
    // Ada sees it no more; Bob does.
    const sees = (member: MembershipId) =>
      bed
        .in(id, () => bed.leads.service.get(bed.actor(member, 'rep'), anna._id))
        .then(
          () => true,
          () => false,
        );
    expect([await sees(team[0]!.id), await sees(team[1]!.id)]).toEqual([false, true]);
    await bed.in(id, () =>
      bed.leads.service.move(owner(), anna._id, { stage: 'new' as never, version: merged.version }),
    );
    await undo(id, mergeId);
    expect(await fresh(id, anna._id)).toMatchObject({
      stage: 'new',
      person: { firstName: 'Anna', company: null, email: 'anna@people.example' },
      assignee: { name: 'Ada' },
      readers: [`o:${team[0]!.id}`, 's:mem_x'],
    });
    expect(await fresh(id, ana._id)).toMatchObject({ stage: 'won', assignee: { name: 'Bob' } });
  });

  it('F-04 H-01 the survivor keeps the earlier place, the other is an anonymous tombstone, and an undo gives it back', async () => {
    const { id } = bed.tenant();
    const [ana, omar, anna] = await people(id, 'Ana', 'Omar', 'Anna');
    for (const lead of [ana, omar, anna]) await confirm(id, lead._id);
    const via = new URL((await place(id, anna._id)).inviteUrl!).searchParams.get('via')!;
    await bed.join(id, { firstName: 'Eve', lastName: 'E', email: 'eve@people.example', via });
    expect(await line(id)).toEqual([
      ['Ana', null],
      ['Omar', null],
      ['Anna', null],
      ['Eve', 3],
    ]);
    const { id: mergeId } = await merge(id, anna._id, ana._id);
    await bed.settle();
    // Whom either brought, they have; the invitation of the place that was put away still leads to them.
    expect(await line(id)).toEqual([
      ['Anna', null],
      ['Omar', null],
      ['', null],
      ['Eve', 1],
    ]);
    const [tombstone] = await read(id, 'LineMember', { position: 3 });
    expect(tombstone).toMatchObject({ state: 'left', personId: null, lastInitial: '' });
    expect(tombstone.code).toBeUndefined();
    expect((await fresh(id, anna._id)).linePosition).toBe(1);
    expect(await place(id, anna._id)).toMatchObject({ position: 1, invited: { count: 1 } });
    // The link that the other one got leads to the same place.
    expect(await place(id, ana._id)).toMatchObject({ position: 1, displayName: 'Anna B.' });
    expect(await confirm(id, ana._id)).toMatchObject({ state: 'standing', position: 1 });
    await bed.join(id, { firstName: 'Joe', lastName: 'J', email: 'joe@people.example', via });
    expect((await line(id)).at(-1)).toEqual(['Joe', 1]);
    expect(await bed.in(id, () => bed.line.service.total())).toBe(4);
    await undo(id, mergeId);
    expect(await line(id)).toEqual([
      ['Ana', null],
      ['Omar', null],
      ['Anna', null],
      ['Eve', 3],
      ['Joe', 3],
    ]);
    expect([await place(id, ana._id), await place(id, anna._id)]).toMatchObject([{ position: 1 }, { position: 3 }]);
    expect(await bed.in(id, () => bed.line.service.total())).toBe(5);
    expect(new URL((await place(id, anna._id)).inviteUrl!).searchParams.get('via')).toBe(via);
    await bed.settle();
    const changes = bed.told.filter(({ event, room }) => event === 'line:changed' && room.includes(id));
    const told = changes.map(({ payload }) => payload.entries[0].position);
    // By the merge and by its undo; which of the two places is told first is all the same.
    expect([told.slice(0, 2).sort(), told.slice(2).sort()]).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  it('F-04 registering again with an address of either finds the survivor, as links and tickets of either do', async () => {
    const { id } = bed.tenant();
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    await merge(id, anna._id, ana._id);
    await bed.in(id, () =>
      bed.registrations.service.register(
        { firstName: 'Ana', lastName: 'Bauer', email: 'ana@people.example', company: 'Acme' },
        { source: 'api' },
      ),
    );
    await bed.settle();
    expect(await read(id, 'Person')).toMatchObject([{ _id: anna.personId, company: 'Acme' }]);
    expect(await read(id, 'Lead')).toMatchObject([{ _id: anna._id, person: { company: 'Acme' } }]);
    expect(await bed.in(id, () => bed.leads.service.follow(owner(), ana._id))).toMatchObject({ id: anna._id });
    expect(await bed.in(id, () => bed.leads.service.personOf(ana.personId))).toBe(anna.personId);
    await expect(bed.in(id, () => bed.leads.service.get(owner(), ana._id))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('F-04 three become one: undone in any order that is possible, each is as it was', async () => {
    const { id } = bed.tenant();
    const [ana, anne, anna] = await people(id, 'Ana', 'Anne', 'Anna');
    for (const lead of [ana, anne, anna]) await confirm(id, lead._id);
    const before = await line(id);
    // Both into the same, the earlier merge is undone first.
    const first = await merge(id, anna._id, ana._id, { name: 'other' });
    const second = await merge(id, anna._id, anne._id, { name: 'other' });
    expect(await line(id)).toEqual([
      ['Anne', null],
      ['', null],
      ['', null],
    ]);
    await undo(id, first.id);
    expect(await line(id)).toEqual([
      ['Ana', null],
      ['Anne', null],
      ['', null],
    ]);
    expect(await fresh(id, anna._id)).toMatchObject({ linePosition: 2, person: { firstName: 'Anne' } });
    await undo(id, second.id);
    expect(await line(id)).toEqual(before);
    expect(await fresh(id, anna._id)).toMatchObject({ person: { firstName: 'Anna', email: 'anna@people.example' } });
    // One into another, and that into a third: the later one comes first.
    const inner = await merge(id, anne._id, ana._id);
    const outer = await merge(id, anna._id, anne._id);
    expect(await place(id, ana._id)).toMatchObject({ position: 1, displayName: 'Anna B.' });
    await expect(undo(id, inner.id)).rejects.toMatchObject({ code: 'merge-undo-order' });
    await undo(id, outer.id);
    await undo(id, inner.id);
    expect(await line(id)).toEqual(before);
    expect((await read(id, 'Person')).map(({ emails }) => emails.length)).toEqual([1, 1, 1]);
    // And once more the other way round.
    await merge(id, ana._id, anna._id);
    expect(await fresh(id, ana._id)).toMatchObject({
      linePosition: 1,
      person: { otherEmails: ['anna@people.example'] },
    });
  });

  it('F-04 of two numbers in another system one is kept, and either finds the survivor until they are parted', async () => {
    const { id } = bed.tenant();
    const [ana, anna, omar] = await people(id, 'Ana', 'Anna', 'Omar');
    const number = (lead: any, externalId: string) =>
      bed.in(id, () => model('Person').updateOne({ _id: lead.personId }, { $set: { externalId } }));
    const found = (...ids: string[]) =>
      bed.in(id, async () => (await peopleImports.findBy('externalId', ids)).map(({ _id }) => _id));
    await number(ana, 'A-1');
    await number(anna, 'A-2');
    const compared = await bed.in(id, () => bed.merges.service.compare(owner(), ana._id, anna._id));
    expect([compared.this.externalIds, compared.other.externalIds]).toEqual([['A-1'], ['A-2']]);
    const first = await merge(id, ana._id, anna._id);
    expect(await read(id, 'Person', { _id: ana.personId })).toMatchObject([
      { externalId: 'A-1', otherExternalIds: ['A-2'] },
    ]);
    for (const each of ['A-1', 'A-2']) expect(await found(each)).toEqual([ana.personId]);
    // All of them go on into whoever that becomes part of.
    const second = await merge(id, omar._id, ana._id);
    expect(await found('A-2')).toEqual([omar.personId]);
    await undo(id, second.id);
    await undo(id, first.id);
    expect([await found('A-1'), await found('A-2')]).toEqual([[ana.personId], [anna.personId]]);
    expect(await read(id, 'Person', { otherExternalIds: { $exists: true } })).toEqual([]);
    // A number that is another's by then stays there.
    const third = await merge(id, omar._id, anna._id);
    await bed.in(id, () => model('Person').updateOne({ _id: omar.personId }, { $set: { externalId: 'O-1' } }));
    await number(ana, 'A-2');
    await undo(id, third.id);
    expect([await found('A-2'), await found('O-1')]).toEqual([[ana.personId], [omar.personId]]);
  });

  it('F-04 a second click answers the same, an undo too, and a lead that has changed is refused', async () => {
    const { id } = bed.tenant();
    const [anna, ana, omar] = await people(id, 'Anna', 'Ana', 'Omar');
    await expect(merge(id, anna._id, anna._id)).rejects.toMatchObject({ code: 'not-found' });
    const both = await Promise.all([merge(id, anna._id, ana._id), merge(id, anna._id, ana._id)]);
    expect(both[0]!.id).toBe(both[1]!.id);
    expect(await read(id, 'LeadMerge')).toHaveLength(1);
    const undone = await Promise.all([undo(id, both[0]!.id), undo(id, both[0]!.id)]);
    expect(undone.map(({ blocked }) => blocked)).toEqual(['undone', 'undone']);
    // Somebody moves the card in between.
    const seen = (await fresh(id, omar._id)).version;
    const request = {
      otherId: omar._id,
      version: (await fresh(id, anna._id)).version,
      otherVersion: seen,
      choices: MINE,
    };
    await bed.in(id, () => bed.leads.service.move(owner(), omar._id, { stage: 'contacted' as never, version: seen }));
    await expect(bed.in(id, () => bed.merges.service.merge(owner(), anna._id, request))).rejects.toMatchObject({
      code: 'conflict',
    });
    // At once: one of the two wins, and the other hears of it.
    const [moved, merged] = await Promise.allSettled([
      bed.in(id, () =>
        bed.leads.service.move(owner(), omar._id, { stage: 'won' as never, version: seen + 1, reason: 'x' }),
      ),
      bed.in(id, () => bed.merges.service.merge(owner(), anna._id, { ...request, otherVersion: seen + 1 })),
    ]);
    expect([moved.status, merged.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('F-04 can be undone for thirty days', async () => {
    const { id } = bed.tenant();
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    const { id: mergeId } = await merge(id, anna._id, ana._id);
    bed.clock.advance(30 * 86_400_000 + 1);
    await expect(undo(id, mergeId)).rejects.toMatchObject({ code: 'merge-undo-over' });
    expect(await bed.in(id, () => bed.merges.service.list(owner(), anna._id))).toMatchObject({
      items: [{ id: mergeId, blocked: 'over', from: { name: 'Ana Bauer' } }],
    });
  });

  it('F-04 F-08 whoever does not see both cannot merge them, nor say what they are', async () => {
    const { id, team } = bed.tenant('Ada');
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    await bed.settle();
    const leader = bed.actor(team[0]!.id, 'leader');
    const sees = (leadId: string, member: string) =>
      bed.in(id, async () => model('Lead').updateOne({ _id: leadId }, { $set: { readers: [`o:${member}`] } }));
    await sees(anna._id, team[0]!.id);
    await sees(ana._id, 'mem_other');
    await expect(merge(id, anna._id, ana._id, {}, leader)).rejects.toMatchObject({ code: 'not-found' });
    await expect(merge(id, ana._id, anna._id, {}, leader)).rejects.toMatchObject({ code: 'not-found' });
    await expect(bed.in(id, () => bed.merges.service.compare(leader, anna._id, ana._id))).rejects.toMatchObject({
      code: 'not-found',
    });
    await sees(ana._id, team[0]!.id);
    await merge(id, anna._id, ana._id, {}, leader);
    expect(await fresh(id, ana._id)).toBeNull();
    expect(bed.audited.filter(({ action }) => action === 'lead.merged').at(-1)).toMatchObject({
      target: { id: anna._id, name: 'Anna Bauer' },
      after: { from: ana._id, name: 'Ana Bauer' },
    });
  });

  it('F-04 what was being written to the one that is gone is found and goes along', async () => {
    const { id } = bed.tenant();
    const [anna, ana] = await people(id, 'Anna', 'Ana');
    const { id: mergeId } = await merge(id, anna._id, ana._id);
    await bed.settle();
    await records(id, ana, newId('ses'), 5);
    bed.clock.advance(120_000);
    await bed.merges.sweep();
    expect([await owned(id, anna), await owned(id, ana)]).toEqual([one, none]);
    await undo(id, mergeId);
    expect([await owned(id, anna), await owned(id, ana)]).toEqual([none, one]);
  });
});
