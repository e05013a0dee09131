import { beforeAll, describe, expect, it } from '@jest/globals';
import { type IdOf, type PersonId, type SessionId } from '@stageline/contracts';
import { eventually, startSmtpSink, type SmtpSink } from '@stageline/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';
import { visitor } from './testing/visitor.ts';

/** The whole api with a real mail server behind it: what arrives is read as a mail program would. */
let bed: ApiBed;
let sink: SmtpSink;
let site: Site;
const allTo = (address: string) => sink.messages.filter(({ to }) => to.includes(address));
const parsedTo = async (address: string): Promise<ParsedMail[]> => {
  await bed.settle();
  return Promise.all(allTo(address).map(({ raw }) => simpleParser(raw)));
};

beforeAll(async () => {
  sink = await startSmtpSink();
  bed = await createApiBed({ EMAIL: 'smtp', SMTP_URL: sink.url });
  site = await bed.site('scanned');
});

const personOf = async (): Promise<PersonId> => {
  const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
  return (lead as unknown as { personId: PersonId }).personId;
};

/** Everything that the site has, but for the notes of requests and what only says that a schedule runs; and all that is of no site. */
async function state(): Promise<string> {
  const moving = /^(?:MailEngagement|Visit|VisitDay|MailAccount|Outbox.*|Canary.*)$/;
  const models = Object.values(mongoose.models).filter(({ modelName }) => !moving.test(modelName));
  const all = await Promise.all(
    models.map(async (model) => {
      const read = () => model.find({}).sort({ _id: 1 }).lean();
      const isOfSite = model.schema.path('tenantId') !== undefined;
      return [model.modelName, await (isOfSite ? site.in(async () => read()) : read())] as const;
    }),
  );
  return JSON.stringify(
    all.toSorted(([one], [other]) => one.localeCompare(other)),
    // The search for duplicates takes this mark off a lead by itself, whenever its turn comes.
    (key, value: unknown) => (key === 'unchecked' ? undefined : value),
    1,
  );
}

describe('whoever follows every link of every mail', () => {
  /** One mail of each kind that a site sends. */
  async function everyKind(): Promise<void> {
    await site.in(() => bed.modules.mailEngagement.service.measure('opens-and-clicks'));
    await site.owner.post('/invitations', { email: 'invited@team.example', roles: ['learner'] });
    await visitor(bed, site.host).post('/auth/links', { email: site.email });
    await visitor(bed, site.host).post('/auth/password-resets', { email: site.email });
    const plan = { title: 'Planned', description: '', durationMinutes: 60, timeZone: 'UTC' };
    const { body } = await site.owner.post('/sessions', { ...plan, startsAt: '2031-01-01T18:00:00.000Z' });
    const sessionId = (body as { id: SessionId }).id;
    const personId = await personOf();
    const { sequences, mail } = bed.modules;
    await site.in(() => sequences.planner.seatTaken(sessionId, { personId, since: new Date(0) }));
    const batch = 'job_01jd5x8v1ye1ta8v2s3q4w5e6r';
    await site.in(async () => {
      await mongoose.models['PlannedMail']!.updateMany({ sessionId }, { $set: { batch } });
      await mongoose.models['Seat']!.create({
        ...{ _id: 'sea_01jd5x8v1ye1ta8v2s3q4w5e6r', sessionId, personId },
        ...{ state: 'held', turn: 0, createdAt: new Date(0) },
      });
      await sequences.send(batch);
    });
    const html = '<a href="https://shop.example/">Shop</a> <a href="https://shop.example/more">More</a>';
    const letter = { to: site.person.email, subject: 'News', html, text: 'https://shop.example/', personId };
    await site.in(() => mail.service.send({ ...letter, topic: 'news' }));
    const subjects = () => allTo(site.person.email).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? '');
    await eventually(
      async () => (
        await bed.settle(),
        subjects().some((subject) => subject.includes('Planned')) && subjects().includes('News')
      ),
    );
  }

  it('B-12 B-08 with GET and with HEAD, as scanners do, changes nothing but the notes of that', async () => {
    await everyKind();
    const mails = await Promise.all(sink.messages.map(({ raw }) => simpleParser(raw)));
    const texts = mails.map(({ html, text, headers }) => `${String(html)} ${text} ${JSON.stringify([...headers])}`);
    const found = texts.flatMap((text) => text.match(/https?:\/\/[^\s"'<>\\)]+/g) ?? []);
    const urls = [...new Set(found.map((url) => url.replaceAll('&amp;', '&')))].filter((url) =>
      /stage\.test/.test(url),
    );
    const ways = new Set(urls.map((url) => new URL(url).pathname.split('/')[1]));
    expect([...ways].sort()).toEqual(
      expect.arrayContaining(['c', 'invitation', 'join', 'log-in', 'mails', 'o', 'place']),
    );
    const before = await state();
    for (const url of urls) {
      const { host, pathname, search } = new URL(url);
      for (const method of ['HEAD', 'GET'] as const) {
        const headers = { host: host.replace(/:\d+$/, ''), 'user-agent': 'Mozilla/5.0 (compatible; ScanAgent/1.0)' };
        const { statusCode } = await bed.http.inject({ method, url: pathname + search, headers });
        expect([method, url, statusCode < 400]).toEqual([method, url, true]);
      }
    }
    await bed.settle();
    expect(await state()).toBe(before);
    const { mailEngagement } = bed.modules;
    const notes = await site.in(async () =>
      mongoose.models['MailEngagement']!.find({}).lean<{ mailId: IdOf<'mai'> }[]>(),
    );
    expect(notes.length).toBeGreaterThan(4);
    const humans = await site.in(() => mailEngagement.service.humanCounts(notes.map(({ mailId }) => mailId)));
    expect(humans.size).toBe(0);
  });
});

describe('what people write on its way into the headers of mails', () => {
  const EVIL = 'Ana\r\nBcc: evil@evil.example\r\nX-Evil: yes\r\n\r\n<b>Body</b>';
  let count = 0;
  const form = (more: object) => {
    const email = `header-${(count += 1)}@person.example`;
    return { email, body: { firstName: 'Ana', lastName: 'Smith', email, ...more } };
  };
  /** What a mail program makes of everything that went to an address. */
  async function expectHarmless(address: string): Promise<ParsedMail[]> {
    const mails = await parsedTo(address);
    for (const { bcc, headers, to } of mails) {
      expect([bcc, headers.has('x-evil'), headers.has('bcc')]).toEqual([undefined, false, false]);
      expect([to].flat().flatMap((each) => each!.value.map((value) => value.address))).toEqual([address]);
    }
    return mails;
  }

  it.each(['firstName', 'lastName', 'phone', 'company', 'via', 'question', 'locale', 'website'])(
    'B-02 %s of the form is refused or stays text, whichever way it is sent',
    async (field) => {
      for (const text of [
        EVIL,
        EVIL.replaceAll('\r\n', '\n'),
        EVIL.replaceAll('\r\n', '\r'),
        'A\u2028Bcc: evil@evil.example',
      ]) {
        const { email, body } = form({ [field]: text });
        const { status } = await visitor(bed, site.host).post('/registrations', body);
        expect([201, 400]).toContain(status);
        const mails = await expectHarmless(email);
        expect(mails.length > 0).toBe(status === 201 && field !== 'website');
        const posted = await bed.http.inject({
          method: 'POST',
          url: '/register',
          headers: {
            ...{ host: site.host, origin: `http://${site.host}` },
            'content-type': 'application/x-www-form-urlencoded',
          },
          payload: new URLSearchParams({ ...body, [field]: text }).toString(),
        });
        expect([303, 400]).toContain(posted.statusCode);
        await expectHarmless(email);
      }
    },
  );

  it('B-02 an address with another behind it, or with a line of its own, is none', async () => {
    for (const email of [
      'a@b.example\r\nBcc: evil@evil.example',
      'a@b.example, evil@evil.example',
      '"a\r\n"@b.example',
    ]) {
      const { status } = await visitor(bed, site.host).post('/registrations', { firstName: 'A', lastName: 'B', email });
      expect(status).toBe(400);
    }
    await bed.settle();
    expect(allTo('evil@evil.example')).toEqual([]);
  });

  it('A-12 names and titles that reach a header from elsewhere are one line of text', async () => {
    const to = 'named@person.example';
    const letter = { html: '<p>Hello</p>', text: 'Hello', personId: await personOf() };
    await site.in(() => bed.modules.mail.service.send({ ...letter, to, toName: EVIL, fromName: EVIL, subject: EVIL }));
    await eventually(async () => (await bed.settle(), allTo(to).length === 1));
    const [mail] = await expectHarmless(to);
    const line = 'Ana Bcc: evil@evil.example X-Evil: yes <b>Body</b>';
    const nameOf = (of: ParsedMail['to']) => [of].flat()[0]!.value[0]!.name;
    expect([mail!.subject, nameOf(mail!.to), nameOf(mail!.from)].map((text) => text!.replaceAll(/\s+/g, ' '))).toEqual([
      line,
      line,
      line,
    ]);
    expect(mail!.text!.trim()).toBe('Hello');
  });

  it.each([
    ['right to left', 'عبد الرحمن بن محمد', 'العربية'],
    ['with emoji', '👩🏽‍🚀 Ana 🎉', '😀'.repeat(50)],
    ['as long as names may be', 'Ñ'.repeat(100), '漢'.repeat(100)],
    ['with signs of headers', '"Ana", <x@y.example>;', 'Re: <b>; a@b.example, c'],
  ])('B-02 a name %s arrives as it was written', async (_what, firstName, lastName) => {
    const { email, body } = form({ firstName, lastName });
    expect((await visitor(bed, site.host).post('/registrations', body)).status).toBe(201);
    await eventually(async () => (await bed.settle(), allTo(email).length > 0));
    const [mail] = await expectHarmless(email);
    expect(mail!.text).toContain(firstName);
    const to = `named-${count}@person.example`;
    const letter = {
      to,
      toName: firstName,
      subject: lastName,
      html: `<p>Hello</p>`,
      text: 'Hello',
      personId: await personOf(),
    };
    await site.in(() => bed.modules.mail.service.send(letter));
    await eventually(async () => (await bed.settle(), allTo(to).length === 1));
    const [named] = await expectHarmless(to);
    expect([[named!.to].flat()[0]!.value[0]!.name, named!.subject]).toEqual([firstName, lastName]);
  });

  it('B-02 a name of 10,000 characters is refused, and one that comes from elsewhere arrives as far as a header holds it', async () => {
    const { email, body } = form({ firstName: 'Ana'.repeat(3334) });
    expect((await visitor(bed, site.host).post('/registrations', body)).status).toBe(400);
    expect(await parsedTo(email)).toEqual([]);
    const to = 'long@person.example';
    const long = `${'مرحبا 🎉 '.repeat(1250)}end`;
    const letter = { to, toName: long, subject: long, html: `<p>${long}</p>`, text: long, personId: await personOf() };
    await site.in(() => bed.modules.mail.service.send(letter));
    await eventually(async () => (await bed.settle(), allTo(to).length === 1));
    const [mail] = await expectHarmless(to);
    const name = [mail!.to].flat()[0]!.value[0]!.name;
    for (const [part, most] of [
      [name, 200],
      [mail!.subject!, 500],
    ] as const) {
      expect([part.length <= most, part.endsWith('…')]).toEqual([true, true]);
      expect(long.startsWith(part.slice(0, -1))).toBe(true);
    }
    expect(mail!.text!.replaceAll(/\s+/g, ' ')).toContain(long);
    // RFC 5322, 2.1.1: no line is longer than 998 octets.
    expect(
      Math.max(
        ...allTo(to)[0]!
          .raw.split('\r\n')
          .map((line) => Buffer.byteLength(line)),
      ),
    ).toBeLessThanOrEqual(998);
  });
});
