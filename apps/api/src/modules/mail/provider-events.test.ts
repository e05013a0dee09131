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
