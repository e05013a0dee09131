import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MailId, MailTopic, TenantId } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createLogger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, startSmtpSink, type SmtpSink } from '@stageline/testing';
import { simpleParser } from 'mailparser';
import mongoose from 'mongoose';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createHandOver, type HandOver, type HandOverDeps } from './hand-over.ts';
import type { OutgoingMail } from './mail.service.ts';
import { mailQueueRepository } from './mail-queue.repository.ts';
import { mailRepository } from './mail.repository.ts';
import { createBounced } from './provider-events.ts';
import { MAYBE_TWICE, createSending, type SendingDeps } from './sending.service.ts';

let bed: SiteBed;
let kevin: TenantId;
let jane: TenantId;
/** No relay is started: what is taken waits until a test sends it. */
beforeAll(async () => {
  bed = await createSiteBed();
  kevin = (await bed.activeTenant('kevin-sending')).tenantId;
  jane = (await bed.activeTenant('jane-sending')).tenantId;
});
beforeEach(async () => {
  for (const tenantId of [kevin, jane])
    await runInTenant(tenantId, async () => {
      await mongoose.models['MailMessage']!.deleteMany({});
      await mongoose.models['MailAccount']!.deleteMany({});
    });
});

const FROM = { fromAddress: 'no-reply@stage.test' } as const;
const logger = createLogger({ service: 'test', level: 'silent' });
const HOUR = 3_600_000;

const NO_MAIL = { deliver: async () => undefined, close: async () => undefined };
const free = async (mails: readonly unknown[]) => mails.map(() => null);
function worker(handOver: HandOver, more: Partial<SendingDeps> = {}) {
  const limitsOf = async () => ({ hour: 1000, day: 1000 });
  const { clock, mailPreferences: preferences, unitOfWork } = bed;
  const bounced = createBounced({ preferences, unitOfWork, clock });
  return createSending({ handOver, limitsOf, isPaused: () => false, bounced, clock, logger, ...more });
}
/** A worker that notes what it hands over, and what is on its way at once. */
function noting(more: Partial<SendingDeps> = {}) {
  const sent: string[] = [];
  return {
    sent,
    ...worker({ stopsFor: free, one: async ({ subject }) => (sent.push(subject), { kind: 'sent' }) }, more),
  };
}
/** Takes mails, the oldest first; what is owed as if its event had been lost. */
async function take(tenantId: TenantId, ...mails: readonly [to: string, subject: string, topic: MailTopic][]) {
  const ids: MailId[] = [];
  for (const [to, subject, topic] of mails)
    ids.push(
      await runInTenant(tenantId, () =>
        bed.mail.send({ to, subject, topic, html: `<p>${subject}</p>`, text: subject }),
      ),
    );
  bed.clock.advance(60_000);
  return ids;
}
const rowOf = async (tenantId: TenantId, id: MailId) => {
  const row = await runInTenant(tenantId, async () => mongoose.models['MailMessage']!.findById(id).lean());
  return row as unknown as {
    status: string;
    html: string;
    attempts: number;
    history: { status: string; detail?: string }[];
  };
};

describe('what a site has left', () => {
  it('D-11 news wait for credits and what is owed does not; only what went out is counted', async () => {
    let left = 2;
    const settled: number[] = [];
    const credits = {
      async take(amount: number) {
        const taken = Math.min(amount, left);
        left -= taken;
        return taken;
      },
      settle: async (_key: string, sent: number) => void settled.push(sent),
    };
    const { sent, drain } = noting({ credits });
    const [first] = await take(
      kevin,
      ['ana@example.com', 'A', 'news'],
      ['ben@example.com', 'B', 'necessary'],
      ['cem@example.com', 'C', 'reminders'],
      ['dia@example.com', 'D', 'news'],
    );
    await drain();
    expect(sent.sort()).toEqual(['A', 'B', 'C']);
    expect(settled.filter((count) => count > 0)).toEqual([2]);
    left = 5;
    await drain();
    expect(sent.sort()).toEqual(['A', 'B', 'C', 'D']);
    // One that came back goes out again for nothing.
    settled.length = 0;
    await runInTenant(kevin, async () => {
      await mailRepository.heard(first!, 'bounced', bed.clock.now());
      await mailQueueRepository.again(first!, 'came-back', bed.clock.now(), bed.clock.now());
    });
    await drain();
    expect([sent.sort(), settled.filter((count) => count > 0)]).toEqual([['A', 'A', 'B', 'C', 'D'], []]);
  });
});

describe('a mail server that is away', () => {
  /** A worker whose mails go over a real connection to the given port. */
  async function over({ port }: SmtpSink, more: Partial<HandOverDeps> = {}) {
    const config = { kind: 'smtp', url: `smtp://127.0.0.1:${port}`, breakForMs: 1 } as const;
    const email = await createEmail(config, { production: false, allowEmbedded: [] });
    afterFile(() => email.close());
    return worker(createHandOver({ ...FROM, email, sms: null, preferences: bed.mailPreferences, logger, ...more }));
  }
  it('B-12 a mail goes out with its links marked, and its text part as it was written', async () => {
    const sink = await startSmtpSink();
    const html = '<p>Offer <a href="https://shop.example/">here</a></p>';
    const text = 'Offer: https://shop.example/';
    const to = 'marked@person.example';
    const id = await runInTenant(kevin, () => bed.mail.send({ to, subject: 'News', html, text, topic: 'news' }));
    bed.clock.advance(60_000);
    const measured = async (mail: { readonly html: string }) => mail.html.replace('shop', 'marked');
    await (await over(sink, { measured })).drain();
    const parsed = await simpleParser((await sink.waitFor(to)).raw);
    expect(String(parsed.html)).toContain('https://marked.example/');
    expect(parsed.text).toContain(text);
    const row = await rowOf(kevin, id);
    expect([row.status, row.html.includes('marked')]).toEqual(['sent', false]);
  });

  const subjectsTo = ({ messages }: SmtpSink, address: string) =>
    messages.filter(({ to }) => to[0] === address).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);

  it('B-14 for an hour: afterwards every mail goes out, once, and in order to each', async () => {
    const gone = await startSmtpSink();
    await gone.stop();
    const sending = await over(gone);
    const ids = await take(
      kevin,
      ['ana@example.com', 'Ana 1', 'news'],
      ['ben@example.com', 'Ben 1', 'necessary'],
      ['ana@example.com', 'Ana 2', 'reminders'],
      ['ben@example.com', 'Ben 2', 'necessary'],
      ['ana@example.com', 'Ana 3', 'news'],
    );
    for (const _try of [1, 2, 3]) {
      await sending.drain();
      bed.clock.advance(HOUR / 3);
    }
    // What comes in the meantime stays behind what came before it.
    const [late] = await take(kevin, ['ben@example.com', 'Ben 3', 'necessary']);
    const back = await startSmtpSink({ port: gone.port });
    await runInTenant(kevin, () => sending.sendNow(late!));
    expect(back.messages).toEqual([]);
    await sending.drain();
    await sending.drain();
    expect(subjectsTo(back, 'ana@example.com')).toEqual(['Ana 1', 'Ana 2', 'Ana 3']);
    expect(subjectsTo(back, 'ben@example.com')).toEqual(['Ben 1', 'Ben 2', 'Ben 3']);
    for (const id of [...ids, late!]) {
      const { status, history } = await rowOf(kevin, id);
      expect([status, history.map((step) => step.status)]).toEqual(['sent', ['queued', 'sent']]);
    }
  });

  it('B-14 puts one reader off: the others get theirs, and that one gets all of them later, in order', async () => {
    let refusals = 1;
    // Once only: what comes behind it would be taken at once, and may not be.
    const sink = await startSmtpSink({
      refuse: (to) => (to === 'full@example.com' && refusals-- > 0 ? 452 : undefined),
    });
    const sending = await over(sink);
    await take(
      kevin,
      ['full@example.com', 'Full 1', 'news'],
      ['full@example.com', 'Full 2', 'news'],
      ['free@example.com', 'Free', 'news'],
    );
    await sending.drain();
    expect([subjectsTo(sink, 'full@example.com'), subjectsTo(sink, 'free@example.com')]).toEqual([[], ['Free']]);
    bed.clock.advance(60_000);
    await sending.drain();
    expect(subjectsTo(sink, 'full@example.com')).toEqual(['Full 1', 'Full 2']);
  });
});

describe('turns', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => [`a${n}@example.com`, `Many ${n}`, 'news'] as const);

  it('B-14 ten times as many mails as a turn has do not delay another site’s', async () => {
    const { sent, drain } = noting();
    await take(kevin, ...(many(250) as [string, string, MailTopic][]));
    await take(jane, ['one@example.com', 'Jane’s', 'news']);
    await drain();
    expect(sent).toHaveLength(251);
    expect(sent.indexOf('Jane’s')).toBeLessThanOrEqual(100);
  });

  it('B-14 two workers send each mail once', async () => {
    const [one, two] = [noting(), noting()];
    await take(kevin, ...(many(60) as [string, string, MailTopic][]));
    await Promise.all([one.drain(), two.drain()]);
    await one.drain();
    expect([...one.sent, ...two.sent].sort()).toEqual(
      many(60)
        .map(([, subject]) => subject)
        .sort(),
    );
  });

  it('B-14 what is over the limit of the hour and the day waits, what is owed goes first, and nothing is lost', async () => {
    const { sent, drain } = noting({ limitsOf: async () => ({ hour: 3, day: 5 }) });
    bed.clock.set('2031-05-01T10:00:00.000Z');
    const news = [1, 2, 3, 4, 5].map((n) => [`n${n}@example.com`, `News ${n}`, 'news'] as const);
    const owed = [1, 2].map((n) => [`o${n}@example.com`, `Owed ${n}`, 'necessary'] as const);
    await take(kevin, ...([...news, ...owed] as [string, string, MailTopic][]));
    await drain();
    expect(sent.toSorted()).toEqual(['News 1', 'Owed 1', 'Owed 2']);
    await take(kevin, ['late@example.com', 'Owed 3', 'necessary']);
    await drain();
    expect(sent).toContain('Owed 3');
    bed.clock.advance(HOUR);
    await drain();
    expect(sent).toHaveLength(5);
    bed.clock.advance(24 * HOUR);
    await drain();
    const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);
    expect(sent.toSorted()).toEqual([...numbered('News', 5), ...numbered('Owed', 3)]);
  });

  it('B-14 what is owed is sent at once up to twice the limit of an hour, and in the hours after it whatever the day’s is', async () => {
    const { sent, drain, sendNow } = noting({ limitsOf: async () => ({ hour: 2, day: 1 }) });
    bed.clock.set('2031-06-01T10:00:00.000Z');
    const owed = [1, 2, 3, 4, 5].map((n) => [`o${n}@example.com`, `Owed ${n}`, 'necessary'] as const);
    const ids = await take(kevin, ...(owed as [string, string, MailTopic][]));
    for (const id of ids) await runInTenant(kevin, () => sendNow(id));
    await drain();
    expect(sent).toEqual(['Owed 1', 'Owed 2', 'Owed 3', 'Owed 4']);
    expect(await rowOf(kevin, ids[4]!)).toMatchObject({ status: 'queued', attempts: 0 });
    bed.clock.advance(HOUR);
    await drain();
    expect(sent.at(-1)).toBe('Owed 5');
  });

  it('B-14 a turn that fails does not keep the others from theirs', async () => {
    const [first, second] = [kevin, jane].toSorted() as [TenantId, TenantId];
    const limitsOf = async (tenantId: TenantId) => {
      if (tenantId === first) throw new Error('no limits');
      return { hour: 10, day: 10 };
    };
    const { sent, drain } = noting({ limitsOf });
    await take(first, ['a@example.com', 'First', 'news']);
    await take(second, ['b@example.com', 'Second', 'news']);
    await drain();
    expect(sent).toEqual(['Second']);
  });

  it('B-14 what went to an address long ago is not read to keep the order of what goes to it', async () => {
    const topic = 'necessary' as const;
    const old: MailId[] = [];
    for (let n = 0; n < 30; n += 1) old.push(...(await take(kevin, ['a@example.com', 'Old', topic])));
    await noting().drain();
    const [id] = await take(kevin, ['a@example.com', 'Next', topic]);
    const { collection } = mongoose.models['MailMessage']!;
    const asked = [jest.spyOn(collection, 'findOne'), jest.spyOn(collection, 'updateMany')] as const;
    await runInTenant(kevin, async () => {
      const mail = (await mailRepository.find(id!))!;
      expect(await mailQueueRepository.isBehind(mail)).toBe(false);
      await mailQueueRepository.holdBack({ ...mail, id: old[0]! }, bed.clock.now());
    });
    const filters = asked.map((spy) => spy.mock.lastCall![0]);
    for (const spy of asked) spy.mockRestore();
    for (const filter of filters) {
      const plan = await runInTenant(kevin, () => collection.find(filter!).explain('executionStats'));
      const { totalDocsExamined, totalKeysExamined } = plan['executionStats'];
      expect(Math.max(totalDocsExamined, totalKeysExamined)).toBeLessThanOrEqual(3);
    }
  });

  it('A-14 a suspended site sends nothing but what is owed whatever happens', async () => {
    const { sent, drain } = noting({ isPaused: (tenantId) => tenantId === kevin });
    await take(kevin, ['a@example.com', 'News', 'news'], ['b@example.com', 'Link', 'necessary']);
    const letter = { to: 'owner@example.com', subject: 'Suspended', html: '<p>x</p>', text: 'x' };
    await runInTenant(kevin, () => bed.mail.send({ ...letter, isOwed: true }));
    bed.clock.advance(60_000);
    await drain();
    expect(sent).toEqual(['Suspended']);
  });
});

describe('a mail that is not needed any more', () => {
  const letter = (key: string, more: Partial<OutgoingMail> = {}): OutgoingMail => {
    const parts = { subject: key, html: '<p>x</p>', text: 'x' };
    return { to: `${key}@example.com`, topic: 'reminders', idempotencyKey: key, ...parts, ...more };
  };
  const send = (...mails: OutgoingMail[]) =>
    runInTenant(kevin, () => Promise.all(mails.map((mail) => bed.mail.send(mail))));
  const lastOf = async (id: MailId) => {
    const { status, history } = await rowOf(kevin, id);
    return [status, history.at(-1)?.detail];
  };

  it('B-06 is not sent when its turn comes too late, and says so', async () => {
    const soon = new Date(bed.clock.now().getTime() + 1000);
    const later = new Date(bed.clock.now().getTime() + HOUR);
    const [late, inTime] = await send(letter('late', { uselessAt: soon }), letter('in-time', { uselessAt: later }));
    bed.clock.advance(60_000);
    await worker(
      createHandOver({ ...FROM, email: NO_MAIL, sms: null, preferences: bed.mailPreferences, logger }),
    ).drain();
    expect(await lastOf(late!)).toEqual(['suppressed', 'expired']);
    expect(await lastOf(inTime!)).toEqual(['sent', undefined]);
  });

  it('B-06 is taken back while it waits, and only then', async () => {
    const withdraw = (...keys: string[]) => runInTenant(kevin, () => bed.mail.withdraw(keys));
    const ids = await send(letter('gone'), letter('kept'), letter('going'));
    const [gone, kept, going] = ids;
    await withdraw('gone', 'unknown');
    await runInTenant(jane, () => bed.mail.withdraw(['kept']));
    const handOver: HandOver = {
      stopsFor: free,
      one: async ({ subject }) => (subject === 'going' && (await withdraw('going')), { kind: 'sent' }),
    };
    bed.clock.advance(60_000);
    await worker(handOver).drain();
    await withdraw('kept');
    expect(await lastOf(gone!)).toEqual(['suppressed', 'withdrawn']);
    for (const id of [kept, going]) expect(await lastOf(id!)).toEqual(['sent', undefined]);
  });
});

describe('a worker that is slow', () => {
  it('B-14 says nothing of a mail that another took meanwhile, nor over news that came first, and ends no other’s turn', async () => {
    let go = () => undefined as void;
    const begun: string[] = [];
    const held = new Promise<void>((done) => (go = done));
    const one: HandOver['one'] = async ({ subject }) => (begun.push(subject), await held, { kind: 'rejected' });
    const slow = worker({ stopsFor: free, one });
    const [taken, told] = await take(kevin, ['a@example.com', 'Taken', 'news'], ['b@example.com', 'Told', 'news']);
    const ending = slow.drain();
    while (begun.length < 2) await new Promise(setImmediate);
    await runInTenant(kevin, () => mailRepository.heard(told!, 'bounced', bed.clock.now()));
    bed.clock.advance(6 * 60_000);
    let turn: string | undefined;
    const other = worker({
      stopsFor: free,
      one: async () => {
        go();
        await ending;
        const row = await mongoose.models['MailAccount']!.findOne({ key: 'sending' }).lean();
        const { leaseUntil } = row as unknown as { leaseUntil: Date };
        turn = leaseUntil.getTime() > bed.clock.now().getTime() ? 'held' : 'lost';
        return { kind: 'sent' };
      },
    });
    await other.drain();
    expect(turn).toBe('held');
    expect((await rowOf(kevin, taken!)).status).toBe('sent');
    expect((await rowOf(kevin, told!)).status).toBe('bounced');
  });
});

describe('a worker that ends in the middle of a mail', () => {
  it('B-14 another sends it once more at most, and that it may have come twice is noted', async () => {
    const begun: string[] = [];
    const one: HandOver['one'] = ({ subject }) => (begun.push(subject), new Promise<never>(() => undefined));
    const dying = worker({ stopsFor: free, one });
    const [id] = await take(kevin, ['ana@example.com', 'Once or twice', 'news']);
    void dying.drain();
    while (begun.length === 0) await new Promise(setImmediate);
    expect(await rowOf(kevin, id!)).toMatchObject({ status: 'queued', attempts: 1 });
    const { sent, drain } = noting();
    await drain();
    expect(sent).toEqual([]);
    bed.clock.advance(6 * 60_000);
    await drain();
    await drain();
    expect(sent).toEqual(['Once or twice']);
    const { status, attempts, history } = await rowOf(kevin, id!);
    expect([status, attempts, history.at(-1)?.detail]).toEqual(['sent', 2, MAYBE_TWICE]);
  });
});
