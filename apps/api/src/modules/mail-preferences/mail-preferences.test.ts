import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  PLAIN_REGISTRATION,
  STOPPABLE_MAIL_TOPICS,
  type MailPreferences,
  type MailTopic,
  type PersonId,
  type SiteDraft,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { touchesOf } from '../registrations/index.ts';
import { createAddressHash, normalAddress } from './address-hash.ts';

let bed: ApiBed;
let a: Site;
let b: Site;
beforeAll(async () => {
  bed = await createApiBed();
  [a, b] = [await bed.site('stops-alpha'), await bed.site('stops-bravo')];
});

let mails = 0;
/** Sends a mail of the site. @returns how it ended, and where its link leads */
async function send(site: Site, to: string, topic: MailTopic, personId?: PersonId) {
  mails += 1;
  const letter = { to, topic, subject: `Mail ${mails}`, html: '<p>Hello</p>', text: 'Hello' };
  const id = await site.in(() =>
    bed.modules.mail.service.send({ ...letter, ...(personId !== undefined && { personId }) }),
  );
  await bed.settle();
  const row = await site.in(async () => mongoose.models['MailMessage']!.findById(id).lean());
  const { status, unsubscribeUrl, text, html } = row as unknown as Record<string, string>;
  return { status, path: unsubscribeUrl === undefined ? '' : new URL(unsubscribeUrl).pathname, text, html };
}

const call = async (host: string, method: 'GET' | 'HEAD' | 'POST', url: string, payload?: string, type?: string) => {
  const headers = { host, ...(type !== undefined && { 'content-type': type }) };
  const {
    statusCode,
    body,
    headers: answered,
  } = await bed.http.inject({
    method,
    url,
    headers,
    ...(payload !== undefined && { payload }),
  });
  return { status: statusCode, body, location: answered.location };
};
const FORM = 'application/x-www-form-urlencoded';
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const viewOf = async (host: string, path: string) =>
  (JSON.parse((await call(host, 'GET', path)).body) as { preferences: MailPreferences }).preferences;
const stoppedAt = async (site: Site, path: string) => (await viewOf(site.host, path)).stopped;
const none = { reminders: false, 'follow-ups': false, news: false };

describe('the link of a mail', () => {
  it('B-08 a scanner that GETs and HEADs it, however often, changes nothing', async () => {
    const { path } = await send(a, 'scanned@example.com', 'news');
    for (const url of [path, `${path}?done=stop`, `${path}?List-Unsubscribe=One-Click`, `${path}?do=stop&topic=all`])
      for (const method of ['GET', 'HEAD'] as const) expect((await call(a.host, method, url)).status).toBe(200);
    expect(await stoppedAt(a, path)).toEqual(none);
    expect((await send(a, 'scanned@example.com', 'news')).status).toBe('sent');
  });

  it.each([
    ['a form', ONE_CLICK, FORM],
    [
      'the parts that RFC 8058 asks for',
      `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`,
      'multipart/form-data; boundary=x',
    ],
  ])('B-08 a mail program stops it by %s, with neither a cookie nor an origin', async (what, body, type) => {
    const to = `click-${type.length}@example.com`;
    const { path } = await send(a, to, 'news');
    expect((await call(a.host, 'POST', path, body, type)).status).toBe(200);
    expect([what, (await send(a, to, 'news')).status]).toEqual([what, 'suppressed']);
    expect((await send(a, to, 'reminders')).status).toBe('sent');
    // Again is the same, and so is another spelling of the address.
    expect((await call(a.host, 'POST', path, body, type)).status).toBe(200);
    expect((await send(a, to.toUpperCase(), 'news')).status).toBe('suppressed');
  });

  it('B-08 opens nothing once anything of it is changed, or at another site', async () => {
    const { path } = await send(a, 'forged@example.com', 'news');
    const [topic, hash, person, signature] = path.slice('/mails/'.length).split('.');
    const forged = [
      `reminders.${hash}.${person}.${signature}`,
      `${topic}.${'A'.repeat(43)}.${person}.${signature}`,
      `${topic}.${hash}.per_01jd5x8v1ye1ta8v2s3q4w5e6r.${signature}`,
      `${topic}.${hash}.${person}.${'A'.repeat(43)}`,
      `${topic}.${hash}.${person}.${signature}.more`,
      'x',
    ].map((token) => ({ host: a.host, url: `/mails/${token}` }));
    for (const { host, url } of [...forged, { host: b.host, url: path }]) {
      expect([url, (await call(host, 'GET', url)).status]).toEqual([url, 404]);
      expect([url, (await call(host, 'POST', url, ONE_CLICK, FORM)).status]).toEqual([url, 404]);
    }
    expect(await stoppedAt(a, path)).toEqual(none);
  });

  it('B-08 stands beneath a mail that can be stopped, where a template says so, and in no other', async () => {
    const { path, text, html } = await send(a, 'linked@example.com', 'follow-ups');
    expect([text, html].filter((part) => part!.includes(path))).toHaveLength(2);
    const owed = await send(a, 'linked@example.com', 'necessary');
    expect(owed).toMatchObject({ path: '', text: 'Hello', html: '<p>Hello</p>' });
    const template = { html: '<a href="{{unsubscribeUrl}}">stop</a>', text: 'Stop: {{unsubscribeUrl}}' };
    const id = await a.in(() =>
      bed.modules.mail.service.send({ to: 'linked@example.com', topic: 'news', subject: 'S', ...template }),
    );
    const row = await a.in(async () => mongoose.models['MailMessage']!.findById(id).lean());
    const { html: filled, text: told, unsubscribeUrl } = row as unknown as Record<string, string>;
    expect([filled, told]).toEqual([`<a href="${unsubscribeUrl}">stop</a>`, `Stop: ${unsubscribeUrl}`]);
  });
});

describe('the page of a reader', () => {
  it('B-09 stops and allows each topic and all of them, and never what is owed', async () => {
    const to = 'chooser@example.com';
    const { path } = await send(a, to, 'reminders');
    const press = async (deed: string, topic: string) => {
      const answer = await call(a.host, 'POST', path, `do=${deed}&topic=${topic}`, FORM);
      expect([answer.status, answer.location]).toEqual([303, `${path}?done=${deed}`]);
      return stoppedAt(a, path);
    };
    expect(await press('stop', 'news')).toEqual({ ...none, news: true });
    expect(await press('stop', 'all')).toEqual({ reminders: true, 'follow-ups': true, news: true });
    for (const topic of STOPPABLE_MAIL_TOPICS) expect((await send(a, to, topic)).status).toBe('suppressed');
    expect((await send(a, to, 'necessary')).status).toBe('sent');
    expect(await press('allow', 'reminders')).toEqual({ reminders: false, 'follow-ups': true, news: true });
    expect((await send(a, to, 'reminders')).status).toBe('sent');
    expect(await press('allow', 'all')).toEqual(none);
    for (const body of ['do=stop&topic=necessary', 'do=stop', 'do=drop&topic=news', 'do=stop&topic=news&more=1', ''])
      expect([body, (await call(a.host, 'POST', path, body, FORM)).status]).toEqual([body, 400]);
    expect(await stoppedAt(a, path)).toEqual(none);
  });

  it('A-05 says nothing to another site about the same address', async () => {
    const { path } = await send(a, 'both@example.com', 'news');
    await call(a.host, 'POST', path, ONE_CLICK, FORM);
    expect((await send(a, 'both@example.com', 'news')).status).toBe('suppressed');
    expect((await send(b, 'both@example.com', 'news')).status).toBe('sent');
  });
});

describe('what was said', () => {
  const rows = (site: Site) =>
    site.in(async () => mongoose.models['MailSuppression']!.find({}).lean<Record<string, unknown>[]>());

  it('B-09 survives that the person is erased and comes again, and names no address', async () => {
    const { email } = a.person;
    const person = await a.in(async () => mongoose.models['Person']!.findOne({ 'emails.address': email }).lean());
    const { path } = await send(a, email, 'news', (person as unknown as { _id: PersonId })._id);
    await call(a.host, 'POST', path, ONE_CLICK, FORM);
    await a.in(async () => mongoose.models['Person']!.deleteOne({ 'emails.address': email }));
    expect((await send(a, email, 'news')).status).toBe('suppressed');
    expect(JSON.stringify(await rows(a))).not.toContain('@');
    // The link still opens the page of somebody who is gone.
    expect((await stoppedAt(a, path)).news).toBe(true);
  });

  it('B-09 follows the person to each of their addresses, also to those of a merged one', async () => {
    const [first, second] = ['first@two.example', 'second@two.example'];
    const register = (email: string) =>
      a.in(() =>
        bed.modules.registrations.service.register(
          { firstName: 'Two', lastName: 'Addresses', email },
          { source: 'form' },
        ),
      );
    await register(first);
    await bed.settle();
    const found = await a.in(async () => mongoose.models['Person']!.findOne({ 'emails.address': first }).lean());
    const personId = (found as unknown as { _id: PersonId })._id;
    const { path } = await send(a, first, 'news', personId);
    await call(a.host, 'POST', path, ONE_CLICK, FORM);
    // The team writes another address in front of it, as a merge and a correction do.
    await a.in(async () =>
      mongoose.models['Person']!.updateOne(
        { _id: personId },
        { $push: { emails: { $each: [{ address: second, verifiedAt: null, addedAt: new Date() }], $position: 0 } } },
      ),
    );
    const later = await send(a, second, 'news', personId);
    expect(later.status).toBe('suppressed');
    expect((await stoppedAt(a, later.path)).news).toBe(true);
    await call(a.host, 'POST', later.path, 'do=allow&topic=news', FORM);
    expect((await send(a, first, 'news', personId)).status).toBe('sent');
  });

  it('B-11 a complaint stops what can be stopped; an address that does not work gets nothing at all', async () => {
    const { service } = bed.modules.mailPreferences;
    const to = { address: 'angry@example.com', personId: null };
    await a.in(() => service.complained(to));
    const { path, status } = await send(a, to.address, 'news');
    expect(status).toBe('suppressed');
    expect((await send(a, to.address, 'necessary')).status).toBe('sent');
    await a.in(() => service.unreachable(to.address, 'hard-bounce'));
    const somebody = newId('per');
    expect((await send(a, to.address, 'necessary', somebody)).status).toBe('suppressed');
    // Whoever works here could not come in any more without their mail.
    expect((await send(a, to.address, 'necessary')).status).toBe('sent');
    // Its reader may want mail again; that the address does not work is not theirs to change.
    await call(a.host, 'POST', path, 'do=allow&topic=all', FORM);
    expect(await viewOf(a.host, path)).toEqual({ topic: 'news', stopped: none, unreachable: true, consent: null });
    expect((await send(a, to.address, 'news')).status).toBe('suppressed');
    await a.in(() => service.lift(to.address, { id: a.leadId, name: 'Angry' }, 'They wrote to us'));
    expect((await send(a, to.address, 'news')).status).toBe('sent');
    const { items } = (await a.owner.get('/audit')).body as { items: { action: string; reason: string }[] };
    expect(items[0]).toMatchObject({ action: 'mail.bounce-lifted', reason: 'They wrote to us' });
  });

  it('B-11 lifting a bounce leaves what the reader wants', async () => {
    const { service } = bed.modules.mailPreferences;
    const { path } = await send(a, 'lifted@example.com', 'news');
    await call(a.host, 'POST', path, ONE_CLICK, FORM);
    await a.in(() => service.unreachable('lifted@example.com', 'soft-bounces'));
    await a.in(() => service.lift('lifted@example.com', { id: a.leadId, name: 'L' }, 'Works again'));
    expect((await send(a, 'lifted@example.com', 'news')).status).toBe('suppressed');
    const again = a.in(() => service.lift('lifted@example.com', { id: a.leadId, name: 'L' }, 'Once more'));
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a yes that comes later', () => {
  const TEXT = 'Send me news of new masterclasses.';
  async function ask(consent: { readonly text: string; readonly isRequired: boolean } | null, doubleOptIn = true) {
    const { revision, content } = (await a.owner.get('/site/draft')).body as SiteDraft;
    const registration = { ...PLAIN_REGISTRATION, ...content.registration, doubleOptIn, consent };
    expect((await a.owner.put('/site/draft', { revision, content: { ...content, registration } })).status).toBe(200);
    const saved = (await a.owner.get('/site/draft')).body as SiteDraft;
    expect((await a.owner.post('/site/publish', { revision: saved.revision })).status).toBe(200);
  }
  /** Somebody who has registered, left the box alone, and proved their address. */
  async function guest(email: string): Promise<PersonId> {
    const form = { firstName: 'Ana', lastName: 'Guest', email, touch: { source: 'letter' } };
    await a.in(() => bed.modules.registrations.service.register(form, { source: 'form' }));
    await bed.settle();
    const found = await a.in(async () => mongoose.models['Person']!.findOne({ 'emails.address': email }).lean());
    const personId = (found as unknown as { _id: PersonId })._id;
    const proofs = [{ personId, address: email, isFirst: true }];
    await a.in(() => bed.modules.registrations.service.verify(proofs, new Date()));
    return personId;
  }
  const yesTo = (path: string, version = '', host = a.host) =>
    call(host, 'POST', path, `do=agree&version=${version}`, FORM);
  const formsOf = (personId: PersonId) =>
    a.in(async () => mongoose.models['Registration']!.find({ personId }).sort({ at: -1 }).lean<any[]>());
  beforeAll(() => ask({ text: TEXT, isRequired: false }));

  it('B-10 counts from the page of a mail although the address was proved before, and is kept with its words', async () => {
    const to = 'later@example.com';
    const personId = await guest(to);
    expect((await send(a, to, 'news', personId)).status).toBe('suppressed');
    // Anybody can send the form once more.
    const touch = { source: 'poster' };
    const again = { firstName: 'Ana', lastName: 'Guest', email: to, consent: 'yes' as const, touch };
    await a.in(() => bed.modules.registrations.service.register(again, { source: 'form' }));
    expect((await send(a, to, 'news', personId)).status).toBe('suppressed');

    const { path } = await send(a, to, 'reminders', personId);
    const { consent, stopped } = await viewOf(a.host, path);
    expect([consent?.text, stopped]).toEqual([TEXT, none]);
    await call(a.host, 'POST', path, 'do=stop&topic=news', FORM);
    for (const url of [path, `${path}?done=agree`, `${path}?do=agree&version=${consent!.version}`])
      expect((await call(a.host, 'GET', url)).status).toBe(200);
    expect((await send(a, to, 'news', personId)).status).toBe('suppressed');
    for (const press of [1, 2])
      expect([press, (await yesTo(path, consent!.version)).location]).toEqual([press, `${path}?done=agree`]);
    expect(await viewOf(a.host, path)).toMatchObject({ consent: null, stopped: none });
    expect((await send(a, to, 'news', personId)).status).toBe('sent');
    const [newest, ...others] = await formsOf(personId);
    expect([newest.source, newest.consents, others.length]).toEqual([
      'mail-link',
      [{ kind: 'consent', version: consent!.version }],
      2,
    ]);
    const lead = (await a.in(async () => mongoose.models['Lead']!.findOne({ personId }).lean<any>()))!;
    const { forms } = (await a.owner.get(`/leads/${lead._id}/registrations`)).body as {
      forms: { isByMail: boolean }[];
    };
    expect(forms.map(({ isByMail }) => isByMail)).toEqual([true, false, false]);
    // How they came to the site stays as it was (B-13).
    expect(await a.in(() => touchesOf(personId))).toEqual({ first: { source: 'letter' }, last: touch });
    expect([newest.page, newest.ip]).toEqual([expect.stringMatching(/\/mails$/), '127.0.0.0']);
  });

  it('B-10 is none to words that have changed since the page was opened', async () => {
    const to = 'changed@example.com';
    const personId = await guest(to);
    const { path } = await send(a, to, 'reminders', personId);
    const { consent } = await viewOf(a.host, path);
    await ask({ text: `${TEXT} And offers.`, isRequired: false });
    expect((await yesTo(path, consent!.version)).location).toBe(path);
    expect((await send(a, to, 'news', personId)).status).toBe('suppressed');
    const now = (await viewOf(a.host, path)).consent!;
    expect([now.text, now.version === consent!.version]).toEqual([`${TEXT} And offers.`, false]);
    expect(await formsOf(personId)).toHaveLength(1);
  });

  it('B-10 A-05 is asked of nobody without a person, of nobody who was never asked, and at no other site', async () => {
    const { path } = await send(a, 'stranger@example.com', 'reminders');
    expect((await viewOf(a.host, path)).consent).toBeNull();
    expect((await yesTo(path)).status).toBe(404);
    const personId = await guest('elsewhere@example.com');
    const own = await send(a, 'elsewhere@example.com', 'reminders', personId);
    expect((await yesTo(own.path, (await viewOf(a.host, own.path)).consent!.version, b.host)).status).toBe(404);
    expect((await call(a.host, 'POST', own.path, 'do=agree', FORM)).status).toBe(400);
    expect(await formsOf(personId)).toHaveLength(1);
    await ask(null);
    expect((await viewOf(a.host, own.path)).consent).toBeNull();
    const came = await guest('before@example.com');
    await ask({ text: TEXT, isRequired: false });
    expect((await viewOf(a.host, (await send(a, 'before@example.com', 'reminders', came)).path)).consent).toBeNull();
    await ask(null, false);
  });
});

describe('the hash of an address', () => {
  it('B-09 is the same for every spelling, and another for each tenant and secret', () => {
    const hash = createAddressHash('one');
    const [tenantA, tenantB] = [a.tenantId, b.tenantId];
    expect(hash(tenantA, ' Ana@BÜCHER.example ')).toBe(hash(tenantA, 'ana@xn--bcher-kva.example'));
    const others = [hash(tenantB, 'ana@x.example'), createAddressHash('two')(tenantA, 'ana@x.example')];
    expect(new Set([hash(tenantA, 'ana@x.example'), ...others]).size).toBe(3);
    expect(normalAddress('no address')).toBe('no address');
  });
});
