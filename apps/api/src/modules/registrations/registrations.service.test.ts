import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrations, type RegistrationForm, type TenantId } from '@stageline/contracts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createRegistrationsModule } from './index.ts';
import { peopleFilter, peopleImports } from './people-imports.repository.ts';
import { PersonModel } from './person.model.ts';

const form = (email: string, more: Partial<RegistrationForm> = {}): RegistrationForm => ({
  firstName: 'John',
  lastName: 'Smith',
  email,
  ...more,
});

describe('registrations', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const register = (tenantId: TenantId, body: RegistrationForm) =>
    bed.in(tenantId, () => bed.registrations.service.register(body, { source: 'api' }));
  const people = (tenantId: TenantId) => bed.in(tenantId, async () => PersonModel.find().lean());
  const leadsOf = async (tenantId: TenantId) => {
    const { items } = await bed.in(tenantId, () =>
      bed.leads.service.list(bed.actor('mem_x' as never, 'owner'), { limit: 100 }),
    );
    return items;
  };
  const mailsTo = (tenantId: TenantId, email: string) =>
    bed.mails.filter((mail) => mail.tenantId === tenantId && mail.to === email);

  it('B-01 H-02 writes person and lead in one transaction, and takes no place in the line', async () => {
    const { id } = bed.tenant();
    const answer = await register(id, form('john@example.com', { phone: '+1 (212) 555-0123', company: 'Acme' }));
    expect(answer).toEqual({ firstName: 'John', email: 'john@example.com' });
    const [lead] = await leadsOf(id);
    expect(lead).toMatchObject({ stage: 'new', version: 1, assignee: null, attendedMinutes: 0 });
    expect(lead?.person).toEqual({
      firstName: 'John',
      lastName: 'Smith',
      email: 'john@example.com',
      phone: '+12125550123',
      company: 'Acme',
    });
    expect(await bed.in(id, () => bed.line.service.snapshot())).toMatchObject({ entries: [], total: 0, cursor: 0 });
    expect(await people(id)).toMatchObject([
      { verifiedAt: null, emails: [{ address: 'john@example.com', verifiedAt: null, addedAt: bed.clock.now() }] },
    ]);
  });

  it('D-04 keeps the zone of a browser that names one, and nobody else’s form moves it', async () => {
    const { id } = bed.tenant();
    const zone = async () => {
      const [person] = await people(id);
      return bed.in(id, () => bed.registrations.service.zoneOf(person!._id as never));
    };
    await register(id, form('ana@example.com'));
    expect(await zone()).toBeNull();
    await register(id, form('ana@example.com', { timeZone: 'America/New_York' }));
    expect(await zone()).toBe('America/New_York');
    await register(id, form('ana@example.com', { timeZone: 'Asia/Tokyo' }));
    expect(await zone()).toBe('America/New_York');
    // What a browser makes up keeps nobody from registering.
    const odd = registrations.RegistrationForm.parse({ ...form('ben@example.com'), timeZone: 'Mars/Olympus' });
    expect(odd.timeZone).toBeUndefined();
  });

  it('L-15 confirms in the language of the page, and in English where none was told', async () => {
    const { id } = bed.tenant();
    await register(id, form('noor@example.com', { firstName: 'Noor', locale: 'de' }));
    await register(id, form('jo@example.com', { firstName: 'Jo' }));
    await bed.settle();
    const [german] = mailsTo(id, 'noor@example.com');
    expect(german?.text).toContain('Noch ein Schritt, Noor');
    expect(german?.html).toContain('<html lang="de">');
    expect(german?.text).not.toMatch(/You|link is|mail:/);
    expect(german?.text).toMatch(/Bestätigen Sie Ihre Adresse.*\/place\//s);
    expect(mailsTo(id, 'jo@example.com')[0]?.text).toContain('One step left, Jo');
  });

  it('writes nothing at all when a part of the transaction fails', async () => {
    const { id } = bed.tenant();
    const boom = new Error('disk full');
    const leads = { ...bed.leads.service, create: () => Promise.reject(boom) };
    const { service } = createRegistrationsModule({ ...bed.registrationsDeps, leads });
    await expect(bed.in(id, () => service.register(form('ann@example.com'), { source: 'api' }))).rejects.toBe(boom);
    expect(await people(id)).toHaveLength(0);
    expect(await leadsOf(id)).toHaveLength(0);
    expect(await bed.in(id, () => bed.line.service.snapshot())).toMatchObject({ total: 0, entries: [] });
  });

  it('B-02 a known address keeps its lead and link, gains what was blank, and gets its mail again', async () => {
    const { id } = bed.tenant();
    const email = 'again@example.com';
    const first = await register(id, form(email, { company: 'Acme' }));
    await bed.settle();
    const second = await register(id, form(email, { phone: '+442079460000', company: 'Other', firstName: 'Jack' }));
    await bed.settle();
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(second).toEqual({ firstName: 'Jack', email });
    const leads = await leadsOf(id);
    expect(leads).toHaveLength(1);
    expect(leads[0]?.person).toMatchObject({ firstName: 'John', company: 'Acme', phone: '+442079460000' });
    expect((await people(id))[0]).toMatchObject({
      company: 'Acme',
      phones: [{ raw: '+442079460000', e164: '+442079460000' }],
    });
    const links = mailsTo(id, email).map(({ text }) => /\/join\/\S+/.exec(text)?.[0]);
    expect(links).toHaveLength(2);
    expect(links[0]).toBeDefined();
    expect(links[1]).toBe(links[0]);
  });

  it('F-04 B-02 any address of somebody finds them again: one person, one lead, one link', async () => {
    const { id } = bed.tenant();
    await register(id, form('first@example.com', { company: 'Acme' }));
    await bed.in(id, () =>
      PersonModel.updateOne({}, { $push: { emails: { address: 'second@example.com', addedAt: bed.clock.now() } } }),
    );
    await register(id, form('second@example.com', { phone: '+442079460000' }));
    await Promise.all(['first', 'second', 'new'].map((name) => register(id, form(`${name}@example.com`))));
    expect((await people(id)).map(({ emails }) => emails.map(({ address }) => address)).sort()).toEqual([
      ['first@example.com', 'second@example.com'],
      ['new@example.com'],
    ]);
    const leads = await leadsOf(id);
    expect(leads).toHaveLength(2);
    expect(leads.map(({ person }) => [person.email, person.phone])).toContainEqual([
      'first@example.com',
      '+442079460000',
    ]);
  });

  it('F-04 an address is looked up in its index alone, and belongs to one person of a site', async () => {
    const [{ id }, other] = [bed.tenant(), bed.tenant()];
    for (const name of ['a', 'b', 'c']) await register(id, form(`${name}@example.com`));
    const phones = [{ raw: '030 901820', e164: '+4930901820' }];
    const emails = { address: 'a@example.com', addedAt: bed.clock.now() };
    const take = () => PersonModel.updateOne({ 'emails.address': 'b@example.com' }, { $push: { emails } });
    await expect(bed.in(id, async () => take())).rejects.toMatchObject({ code: 11_000 });
    await register(other.id, form('b@example.com'));
    await bed.in(other.id, async () => take());
    // Of those who became part of another nothing is left in the index.
    await bed.in(id, () => PersonModel.updateMany({ 'emails.address': /^[bc]@/ }, { $set: { emails: [] } }));
    await bed.in(id, () =>
      PersonModel.updateOne(
        { 'emails.address': /^a/ },
        { $set: { externalId: 'A-1', otherExternalIds: ['A-2'], phones } },
      ),
    );
    for (const [key, value] of [
      ['email', 'a@example.com'],
      ['phone', '+4930901820'],
      ['externalId', 'A-1'],
      ['otherExternalIds', 'A-2'],
    ] as const) {
      const filter = peopleFilter(key, [value, 'nobody@example.com']);
      const plan: any = await bed.in(id, async () => PersonModel.find(filter).explain('executionStats'));
      const { totalDocsExamined, nReturned } = plan.executionStats;
      expect([key, totalDocsExamined, nReturned]).toEqual([key, 1, 1]);
      const known = key === 'otherExternalIds' ? 'externalId' : key;
      expect(await bed.in(id, () => peopleImports.findBy(known, [value]))).toHaveLength(1);
    }
    const plan: any = await bed.in(id, async () =>
      PersonModel.findOne({ 'emails.address': 'a@example.com' }).explain('executionStats'),
    );
    expect(plan.executionStats.totalDocsExamined).toBe(1);
  });

  it('B-02 two identical registrations at once make one person and one lead', async () => {
    const { id } = bed.tenant();
    await Promise.all(Array.from({ length: 8 }, () => register(id, form('twin@example.com'))));
    expect(await people(id)).toHaveLength(1);
    expect(await leadsOf(id)).toHaveLength(1);
  });

  it('B-02 a burst with known and repeated addresses registers each new one once', async () => {
    const { id } = bed.tenant();
    await register(id, form('known@example.com'));
    const emails = ['a', 'known', 'b', 'a', 'c', 'known', 'd', 'b'].map((name) => `${name}@example.com`);
    await Promise.all(emails.map((email) => register(id, form(email))));
    expect((await people(id)).map((person) => person.emails[0]!.address).sort()).toEqual(
      ['a', 'b', 'c', 'd', 'known'].map((name) => `${name}@example.com`),
    );
    expect(await leadsOf(id)).toHaveLength(5);
    await bed.settle();
    expect(mailsTo(id, 'known@example.com')).toHaveLength(3);
    expect(mailsTo(id, 'c@example.com')).toHaveLength(1);
  });

  it.each(['x@mailinator.com', 'x@inbox.mailinator.com'])(
    'H-02 an address to throw away (%s) gets the same answer, no mail, and counts nowhere',
    async (email) => {
      const { id } = bed.tenant();
      expect(await register(id, form(email))).toEqual({ firstName: 'John', email });
      await bed.settle();
      expect([await people(id), await leadsOf(id), mailsTo(id, email)]).toEqual([[], [], []]);
    },
  );

  it('B-01 the honeypot gets the same answer and writes nothing', async () => {
    const { id } = bed.tenant();
    expect(await register(id, form('bot@example.com', { website: 'http://spam.example' }))).toEqual({
      firstName: 'John',
      email: 'bot@example.com',
    });
    expect(await people(id)).toHaveLength(0);
  });

  it('B-01 a phone number that cannot be one is a problem with a pointer, and nothing is written', async () => {
    const { id } = bed.tenant();
    await expect(register(id, form('bad@example.com', { phone: '+1 5' }))).rejects.toMatchObject({
      code: 'validation-failed',
      issues: [{ in: 'body', pointer: '/phone' }],
    });
    expect(await people(id)).toHaveLength(0);
  });

  it('keeps the same address apart in two tenants', async () => {
    const [a, b] = [bed.tenant(), bed.tenant()];
    await register(a.id, form('both@example.com'));
    await register(b.id, form('both@example.com', { company: 'B only' }));
    expect((await leadsOf(a.id)).map(({ person }) => person.company)).toEqual([null]);
    expect((await leadsOf(b.id)).map(({ person }) => person.company)).toEqual(['B only']);
  });

  it('B-05 the confirmation carries the personal link and the time in the zone of the host', async () => {
    const { id } = bed.tenant();
    await bed.in(id, () =>
      bed.sessions.service.create({
        title: 'Masterclass',
        description: '',
        startsAt: new Date('2026-03-05T19:00:00.000Z'),
        durationMinutes: 60,
        timeZone: 'America/New_York',
      }),
    );
    await register(id, form('mail@example.com'));
    await bed.settle();
    const [mail] = mailsTo(id, 'mail@example.com');
    expect(mail?.subject).toBe('Confirm your place: Masterclass');
    expect(mail?.text).toContain('Thursday, 5 March 2026 at 14:00, Eastern Time');
    const token = /\/join\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(bed.joinLinks.leadOf(id, token)).toBe((await leadsOf(id))[0]?.id);
    const [session] = (await bed.in(id, () => bed.sessions.service.list())).items;
    expect(session?.registered).toBe(1);
  });

  it('B-10 B-05 the mail after the proof is about the first masterclass to come that they are registered for', async () => {
    const { id } = bed.tenant();
    const start = bed.clock.now();
    bed.asking.registration = { ...bed.asking.registration, doubleOptIn: true };
    const inHours = (hours: number) => new Date(bed.clock.now().getTime() + hours * 3_600_000);
    const plan = (title: string, hours: number) => {
      const facts = { title, description: '', durationMinutes: 60, timeZone: 'Europe/Berlin' };
      return bed.in(id, () => bed.sessions.service.create({ ...facts, startsAt: inHours(hours) }));
    };
    const email = 'later@example.com';
    await plan('Over', 1);
    await register(id, form(email));
    bed.clock.set(inHours(3));
    const off = await plan('Off', 20);
    await register(id, form(email));
    await bed.in(id, () => bed.sessions.service.cancel(off.id, 'Ill'));
    const theirs = await plan('Theirs', 48);
    await register(id, form(email));
    // What is next by now is not theirs.
    await plan('Sooner', 24);
    const { id: leadId } = (await leadsOf(id))[0]!;
    await bed.settle();
    const sent = mailsTo(id, email).length;
    await bed.in(id, () => bed.places.service.confirm(bed.joinLinks.tokenFor(id, leadId)));
    await bed.settle();
    const [mail, ...more] = mailsTo(id, email).slice(sent);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('Theirs');
    expect(mail?.text).not.toContain('Sooner');
    expect(mail?.attachments?.[0]?.content).toContain(theirs.id);
    bed.asking.registration = { ...bed.asking.registration, doubleOptIn: false };
    bed.clock.set(start);
  });
});
