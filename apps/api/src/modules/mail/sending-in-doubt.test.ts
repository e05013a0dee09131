import { AsyncResource } from 'node:async_hooks';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailId, TenantId } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createLogger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, eventually, startPeer, startSmtpSink, type SmtpSink } from '@stageline/testing';
import mongoose from 'mongoose';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createHandOver, type HandOver } from './hand-over.ts';
import { countMailEvents } from './mail-events.repository.ts';
import { createBounced } from './provider-events.ts';
import { createSending, MAYBE_TWICE, UNCERTAIN, type Sending, type SendingDeps } from './sending.service.ts';

let bed: SiteBed;
let kevin: TenantId;
/** No relay is started: what is taken waits until a test sends it. */
beforeAll(async () => {
  bed = await createSiteBed();
  kevin = (await bed.activeTenant('kevin-in-doubt')).tenantId;
});
beforeEach(() =>
  runInTenant(kevin, async () => {
    await mongoose.models['MailMessage']!.deleteMany({});
    await mongoose.models['MailAccount']!.deleteMany({});
  }),
);

const MINUTE = 60_000;
const FROM = { fromAddress: 'no-reply@stage.test' } as const;
const logger = createLogger({ service: 'test', level: 'silent' });
const free = async (mails: readonly unknown[]) => mails.map(() => null);
function worker(handOver: HandOver, more: Partial<SendingDeps> = {}) {
  const limitsOf = async () => ({ hour: 1000, day: 1000 });
  const { clock, mailPreferences: preferences, unitOfWork } = bed;
  const bounced = createBounced({ preferences, unitOfWork, clock });
  return createSending({ handOver, limitsOf, isPaused: () => false, bounced, clock, logger, ...more });
}
async function over({ url }: SmtpSink, more: Partial<SendingDeps> = {}) {
  const email = await createEmail({ kind: 'smtp', url, breakForMs: 1 }, { production: false, allowEmbedded: [] });
  afterFile(() => email.close());
  return worker(createHandOver({ ...FROM, email, sms: null, preferences: bed.mailPreferences, logger }), more);
}
async function take(subject: string, to = 'ana@example.com'): Promise<MailId> {
  const mail = { to, subject, topic: 'news', html: `<p>${subject}</p>`, text: subject } as const;
  const id = await runInTenant(kevin, () => bed.mail.send(mail));
  bed.clock.advance(MINUTE);
  return id;
}
async function logOf(id: MailId) {
  const row = await runInTenant(kevin, async () => mongoose.models['MailMessage']!.findById(id).lean());
  const { status, history } = row as unknown as { status: string; history: { status: string; detail?: string }[] };
  return [status, ...history.map((step) => [step.status, step.detail].filter(Boolean).join(' '))];
}
const messageIds = ({ messages }: SmtpSink) =>
  messages.map(({ raw }) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]?.split('@')[0]);

describe('an answer of the mail server that does not come', () => {
  it('B-14 is noted, and the mail is sent once more under its Message-ID', async () => {
    const fates: ('answer' | 'drop')[] = ['drop'];
    const sink = await startSmtpSink({ beforeAnswer: async () => fates.shift() ?? 'answer' });
    const sending = await over(sink);
    const id = await take('Perhaps');
    const behind = await take('Behind it');
    await sending.drain();
    expect(await logOf(id)).toEqual(['queued', 'queued', `queued ${UNCERTAIN}`]);
    // What comes behind it keeps its order.
    expect(messageIds(sink)).toEqual([`<${id}`]);
    bed.clock.advance(MINUTE);
    await sending.drain();
    expect(messageIds(sink)).toEqual([`<${id}`, `<${id}`, `<${behind}`]);
    expect(await logOf(id)).toEqual(['sent', 'queued', `queued ${UNCERTAIN}`, `sent ${MAYBE_TWICE}`]);
    expect(await logOf(behind)).toEqual(['sent', 'queued', 'sent']);
  });

  it('B-14 for a second time ends it: no mail goes out more than twice', async () => {
    const sink = await startSmtpSink({ beforeAnswer: async () => 'drop' });
    const sending = await over(sink);
    const id = await take('Perhaps');
    for (const _round of [1, 2, 3, 4]) {
      await sending.drain();
      bed.clock.advance(60 * MINUTE);
    }
    expect(messageIds(sink)).toEqual([`<${id}`, `<${id}`]);
    expect(await logOf(id)).toEqual(['sent', 'queued', `queued ${UNCERTAIN}`, `sent ${UNCERTAIN}`]);
  });
});

describe('an address that does not exist', () => {
  it('B-11 is known from the answer of its mail server, and nothing else is sent there', async () => {
    const refuse = (to: string) => (to === 'nobody@example.com' ? ([550, '5.1.1 No such user'] as const) : undefined);
    const sink = await startSmtpSink({ refuse });
    let judged = 0;
    const { clock, mailPreferences: preferences, unitOfWork } = bed;
    const standing = { judge: async () => void (judged += 1) };
    const sending = await over(sink, { bounced: createBounced({ preferences, unitOfWork, clock, standing }) });
    const id = await take('First', 'nobody@example.com');
    await sending.drain();
    expect(await logOf(id)).toEqual(['bounced', 'queued', expect.stringMatching(/^bounced .*5\.1\.1/)]);
    expect(judged).toBe(1);
    const events = await runInTenant(kevin, () => countMailEvents('hard-bounce', new Date(0), 10));
    expect(events).toBe(1);
    const next = await take('Second', 'nobody@example.com');
    await sending.drain();
    expect(await logOf(next)).toEqual(['suppressed', 'queued', 'suppressed hard-bounce']);
  });

  it('B-11 is not what a server means that refuses us', async () => {
    const sink = await startSmtpSink({ refuse: () => [550, '5.7.1 Not from there'] });
    const sending = await over(sink);
    const id = await take('First', 'somebody@example.com');
    await sending.drain();
    expect(await logOf(id)).toEqual(['rejected', 'queued', 'rejected']);
    expect(await runInTenant(kevin, () => preferencesOf('somebody@example.com'))).toEqual([null]);
  });
});

describe('a mailbox that stays closed', () => {
  const refusing = (words: string) => startSmtpSink({ refuse: () => [452, words] as const });
  /** Until the mail server has put it off for longer than a mail may wait. */
  async function giveUpOn(sending: Sending, subject: string, to: string): Promise<MailId> {
    const id = await take(subject, to);
    await sending.drain();
    expect((await logOf(id))[0]).toBe('queued');
    bed.clock.advance(3 * 86_400_000);
    await sending.drain();
    return id;
  }

  it('B-11 is a soft bounce once two days are over, and the third of them suppresses', async () => {
    const sending = await over(await refusing('4.2.2 Mailbox full'));
    for (const subject of ['First', 'Second', 'Third']) {
      const id = await giveUpOn(sending, subject, 'full@example.com');
      expect(await logOf(id)).toEqual(['bounced', 'queued', expect.stringMatching(/^bounced .*4\.2\.2/)]);
    }
    const next = await take('Fourth', 'full@example.com');
    await sending.drain();
    expect(await logOf(next)).toEqual(['suppressed', 'queued', 'suppressed soft-bounces']);
  });

  it('B-11 is not what a server means that puts us off', async () => {
    const id = await giveUpOn(await over(await refusing('4.7.1 Too many from there')), 'First', 'slowly@example.com');
    expect(await logOf(id)).toEqual(['rejected', 'queued', 'rejected']);
    expect(await runInTenant(kevin, () => countMailEvents('soft-bounce', bed.clock.now(), 10))).toBe(0);
  });
});
const preferencesOf = (address: string) => bed.mailPreferences.stopsFor([{ address, personId: null, topic: 'news' }]);

/** Ticks of a worker whose timer a test turns. */
function handTicks() {
  let runs: (() => void)[] = [];
  const ticks = (run: () => void) => {
    // A timer runs in the context in which it was set.
    const bound = AsyncResource.bind(run);
    runs.push(bound);
    return () => void (runs = runs.filter((each) => each !== bound));
  };
  return { ticks, tick: () => runs.forEach((run) => run()), count: () => runs.length };
}
const until = (name: string) =>
  runInTenant(kevin, async () => {
    const row = await mongoose.models[name]!.findOne({}).lean();
    const { dueAt, leaseUntil } = row as unknown as { dueAt?: Date; leaseUntil?: Date };
    return (dueAt ?? leaseUntil)!.getTime() - bed.clock.now().getTime();
  });

describe('a mail server that is slow', () => {
  it('B-14 is waited for: a mail on its way stays its worker’s, and goes out once', async () => {
    let answer = () => undefined as void;
    const asked = new Promise<void>((done) => (answer = done));
    const sink = await startSmtpSink({ beforeAnswer: async () => (await asked, 'answer') });
    const { ticks, tick, count } = handTicks();
    const id = await take('Slow');
    const sending = (await over(sink, { ticks })).drain();
    await eventually(() => sink.messages.length === 1, { what: 'the mail at the server' });
    const other = await over(sink);
    for (let minute = 0; minute < 9; minute += 1) {
      bed.clock.advance(MINUTE);
      tick();
      const renewed = async () => (await until('MailMessage')) > MINUTE && (await until('MailAccount')) > MINUTE;
      await eventually(renewed, { what: 'a renewal of the mail and the turn' });
      await other.drain();
      await runInTenant(kevin, () => other.sendNow(id));
    }
    answer();
    await sending;
    expect(messageIds(sink)).toEqual([`<${id}`]);
    expect(await logOf(id)).toEqual(['sent', 'queued', 'sent']);
    expect(count()).toBe(0);
  });

  it('B-14 a mail that fails does not end the turn while another is on its way', async () => {
    let answer = () => undefined as void;
    const asked = new Promise<void>((done) => (answer = done));
    const begun: string[] = [];
    const one: HandOver['one'] = async ({ subject }) => {
      begun.push(subject);
      if (subject === 'Broken') throw new Error('broken');
      await asked;
      return { kind: 'sent' };
    };
    await take('Broken', 'a@example.com');
    const id = await take('Slow', 'b@example.com');
    let hasEnded = false;
    const round = worker({ stopsFor: free, one })
      .round()
      .finally(() => (hasEnded = true));
    await eventually(() => begun.length === 2, { what: 'both mails begun' });
    await take('Next', 'c@example.com');
    // Its turn is not over, so nobody else begins one.
    const other: string[] = [];
    await worker({ stopsFor: free, one: async ({ subject }) => (other.push(subject), { kind: 'sent' }) }).round();
    expect([hasEnded, other]).toEqual([false, []]);
    answer();
    await round;
    expect(await logOf(id)).toEqual(['sent', 'queued', 'sent']);
    const { hourCount } = (await runInTenant(kevin, async () =>
      mongoose.models['MailAccount']!.findOne({}).lean(),
    )) as unknown as { hourCount: number };
    expect(hourCount).toBe(1);
  });
});

describe('a worker that is killed while the mail server has its mail', () => {
  const script = path.join(import.meta.dirname, '../../testing/mail.child.ts');

  it('B-14 the mail comes twice at most, and the log says so', async () => {
    let kill = () => undefined as void;
    const killed = new Promise<void>((done) => (kill = done));
    const sink = await startSmtpSink({ beforeAnswer: async () => (await killed, 'answer') });
    const id = await take('Once or twice');
    const task = { mongoUri: bed.mongoUri, smtpUrl: sink.url, now: bed.clock.now().toISOString(), tenantId: kevin };
    const args = [script, JSON.stringify(task)];
    const child = await startPeer({ command: process.execPath, args, ready: { line: /sends for/ } });
    await eventually(() => sink.messages.length === 1, { what: 'the mail at the server' });
    child.kill('SIGKILL');
    await child.exited;
    kill();
    const sending = await over(sink);
    for (const _round of [1, 2, 3]) {
      await sending.drain();
      bed.clock.advance(6 * MINUTE);
    }
    expect(messageIds(sink)).toEqual([`<${id}`, `<${id}`]);
    expect(await logOf(id)).toEqual(['sent', 'queued', `sent ${MAYBE_TWICE}`]);
  });
});
