import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MailCopy, MailId, MailLogEntry, MailTopic, PersonId } from '@stageline/contracts';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { withoutSecrets } from './mail-log.presenter.ts';

const KEY = Buffer.from('a key of the tests that is long enough');
let bed: ApiBed;
let a: Site;
let b: Site;
let personId: PersonId;
beforeAll(async () => {
  bed = await createApiBed({ MAIL_WEBHOOK_SECRET: `whsec_${KEY.toString('base64')}` });
  [a, b] = [await bed.site('told-alpha'), await bed.site('told-bravo')];
  const lead = await a.in(async () => mongoose.models['Lead']!.findById(a.leadId).lean());
  ({ personId } = lead as unknown as { personId: PersonId });
});

interface Sent {
  readonly id: MailId;
  readonly messageId: string;
}
async function send(to: string, topic: MailTopic = 'necessary', site = a): Promise<Sent> {
  const person = site === a ? { personId } : {};
  const html = `<p><a href="${site.slug}">Hi</a> https://told.example/join/${'s'.repeat(40)}?a=1</p>`;
  const id = await site.in(() =>
    bed.modules.mail.service.send({ to, topic, subject: `To ${to}`, html, text: 'Hi', ...person }),
  );
  await bed.settle();
  return { id, messageId: `<${id}@stage.test>` };
}

type Body = { type: string; timestamp?: string; data: Record<string, unknown> };
const bounce = ({ messageId }: Sent, type: string): Body => ({
  type: 'email.bounced',
  data: { message_id: messageId, bounce: { type, message: '550 5.1.1 no such user' }, to: ['ignored@example.com'] },
});
const newsOf = ({ messageId }: Sent, type: string): Body => ({ type, data: { message_id: messageId } });

/** Posts as the provider does. */
async function tell(
  body: Body,
  { id = randomUUID(), age = 0, key = KEY, tamper = false, host = bed.platformHost } = {},
) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const text = JSON.stringify({ timestamp: new Date().toISOString(), ...body });
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  const headers = {
    host,
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} v1,${signature}`,
  };
  const payload = tamper ? text.replace('email.', 'EMAIL.') : text;
  return (await bed.http.inject({ method: 'POST', url: '/api/v1/mail/events', headers, payload })).statusCode;
}
const copyOf = async (id: MailId) => (await a.owner.get(`/mails/${id}`)).body as MailCopy;
const rowOf = async (site: Site, id: MailId) => {
  const row = await site.in(async () => mongoose.models['MailMessage']!.findById(id).lean());
  return row as unknown as { status: string };
};

describe('what a mail provider tells', () => {
  it.each<[string, Parameters<typeof tell>[1]]>([
    ['is signed with another key', { key: Buffer.from('another') }],
    ['was changed', { tamper: true }],
    ['is from long ago', { age: 3600 }],
    ['is from the future', { age: -3600 }],
  ])('B-11 nothing is believed that %s', async (_what, how) => {
    const mail = await send('nobody@example.com');
    expect(await tell(bounce(mail, 'Permanent'), how)).toBe(401);
    expect((await copyOf(mail.id)).status).toBe('sent');
  });

  it('B-11 a hard bounce and a complaint suppress, each once, however often they are told', async () => {
    const mail = await send('gone@example.com');
    const id = randomUUID();
    const statuses = await Promise.all([1, 2, 3].map(() => tell(bounce(mail, 'Permanent'), { id })));
    expect([...statuses, await tell(bounce(mail, 'Permanent'), { id })]).toEqual([204, 204, 204, 204]);
    const copy = await copyOf(mail.id);
    expect(copy.history.map(({ status }) => status)).toEqual(['queued', 'sent', 'bounced']);
    expect(copy.history.at(-1)?.detail).toBe('550 5.1.1 no such user');
    expect((await copyOf((await send('gone@example.com')).id)).status).toBe('suppressed');

    const angry = await send('angry@example.com', 'news');
    expect(await tell(newsOf(angry, 'email.complained'))).toBe(204);
    expect((await copyOf(angry.id)).status).toBe('complained');
    expect((await copyOf((await send('angry@example.com', 'reminders')).id)).status).toBe('suppressed');
    expect((await copyOf((await send('angry@example.com')).id)).status).toBe('sent');
    await a.in(async () => mongoose.models['MailSuppression']!.deleteMany({}));
  });

  it('B-11 a bounce keeps nothing from the team: what is owed to nobody of the site’s people goes out', async () => {
    const address = 'member@example.com';
    await tell(bounce(await send(address), 'Permanent'));
    expect((await copyOf((await send(address)).id)).status).toBe('suppressed');
    const letter = { to: address, subject: 'A new password', html: '<p>x</p>', text: 'x' };
    const id = await a.in(() => bed.modules.mail.service.send(letter));
    const news = await a.in(() => bed.modules.mail.service.send({ ...letter, topic: 'news' }));
    await bed.settle();
    await bed.modules.mail.sending.drain();
    expect([(await rowOf(a, id)).status, (await rowOf(a, news)).status]).toEqual(['sent', 'suppressed']);
  });

  it('B-11 three soft bounces within thirty days suppress, and two do not', async () => {
    for (const n of [1, 2, 3]) {
      const mail = await send('full@example.com');
      expect([n, (await copyOf(mail.id)).status]).toEqual([n, 'sent']);
      expect(await tell(bounce(mail, 'Transient'))).toBe(204);
    }
    expect((await copyOf((await send('full@example.com')).id)).status).toBe('suppressed');
  });

  /** As if the time of a mail that waits had come. */
  const letCome = (id: MailId) =>
    a.in(async () => mongoose.models['MailMessage']!.updateOne({ _id: id }, { dueAt: new Date() }));
  const dueIn = async (id: MailId) => {
    const row = await a.in(async () => mongoose.models['MailMessage']!.findById(id).lean());
    const { dueAt } = row as unknown as { dueAt?: Date };
    return dueAt === undefined ? null : Math.round((dueAt.getTime() - Date.now()) / 3_600_000);
  };

  it('B-11 what a full mailbox sent back is tried again after four hours, and after a day; then nothing more is', async () => {
    const mail = await send('tomorrow@example.com');
    for (const hours of [4, 24]) {
      const id = randomUUID();
      const statuses = [await tell(bounce(mail, 'Transient'), { id }), await tell(bounce(mail, 'Transient'), { id })];
      expect(statuses).toEqual([204, 204]);
      expect([(await copyOf(mail.id)).status, await dueIn(mail.id)]).toEqual(['queued', hours]);
      await bed.settle();
      expect((await copyOf(mail.id)).status).toBe('queued');
      await letCome(mail.id);
      await bed.settle();
      const copy = await copyOf(mail.id);
      expect([copy.status, copy.history.at(-1)?.detail]).toEqual(['sent', null]);
    }
    await tell(bounce(mail, 'Transient'));
    const { status, history } = await copyOf(mail.id);
    expect([status, await dueIn(mail.id)]).toEqual(['bounced', null]);
    const again = ['bounced', 'queued', 'sent'];
    expect(history.map((step) => step.status)).toEqual(['queued', 'sent', ...again, ...again, 'bounced']);
    expect((await copyOf((await send('tomorrow@example.com')).id)).status).toBe('suppressed');
  });

  it('B-11 a mail that waits again goes out no more once it is of no use, was called spam, or came back for good', async () => {
    const past = await send('soon@example.com');
    await a.in(async () => {
      const uselessAt = new Date(Date.now() + 3_600_000);
      await mongoose.models['MailMessage']!.updateOne({ _id: past.id }, { uselessAt });
    });
    await tell(bounce(past, 'Transient'));
    expect([(await copyOf(past.id)).status, await dueIn(past.id)]).toEqual(['bounced', null]);

    const spam = await send('spam@example.com', 'news');
    await tell(newsOf(spam, 'email.complained'));
    await tell(bounce(spam, 'Transient'));
    expect([(await copyOf(spam.id)).status, await dueIn(spam.id)]).toEqual(['complained', null]);

    const moved = await send('moved@example.com');
    await tell(bounce(moved, 'Permanent'));
    await tell(bounce(moved, 'Transient'));
    expect([(await copyOf(moved.id)).status, await dueIn(moved.id)]).toEqual(['bounced', null]);

    const heard = await send('heard@example.com');
    await tell(bounce(heard, 'Transient'));
    await tell(newsOf(heard, 'email.delivered'));
    expect([(await copyOf(heard.id)).status, await dueIn(heard.id)]).toEqual(['delivered', null]);
    await a.in(async () => mongoose.models['MailSuppression']!.deleteMany({}));
  });

  it('B-11 the weightier news stays, in whichever order it comes', async () => {
    const mail = await send('late@example.com');
    await tell(newsOf(mail, 'email.complained'));
    await tell(newsOf(mail, 'email.delivered'));
    const { status, history } = await copyOf(mail.id);
    expect([status, history.map((step) => step.status)]).toEqual([
      'complained',
      ['queued', 'sent', 'complained', 'delivered'],
    ]);
    await a.in(async () => mongoose.models['MailSuppression']!.deleteMany({}));
  });

  it('B-11 what it does not know, or tells of no mail of ours, is taken and changes nothing', async () => {
    const mail = await send('plain@example.com');
    expect(await tell(newsOf(mail, 'email.opened'))).toBe(204);
    expect(await tell(newsOf({ ...mail, messageId: '<someone@else.example>' }, 'email.complained'))).toBe(204);
    expect(await tell({ type: 'email.bounced', timestamp: 'now', data: {} })).toBe(204);
    expect((await copyOf(mail.id)).status).toBe('sent');
    expect(await tell(bounce(mail, 'Permanent'), { host: a.host })).toBe(404);
  });

  it('A-05 the tenant is the mail’s, whatever the notification says', async () => {
    const theirs = await send('shared@example.com', 'news', b);
    const body = bounce(theirs, 'Permanent');
    await tell({ ...body, data: { ...body.data, tenantId: a.tenantId } });
    expect((await rowOf(b, theirs.id)).status).toBe('bounced');
    expect((await copyOf((await send('shared@example.com', 'news')).id)).status).toBe('sent');
    const next = await send('shared@example.com', 'news', b);
    expect((await rowOf(b, next.id)).status).toBe('suppressed');
  });
});

describe('the log of mails', () => {
  it('B-15 lists mails to people by what became of them, what they are about and an address, page by page', async () => {
    const made = [];
    for (const topic of ['news', 'reminders', 'news', 'news'] as const) made.push(await send('log@example.com', topic));
    const list = async (query: string) =>
      (await a.owner.get(`/mails?address=LOG@example.com&${query}`)).body as {
        items: MailLogEntry[];
        nextCursor: string | null;
      };
    const news = made.filter((_mail, at) => at !== 1).toReversed();
    const first = await list('topic=news&status=sent&limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(news.slice(0, 2).map(({ id }) => id));
    const second = await list(`topic=news&status=sent&limit=2&cursor=${first.nextCursor}`);
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([[news[2]!.id], null]);
    expect((await list('status=bounced')).items).toEqual([]);
    expect((await a.owner.get('/mails?status=lost')).status).toBe(400);
  });

  it('B-15 shows no mail to the team, and no secret of a personal link', async () => {
    const reset = await a.in(() =>
      bed.modules.mail.service.send({ to: a.email, subject: 'A new password', html: '<p>x</p>', text: 'x' }),
    );
    expect((await a.owner.get(`/mails/${reset}`)).status).toBe(404);
    expect(JSON.stringify((await a.owner.get('/mails')).body)).not.toContain(reset);
    const { html } = await copyOf((await send('secret@example.com', 'news')).id);
    expect(html).toContain('https://told.example/join/…?a=1');
    expect(html).not.toMatch(/\/mails\/news\./);
    expect(
      withoutSecrets('https://a-very-long-name-of-a-site.example.com/media/0123456789abcdefghijklm-icon.png'),
    ).toMatch(/icon\.png$/);
    expect(withoutSecrets('https://a-very-long-name-of-a-site.example.com/offers')).toMatch(/offers$/);
    for (const end of ['', ')', ',', '!', ';', ']', ':', '*', '/x'])
      expect(withoutSecrets(`https://a.example/join/${'s'.repeat(40)}${end}`)).toBe(`https://a.example/join/…${end}`);
    expect(withoutSecrets('x https://a.example/invitation#abcdefghijklmnopqrstuvwxyz y')).toBe(
      'x https://a.example/invitation#… y',
    );
  });

  it('B-15 is for those who may, and a rep reads the mails of their own leads alone', async () => {
    const rep = await a.member('Reader', ['rep']);
    expect((await rep.get('/mails')).status).toBe(403);
    expect((await rep.get(`/leads/${a.leadId}/mails`)).status).toBe(404);
    const mine = await send(a.person.email);
    const shown = (await a.owner.get(`/leads/${a.leadId}/mails`)).body as { items: MailLogEntry[] };
    expect(shown.items[0]).toMatchObject({ id: mine.id, status: 'sent', to: { address: a.person.email } });
  });

  it('B-11 a member lifts a bounce with a reason; the stop is shown until then', async () => {
    const mail = await send(a.person.email);
    await tell(bounce(mail, 'Permanent'));
    const path = `/leads/${a.leadId}/mails`;
    const stops = async () => ((await a.owner.get(path)).body as { stops: { reason: string }[] }).stops;
    expect((await stops()).map(({ reason }) => reason)).toEqual(Array(4).fill('hard-bounce'));
    expect((await a.owner.post(`${path}/lift-bounce`, { reason: ' ' })).status).toBe(400);
    expect((await a.owner.post(`${path}/lift-bounce`, { reason: 'They called' })).status).toBe(204);
    expect(await stops()).toEqual([]);
    expect((await a.owner.post(`${path}/lift-bounce`, { reason: 'Again' })).status).toBe(404);
  });
});
