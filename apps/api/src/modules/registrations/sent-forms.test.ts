import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  PLAIN_REGISTRATION,
  ProblemError,
  registrations,
  RegistrationSettings,
  type PersonId,
  type RegistrationForm,
  type TenantId,
} from '@stageline/contracts';
import { REGISTRATION_NOTICE } from '@stageline/domain';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { truncatedAddress } from './consents.ts';
import { createMissingYes } from './missing-yes.ts';
import { createSentForms } from './sent-forms.service.ts';
import { createPersonRepository } from './person.repository.ts';
import { createQuestionsAhead } from './questions-ahead.service.ts';
import { questionsTicked } from './registration.answers.repository.ts';
import { registrationRepository } from './registration.repository.ts';
import type { RegistrationOrigin } from './registrations.service.ts';

let bed: FeatureBed;
beforeAll(async () => {
  bed = await createFeatureBed();
});
afterAll(() => bed.close());
beforeEach(() => {
  bed.asking.registration = PLAIN_REGISTRATION;
});

const form = (email: string, more: Partial<RegistrationForm> = {}): RegistrationForm => ({
  firstName: 'John',
  lastName: 'Smith',
  email,
  ...more,
});
const register = (tenantId: TenantId, body: RegistrationForm, origin: Partial<RegistrationOrigin> = {}) =>
  bed.in(tenantId, () => bed.registrations.service.register(body, { source: 'api', ...origin }));
const asks = (settings: Parameters<typeof RegistrationSettings.parse>[0]) => {
  bed.asking.registration = RegistrationSettings.parse(settings);
};
/** What the site's owner sees of whoever registered last. */
const sentBy = (tenantId: TenantId) =>
  bed.in(tenantId, async () => {
    const owner = bed.actor('mem_x' as never, 'owner');
    const forms = createSentForms({
      ...bed.registrationsDeps,
      people: createPersonRepository(),
      sent: registrationRepository,
    });
    const { items } = await bed.leads.service.list(owner, { limit: 100 });
    return forms.ofLead(owner, items[0]!.id);
  });
const issuesOf = (tenantId: TenantId, body: RegistrationForm) =>
  register(tenantId, body).then(
    () => [],
    (error: ProblemError) => (error.issues ?? []).map(({ pointer, message }) => [pointer, message]),
  );

describe('what a site asks', () => {
  const diet = { key: 'diet', label: 'Diet', kind: 'choice', options: ['None', 'Vegan'], isRequired: true } as const;

  it('B-01 has to be answered where the site says so, with one of the choices', async () => {
    const { id } = bed.tenant();
    asks({ fields: [diet, { key: 'rules', label: 'Rules', kind: 'checkbox', isRequired: true }], phone: 'required' });
    expect(await issuesOf(id, form('a@site.example', { answers: { diet: 'Meat' } }))).toEqual([
      ['/answers/diet', 'Please choose one of the options.'],
      ['/answers/rules', 'Please tick this.'],
      ['/phone', 'Please fill this in.'],
    ]);
    expect(await bed.in(id, () => registrationRepository.texts([]))).toEqual(new Map());
    const answers = { diet: 'Vegan', rules: 'yes', gone: 'what is not asked any more' };
    await register(id, form('a@site.example', { answers, phone: '+1 212 555 0123' }));
    const { forms } = await sentBy(id);
    expect(forms[0]?.answers).toEqual([
      { key: 'diet', label: 'Diet', value: 'Vegan' },
      { key: 'rules', label: 'Rules', value: 'yes' },
    ]);
  });

  it('B-01 a field that is hidden is not kept, whoever sends it', async () => {
    const { id } = bed.tenant();
    asks({ phone: 'hidden', company: 'hidden', askQuestion: false });
    await register(id, form('a@site.example', { phone: '+1 212 555 0123', company: 'Acme', question: 'Why?' }));
    const [lead] = (await bed.in(id, () => bed.leads.service.list(bed.actor('mem_x' as never, 'owner'), { limit: 1 })))
      .items;
    expect(lead?.person).toMatchObject({ phone: null, company: null });
    expect((await sentBy(id)).forms[0]?.question).toBeNull();
  });

  it('B-02 another form of the same address is kept beside the first, which stays as it was', async () => {
    const { id } = bed.tenant();
    asks({ fields: [diet] });
    await register(id, form('a@site.example', { answers: { diet: 'Vegan' } }));
    bed.clock.advance(1000);
    await register(id, form('a@site.example', { answers: { diet: 'None' } }));
    const { forms } = await sentBy(id);
    expect(forms.map(({ answers }) => answers[0]?.value)).toEqual(['None', 'Vegan']);
  });
});

describe('B-10 what people were told', () => {
  it('is kept with its words, its version, the page, the time and the network', async () => {
    const { id } = bed.tenant();
    asks({ consent: { text: 'Send me news.', isRequired: false } });
    const page = 'https://dana.example/';
    await register(id, form('a@site.example', { consent: 'yes', locale: 'de' }), { ip: '203.0.113.77', page });
    const { forms, confirmedAt } = await sentBy(id);
    expect(confirmedAt).toBeNull();
    expect(forms[0]).toMatchObject({ at: bed.clock.now().toISOString(), page, network: '203.0.113.0' });
    expect(forms[0]?.consents.map(({ kind, text }) => [kind, text])).toEqual([
      ['notice', REGISTRATION_NOTICE.de.replace('{name}', 'Dana Reyes')],
      ['consent', 'Send me news.'],
    ]);
  });

  it('other words are another version, and what was agreed to before stays', async () => {
    const { id } = bed.tenant();
    asks({ consent: { text: 'Send me news.', isRequired: true } });
    await register(id, form('a@site.example', { consent: 'yes' }));
    bed.clock.advance(1000);
    asks({ consent: { text: 'Send me news and offers.', isRequired: true } });
    await register(id, form('a@site.example', { consent: 'yes' }));
    const { forms } = await sentBy(id);
    expect(forms.map(({ consents }) => consents[1]?.text)).toEqual(['Send me news and offers.', 'Send me news.']);
    expect(forms[0]?.consents[0]?.version).toBe(forms[1]?.consents[0]?.version);
    expect(forms[0]?.consents[1]?.version).not.toBe(forms[1]?.consents[1]?.version);
  });

  it('a box that has to be ticked keeps out whoever does not; one that may be left alone is no consent', async () => {
    const { id } = bed.tenant();
    asks({ consent: { text: 'I agree.', isRequired: true } });
    expect(await issuesOf(id, form('a@site.example'))).toEqual([['/consent', 'Please tick this.']]);
    asks({ consent: { text: 'I agree.', isRequired: false } });
    await register(id, form('a@site.example'));
    expect((await sentBy(id)).forms[0]?.consents.map(({ kind, isGiven }) => [kind, isGiven])).toEqual([
      ['notice', true],
      ['consent', false],
    ]);
  });

  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
    ['2001:db8::1', '2001:db8:0::'],
    ['fe80::1%eth0', 'fe80:0:0::'],
    ['::1', '0:0:0::'],
    ['unknown', null],
  ])('of the address %s only the network %s is kept', (ip, network) => {
    expect(truncatedAddress(ip)).toBe(network);
  });
});

describe('B-10 a site that asks people to confirm first', () => {
  const mailsTo = (tenantId: TenantId, email: string) =>
    bed.mails.filter((mail) => mail.tenantId === tenantId && mail.to === email).map(({ text }) => text);
  const personOf = (tenantId: TenantId, email: string) =>
    bed.in(tenantId, async () => (await createPersonRepository().findByEmail(email))!._id);
  const missing = createMissingYes(async () => bed.asking.registration);
  const missingOf = async (tenantId: TenantId, email: string, topic: 'reminders' | 'news') => {
    const personId = await personOf(tenantId, email);
    return bed.in(tenantId, () => missing(personId, email, topic));
  };

  it('mails how to confirm and nothing else; the link into the room follows the proof, once', async () => {
    const { id } = bed.tenant();
    asks({ doubleOptIn: true });
    await register(id, form('a@site.example'));
    await bed.settle();
    const [first = ''] = mailsTo(id, 'a@site.example');
    const token = /\/place\/(\S+)/.exec(first)?.[1] ?? '';
    expect(first).not.toMatch(/\/join\//);
    await bed.in(id, () => bed.places.service.confirm(token));
    await bed.settle();
    const [, second] = mailsTo(id, 'a@site.example');
    expect(second).toMatch(/\/join\//);
    await bed.in(id, () => bed.places.service.confirm(token));
    await bed.settle();
    expect(mailsTo(id, 'a@site.example')).toHaveLength(2);
  });

  it('tells whoever has not confirmed nothing of a masterclass that moves', async () => {
    const { id } = bed.tenant();
    asks({ doubleOptIn: true });
    const inHours = (hours: number) => new Date(bed.clock.now().getTime() + hours * 3_600_000);
    const plan = { title: 'Class', description: '', durationMinutes: 60, timeZone: 'UTC' };
    const { id: session } = await bed.in(id, () => bed.sessions.service.create({ ...plan, startsAt: inHours(24) }));
    await register(id, form('a@site.example'));
    await bed.join(id, form('b@site.example'));
    await bed.in(id, () => bed.sessions.service.reschedule(session, { ...plan, startsAt: inHours(48) }));
    await bed.settle();
    expect([mailsTo(id, 'a@site.example').length, mailsTo(id, 'b@site.example').length]).toEqual([1, 3]);
  });

  it('keeps back what can be stopped until then, and only there', async () => {
    const { id } = bed.tenant();
    await register(id, form('a@site.example'));
    expect(await missingOf(id, 'a@site.example', 'reminders')).toBeNull();
    asks({ doubleOptIn: true });
    expect(await missingOf(id, 'a@site.example', 'reminders')).toBe('unconfirmed');
    const personId = await personOf(id, 'a@site.example');
    await bed.in(id, () =>
      bed.registrations.service.verify([{ personId, address: 'a@site.example', isFirst: true }], bed.clock.now()),
    );
    expect(await missingOf(id, 'a@site.example', 'reminders')).toBeNull();
  });

  it('B-10 believes no consent that somebody else may have given: the proof of the address has to come after it', async () => {
    const { id } = bed.tenant();
    asks({ doubleOptIn: true, consent: { text: 'Send me news.' } });
    const email = 'a@site.example';
    await bed.join(id, form(email));
    bed.clock.advance(1000);
    await register(id, form(email, { consent: 'yes' }));
    expect(await missingOf(id, email, 'news')).toBe('no-consent');
    await bed.join(id, form('b@site.example', { consent: 'yes' }));
    expect(await missingOf(id, 'b@site.example', 'news')).toBeNull();
  });

  it('sends no news to whoever was asked and did not say yes, until they do', async () => {
    const { id } = bed.tenant();
    await register(id, form('before@site.example'));
    asks({ consent: { text: 'Send me news.' } });
    await register(id, form('a@site.example'));
    const stops = () =>
      Promise.all((['news', 'reminders'] as const).map((topic) => missingOf(id, 'a@site.example', topic)));
    expect(await stops()).toEqual(['no-consent', null]);
    // Nobody asked whoever came before there was such a box.
    expect(await missingOf(id, 'before@site.example', 'news')).toBeNull();
    await register(id, form('a@site.example', { consent: 'yes' }));
    expect(await stops()).toEqual([null, null]);
    asks({});
    await register(id, form('a@site.example'));
    asks({ consent: { text: 'Other words.' } });
    expect(await stops()).toEqual([null, null]);
  });
});

describe('what people want answered', () => {
  const questions = () => createQuestionsAhead({ ...bed.registrationsDeps, sent: registrationRepository });
  const owner = () => bed.actor('mem_x' as never, 'owner');

  it('B is listed for its masterclass alone, ticked off once, and opened again', async () => {
    const { id } = bed.tenant();
    const { id: other } = bed.tenant();
    asks({ askQuestion: true });
    const { id: session } = await bed.in(id, () =>
      bed.sessions.service.create({
        title: 'Masterclass',
        description: '',
        startsAt: new Date(bed.clock.now().getTime() + 86_400_000),
        durationMinutes: 60,
        timeZone: 'UTC',
      }),
    );
    await register(id, form('a@site.example', { question: 'How do I begin?' }));
    bed.clock.advance(1000);
    await register(id, form('b@site.example', { firstName: 'Ann', question: 'What does it cost?' }));
    await register(id, form('c@site.example'));
    const list = () => bed.in(id, () => questions().list(session));
    const { items, hasMore } = await list();
    expect(items.map(({ name, text }) => [name, text])).toEqual([
      ['John Smith', 'How do I begin?'],
      ['Ann Smith', 'What does it cost?'],
    ]);
    expect(hasMore).toBe(false);
    const first = items[0]!.id;
    const tick = (isAnswered: boolean, tenantId = id) =>
      bed.in(tenantId, () => questions().answer(owner(), session, first, isAnswered));
    const at = bed.clock.now().toISOString();
    expect((await tick(true)).answeredAt).toBe(at);
    bed.clock.advance(60_000);
    expect((await tick(true)).answeredAt).toBe(at);
    await expect(tick(false, other)).rejects.toMatchObject({ code: 'not-found' });
    expect((await list()).items[0]?.answeredAt).toBe(at);
    // Whoever asked is led there by the mail that follows.
    const people = await bed.in(id, async () =>
      (await mongoose.models['Registration']!.find({}, { personId: 1 }).lean<{ personId: PersonId }[]>()).map(
        ({ personId }) => personId,
      ),
    );
    const ticked = (tenantId: TenantId) => bed.in(tenantId, () => questionsTicked(session, people));
    expect((await ticked(id)).map(({ at: when }) => when.toISOString())).toEqual([at]);
    expect(await ticked(other)).toEqual([]);
    expect((await tick(false)).answeredAt).toBeNull();
    expect(await ticked(id)).toEqual([]);
    await expect(bed.in(other, () => questions().list(session))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('B-13 how people came', () => {
  const newsletter = { source: 'newsletter', medium: 'email', campaign: 'spring', page: '/' };

  it('the first visit and the last one are kept with the form', async () => {
    const { id } = bed.tenant();
    const at = new Date(bed.clock.now().getTime() - 86_400_000);
    const firstTouch = { referrer: 'blog.example/post', page: '/', at };
    await register(id, form('a@site.example', { touch: newsletter }), { firstTouch });
    const { forms, firstTouch: first } = await sentBy(id);
    expect(forms[0]?.touch).toEqual({ ...newsletter, at: null });
    expect(first).toEqual({ referrer: 'blog.example/post', page: '/', at: at.toISOString() });
  });

  it('without an earlier visit the last one is the first; another form changes nothing of it', async () => {
    const { id } = bed.tenant();
    await register(id, form('a@site.example', { touch: newsletter }));
    const first = { ...newsletter, at: bed.clock.now().toISOString() };
    bed.clock.advance(1000);
    await register(id, form('a@site.example', { touch: { source: 'ads' } }));
    const sent = await sentBy(id);
    expect(sent.firstTouch).toEqual(first);
    expect(sent.forms[0]?.touch).toMatchObject({ source: 'ads' });
  });
});

describe('B-01 addresses with domains of other scripts', () => {
  const email = (text: string) => registrations.RegistrationForm.shape.email.safeParse(text).data;
  it.each([
    ['Ana@Bücher.example', 'ana@xn--bcher-kva.example'],
    ['ana@xn--bcher-kva.example', 'ana@xn--bcher-kva.example'],
    ['ana@例え.テスト', 'ana@xn--r8jz45g.xn--zckzah'],
    ['ana@bücher.example/x', undefined],
    ['ana@bücher', undefined],
    ['änna@example.com', undefined],
  ])('%s is %s', (typed, stored) => {
    expect(email(typed)).toBe(stored);
  });
});
