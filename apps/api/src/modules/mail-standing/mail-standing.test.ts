import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MailId, MailPause, MailStandingView, MailTopic, PersonId, TenantId } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { createMailModule } from '../mail/index.ts';
import { createMailStandingModule, type MailStandingService } from './index.ts';

const KEY = Buffer.from('a key of these tests that is long enough');
const HOUR = 3_600_000;
const logger = createLogger({ service: 'test', level: 'silent' });

let bed: SiteBed;
let standing: MailStandingService;
let mail: ReturnType<typeof createMailModule>;
let admin: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createSiteBed({
    extend: (parts) => {
      const module = createMailStandingModule({
        ...parts,
        tenants: parts.tenants.service,
        adminName: async () => 'Root',
        siteFacts: () => parts.site.siteFacts(),
        owners: () => parts.members.owners(),
        mailer: { send: (letter) => parts.mail.send(letter) },
      });
      standing = module.service;
      return [module];
    },
  });
  const { mailPreferences: preferences, unitOfWork, clock } = bed;
  mail = createMailModule({
    email: { deliver: async () => undefined, close: async () => undefined },
    sms: null,
    preferences,
    standing,
    fromAddress: 'no-reply@stage.test',
    siteFacts: () => bed.site.siteFacts(),
    limitsOf: async () => ({ hour: 1000, day: 1000 }),
    isPaused: () => false,
    webhookSecret: `whsec_${KEY.toString('base64')}`,
    unitOfWork,
    clock,
    logger,
  });
  const credentials = { email: 'root@stage.test', password: 'a root password' };
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = visitor(bed, `admin.${APEX}`);
  await admin.post('/auth/log-in', credentials);
});

type News = 'bounced' | 'complained';
/** Posts as a mail provider does. */
async function tell(id: MailId, news: News, eventId: string = randomUUID()): Promise<void> {
  const timestamp = String(Math.floor(bed.clock.now().getTime() / 1000));
  const data = { message_id: `<${id}@stage.test>`, bounce: { type: 'Permanent' } };
  const raw = Buffer.from(JSON.stringify({ type: `email.${news}`, timestamp: bed.clock.now().toISOString(), data }));
  const signature = createHmac('sha256', KEY).update(`${eventId}.${timestamp}.`).update(raw).digest('base64');
  const headers = { 'webhook-id': eventId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  await mail.webhooks![0]!.handle({ headers, raw } as never);
}
let count = 0;
async function take(tenantId: TenantId, topic: MailTopic): Promise<MailId> {
  count += 1;
  const letter = { to: `reader-${count}@example.com`, subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
  return runInTenant(tenantId, () => mail.service.send({ ...letter, topic, personId: `per_${count}` as PersonId }));
}
/** Mails that went out; as if they were so many. */
async function sent(tenantId: TenantId, amount: number, total: number): Promise<MailId[]> {
  const ids: MailId[] = [];
  for (let n = 0; n < amount; n += 1) ids.push(await take(tenantId, 'news'));
  bed.clock.advance(60_000);
  await mail.sending.drain();
  await runInTenant(tenantId, async () => {
    await mongoose.models['MailVolume']!.deleteMany({});
    await standing.sent(total);
  });
  return ids;
}
const statusOf = async (tenantId: TenantId, id: MailId) => {
  const row = await runInTenant(tenantId, async () => mongoose.models['MailMessage']!.findById(id).lean());
  return (row as unknown as { status: string }).status;
};
const isPaused = (tenantId: TenantId) => runInTenant(tenantId, () => standing.isPaused());

describe('a site whose mails come back', () => {
  it('B-14 waits with what can be stopped, and nobody else does, until an administrator has looked', async () => {
    const { tenantId, host, slug, email, password } = await bed.activeTenant('bouncing-site');
    const other = await bed.activeTenant('calm-site');
    const ids = await sent(tenantId, 10, 200);
    for (const id of ids.slice(0, 9)) await tell(id, 'bounced', `bounce of ${id}`);
    // Told again it is the same bounce.
    await tell(ids[0]!, 'bounced', `bounce of ${ids[0]}`);
    expect(await isPaused(tenantId)).toBe(false);
    await tell(ids[9]!, 'bounced');
    expect(await isPaused(tenantId)).toBe(true);

    const waits = [await take(tenantId, 'news'), await take(tenantId, 'reminders'), await take(tenantId, 'follow-ups')];
    const owed = await take(tenantId, 'necessary');
    const theirs = await take(other.tenantId, 'news');
    bed.clock.advance(60_000);
    await mail.sending.drain();
    for (const id of waits) expect(await statusOf(tenantId, id)).toBe('queued');
    expect([await statusOf(tenantId, owed), await statusOf(other.tenantId, theirs)]).toEqual(['sent', 'sent']);

    const owner = visitor(bed, host);
    await owner.post('/auth/log-in', { email, password });
    const { pause } = (await owner.get('/mail-standing')).body as { pause: MailPause };
    expect(pause).toMatchObject({ cause: 'hard-bounces', sent: 200, count: 10 });
    const letters = await runInTenant(tenantId, async () =>
      mongoose.models['MailMessage']!.find({ 'to.address': email }).lean(),
    );
    const subjects = (letters as unknown as { subject: string }[]).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('paused'))).toHaveLength(1);

    const listed = async () =>
      ((await admin.get('/mail-standings')).body as { items: MailStandingView[] }).items.filter(
        ({ tenant }) => tenant.slug === slug,
      );
    const decide = (what: string, reason: string) => admin.post(`/mail-standings/${tenantId}/${what}`, { reason });
    expect((await decide('keep', '')).status).toBe(400);
    expect((await decide('keep', 'A list that was bought')).status).toBe(204);
    expect(await listed()).toMatchObject([{ cause: 'hard-bounces', keptBy: 'Root', note: 'A list that was bought' }]);
    expect((await decide('release', 'They cleaned their list')).status).toBe(204);
    expect((await decide('release', 'They cleaned their list')).status).toBe(409);
    expect(await listed()).toEqual([]);
    await mail.sending.drain();
    for (const id of waits) expect(await statusOf(tenantId, id)).toBe('sent');
    const actions = (items: unknown) => (items as { action: string }[]).map(({ action }) => action);
    const wanted = ['mail-standing.released', 'mail-standing.kept', 'mail-standing.paused'];
    const platform = (await admin.get('/audit?chain=platform&limit=10')).body as { items: unknown };
    const own = (await owner.get('/audit?limit=10')).body as { items: unknown };
    for (const { items } of [platform, own])
      expect(actions(items).filter((action) => action.startsWith('mail-standing'))).toEqual(wanted);

    // What came back before the release does not count again.
    const [late] = await sent(tenantId, 1, 300);
    await tell(late!, 'bounced');
    expect(await isPaused(tenantId)).toBe(false);
  });

  it('B-14 three of a thousand complaints are enough, and few mails or old ones are not', async () => {
    const { tenantId } = await bed.activeTenant('unwanted-site');
    const [first, second, third, fourth] = await sent(tenantId, 4, 199);
    for (const id of [first, second, third]) await tell(id!, 'complained');
    // Of fewer than 200 mails a share says nothing.
    expect(await isPaused(tenantId)).toBe(false);
    await runInTenant(tenantId, () => standing.sent(801));
    await tell(fourth!, 'complained');
    expect(await isPaused(tenantId)).toBe(true);

    const old = await bed.activeTenant('old-site');
    const ids = await sent(old.tenantId, 4, 300);
    for (const id of ids.slice(0, 2)) await tell(id, 'complained');
    bed.clock.advance(8 * 24 * HOUR);
    await runInTenant(old.tenantId, () => standing.sent(300));
    for (const id of ids.slice(2)) await tell(id, 'complained');
    expect(await isPaused(old.tenantId)).toBe(false);
  });
});
