import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonId, SenderPage, SenderView } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createSealer } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, startKnot, startSmtpSink, verifyDkim, type Knot, type SmtpSink } from '@stageline/testing';
import mongoose from 'mongoose';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { createDnsLookup } from '../domains/index.ts';
import { createMailModule } from '../mail/index.ts';
import { createMailSendersModule, type MailSendersService } from './index.ts';

const FROM = 'no-reply@stage.test';
const HOUR = 3_600_000;

let knot: Knot;
let bed: SiteBed;
let service: MailSendersService;
let sink: SmtpSink;
let mail: ReturnType<typeof createMailModule>;
/** Mail of real sites over a real server, and domains on a real name server. */
beforeAll(async () => {
  knot = await startKnot({ zones: ['jane.test', 'kevin.test'], brokenZones: ['broken.test'] });
  sink = await startSmtpSink();
  const email = await createEmail({ kind: 'smtp', url: sink.url }, { production: false, allowEmbedded: [] });
  afterFile(() => email.close());
  bed = await createSiteBed({
    extend: (parts) => {
      const module = createMailSendersModule({
        ...parts,
        lookup: createDnsLookup({ servers: [knot.address], allowPrivate: true }),
        sealer: createSealer('a secret of these tests that is long enough'),
        platformHosts: ['stage.test'],
        fromAddress: FROM,
        siteFacts: () => parts.site.siteFacts(),
        owners: () => parts.members.owners(),
        mailer: { send: (letter) => parts.mail.send(letter) },
        pausedTenants: async () => [],
      });
      service = module.service;
      return [module];
    },
  });
  const { mailPreferences: preferences, unitOfWork, clock } = bed;
  mail = createMailModule({
    email,
    sms: null,
    preferences,
    senders: service,
    fromAddress: FROM,
    siteFacts: () => bed.site.siteFacts(),
    limitsOf: async () => ({ hour: 1000, day: 1000 }),
    isPaused: () => false,
    webhookSecret: null,
    unitOfWork,
    clock,
    logger: { ...console, level: 'silent' } as never,
  });
});

async function site(slug: string) {
  const { tenantId, host, email, password } = await bed.activeTenant(slug);
  const owner = visitor(bed, host);
  await owner.post('/auth/log-in', { email, password });
  const page = async () => (await owner.get('/mail-sender')).body as SenderPage;
  const set = async (address: string) => (await owner.put('/mail-sender', { address })).body as SenderView;
  const check = async () => (await owner.post('/mail-sender/check')).body as SenderView;
  const letter = { to: 'ana@example.com', subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
  const take = (more = {}) =>
    runInTenant(tenantId, () => mail.service.send({ ...letter, personId: 'per_ana' as PersonId, ...more }));
  /** The last mail that the server took. */
  async function sent() {
    bed.clock.advance(60_000);
    await mail.sending.drain();
    return sink.messages.findLast(({ to }) => to[0] === 'ana@example.com')!;
  }
  const in_ = <T>(work: () => Promise<T>) => runInTenant(tenantId, work);
  return { tenantId, owner, page, set, check, take, sent, in: in_ };
}
const dkimOf = ({ records }: SenderView) => records.find(({ kind }) => kind === 'dkim')!;
/** A text of more than 255 characters stands in several pieces. */
const pieces = (text: string) =>
  text
    .match(/.{1,250}/g)!
    .map((piece) => `"${piece}"`)
    .join(' ');
const publish = (zone: string, { name }: { name: string }, text: string) =>
  knot.update(zone, `delete ${name}. TXT`, `add ${name}. 5 TXT ${pieces(text)}`);
const fromOf = (raw: string) => /^From: .*<(.*)>\r$/im.exec(raw)?.[1];
const txtOf =
  ({ name, expected }: { name: string; expected: string }) =>
  async (asked: string) => {
    if (asked !== name) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return [[expected]];
  };

describe('a sender of a site’s own', () => {
  it('B-14 signs and aligns once its key is found; before, and when it is gone, mail is the platform’s', async () => {
    const { set, check, page, take, sent, in: inSite } = await site('jane-sender');
    const added = await set('Jane@Jane.test');
    expect(added).toMatchObject({ address: 'jane@jane.test', domain: 'jane.test', state: 'pending' });
    expect(added.records.map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    await take();
    expect(fromOf((await sent()).raw)).toBe(FROM);

    await publish('jane.test', dkimOf(added), dkimOf(added).expected);
    const verified = await check();
    expect([verified.state, ...verified.records.map(({ status, fault }) => [status, fault])]).toEqual([
      'verified',
      ['ok', null],
      ['missing', 'missing'],
    ]);
    await take();
    const own = await sent();
    expect([fromOf(own.raw), own.from]).toEqual(['jane@jane.test', FROM]);
    const [verdict] = await verifyDkim(own.raw, txtOf(dkimOf(added)));
    expect(verdict).toMatchObject({ result: 'pass', domain: 'jane.test' });
    expect(verdict!.signed).toContain('from');
    // Whoever gets no mail at the site's domain has to be able to log in.
    await take({ personId: undefined });
    expect(fromOf((await sent()).raw)).toBe(FROM);

    // A mail that waited while the key went away.
    await take();
    await knot.update('jane.test', `delete ${dkimOf(added).name}. TXT`);
    bed.clock.advance(25 * HOUR);
    expect(await service.checkDue()).toBe(1);
    expect((await page()).sender).toMatchObject({ state: 'failing' });
    const late = await sent();
    expect(fromOf(late.raw)).toBe(FROM);
    expect(late.raw).not.toMatch(/^DKIM-Signature/m);

    await publish('jane.test', dkimOf(added), dkimOf(added).expected);
    bed.clock.advance(HOUR);
    await service.checkDue();
    expect((await page()).sender?.state).toBe('verified');
    const told = await inSite(async () => mongoose.models['MailMessage']!.find({ personId: null }).lean());
    const subjects = (told as unknown as { subject: string }[]).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('jane@jane.test'))).toEqual([
      'Your mails come from jane@jane.test now',
      'Please look at the sender jane@jane.test',
      'Your mails come from jane@jane.test now',
    ]);
  });

  it('B-14 says of each record what is wrong with it', async () => {
    const { set, check, page } = await site('kevin-sender');
    const added = await set('news@kevin.test');
    const record = dkimOf(added);
    const faults: (string | null)[] = [];
    for (const text of [
      record.expected.slice(0, 200),
      'v=DKIM1; k=rsa; p=',
      'v=DKIM1; k=rsa; p=MIIBIjANother',
      record.expected.replace('; p=', '; p= '),
    ]) {
      await publish('kevin.test', record, text);
      faults.push(dkimOf(await check()).fault);
    }
    await knot.update('kevin.test', `add ${record.name}. 5 TXT "v=DKIM1; p=second"`);
    const several = await check();
    faults.push(dkimOf(several).fault);
    expect(faults).toEqual(['cut-off', 'revoked', 'other-key', null, 'several']);
    expect(several.state).toBe('failing');
    await knot.update('kevin.test', 'add _dmarc.kevin.test. 5 TXT "v=DMARC1; p=reject"');
    const { records } = await check();
    expect(records.find(({ kind }) => kind === 'dmarc')).toMatchObject({ status: 'ok', found: ['v=DMARC1; p=reject'] });
    // Another address of the domain needs no new proof; another domain does.
    expect(dkimOf(await set('hello@kevin.test')).name).toBe(record.name);
    const broken = await set('hello@broken.test');
    expect(dkimOf(broken).name).not.toContain(record.name.split('.')[0]);
    expect(dkimOf(await check())).toMatchObject({ status: 'unknown', fault: 'no-answer' });
    expect((await page()).sender?.state).toBe('pending');
  });

  it('B-14 is proved by each site on its own, and its key lies encrypted', async () => {
    const [one, two] = [await site('one-sender'), await site('two-sender')];
    const [first, second] = [await one.set('me@jane.test'), await two.set('me@jane.test')];
    await publish('jane.test', dkimOf(first), dkimOf(first).expected);
    expect([(await one.check()).state, (await two.check()).state]).toEqual(['verified', 'pending']);
    expect(dkimOf(first).expected).not.toBe(dkimOf(second).expected);
    const row = await one.in(async () => mongoose.models['MailSender']!.findOne({}).lean());
    expect(JSON.stringify(row)).not.toContain('PRIVATE KEY');
    await one.take();
    expect(fromOf((await one.sent()).raw)).toBe('me@jane.test');
    expect((await one.owner.delete('/mail-sender')).status).toBe(204);
    expect((await one.page()).sender).toBeNull();
    expect((await one.owner.post('/mail-sender/check')).status).toBe(404);
  });

  it('B-14 refuses addresses that nobody can send from, and the platform’s', async () => {
    const { owner } = await site('refused-sender');
    for (const address of ['nobody', 'me@localhost', 'me@stage.test', 'me@sub.stage.test', 'me@co.uk'])
      expect([address, (await owner.put('/mail-sender', { address })).status]).toEqual([address, 400]);
  });

  it('B-14 looks for a key for three days, then when asked', async () => {
    const { set, check, page } = await site('slow-sender');
    await set('me@kevin.test');
    for (let hour = 0; hour < 74; hour += 1) {
      bed.clock.advance(HOUR);
      await service.checkDue();
    }
    expect((await page()).sender).toMatchObject({ state: 'pending', nextCheckAt: null });
    expect((await check()).nextCheckAt).not.toBeNull();
  });
});
