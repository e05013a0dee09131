import { beforeAll, describe, expect, it } from '@jest/globals';
import { IntegrationError, type EmailMessage, type EmailPort } from '@stageline/integrations/email';
import { createLogger, newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createHandOver } from './hand-over.ts';
import { mailRepository } from './mail.repository.ts';
import { createBounced } from './provider-events.ts';
import { createSending } from './sending.service.ts';
import { createMailService, type OutgoingMail } from './mail.service.ts';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
beforeAll(async () => {
  bed = await createSiteBed();
  kevin = await bed.activeTenant('kevin-mail');
  await bed.relay.start();
});

const mail = (to: string, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to,
  subject: 'Your place',
  html: '<p>Your link</p>',
  text: 'Your link',
  ...more,
});
const inKevin = <T>(fn: () => Promise<T>) => runInTenant(kevin.tenantId, fn);
const keptFor = async (search: string) => (await bed.mail.listKept({ limit: 50, search })).items;

describe('mail', () => {
  it('A-12 a mail that was taken arrives in the mailbox, in the name of the promoter', async () => {
    const id = await inKevin(() =>
      bed.mail.send(mail('ana@example.com', { toName: 'Ana\r\nBcc: x@example.com', subject: 'Your\nplace' })),
    );
    await bed.relay.drain();
    expect(await keptFor('ana@example.com')).toEqual([
      expect.objectContaining({
        id,
        tenantId: kevin.tenantId,
        from: { name: 'Owner of kevin-mail', address: 'no-reply@stage.test' },
        to: { name: 'Ana Bcc: x@example.com', address: 'ana@example.com' },
        subject: 'Your place',
      }),
    ]);
    expect(await bed.mail.findKept(id)).toMatchObject({ html: '<p>Your link</p>', text: 'Your link' });
    expect(await bed.mail.findKept(newId('mai'))).toBeNull();
  });

  it('B-09 keeps what a mail is about; what its reader is owed when nobody says', async () => {
    const ids = await inKevin(async () => [
      await bed.mail.send(mail('owed@example.com')),
      await bed.mail.send(mail('news@example.com', { topic: 'news' })),
    ]);
    const topics = await inKevin(() => Promise.all(ids.map(async (id) => (await mailRepository.find(id))?.topic)));
    expect(topics).toEqual(['necessary', 'news']);
  });

  it('goes out only when the transaction that took it commits', async () => {
    const failed = inKevin(() =>
      bed.unitOfWork.run(async () => {
        await bed.mail.send(mail('rolled-back@example.com'));
        throw new Error('the rest failed');
      }),
    );
    await expect(failed).rejects.toThrow('the rest failed');
    await bed.relay.drain();
    expect(await keptFor('rolled-back@example.com')).toEqual([]);
  });

  it('one key is one mail, also when asked several times at once', async () => {
    const send = () => inKevin(() => bed.mail.send(mail('once@example.com', { idempotencyKey: 'welcome:1' })));
    const ids = await Promise.all([send(), send(), send()]);
    expect(new Set(ids).size).toBe(1);
    expect(await send()).toBe(ids[0]);
    await bed.relay.drain();
    expect(await keptFor('once@example.com')).toHaveLength(1);
  });

  it("A-05 a key of one tenant says nothing about another's", async () => {
    const jane = await bed.activeTenant('jane-mail');
    const first = await inKevin(() => bed.mail.send(mail('both@example.com', { idempotencyKey: 'same' })));
    const second = await runInTenant(jane.tenantId, () =>
      bed.mail.send(mail('both@example.com', { idempotencyKey: 'same' })),
    );
    expect(second).not.toBe(first);
    await bed.relay.drain();
    expect((await keptFor('both@example.com')).map(({ tenantId }) => tenantId)).toEqual([
      jane.tenantId,
      kevin.tenantId,
    ]);
  });

  it('pages through the mailbox, newest first, and takes a search as text', async () => {
    for (const n of [1, 2, 3, 4, 5])
      await inKevin(() => bed.mail.send(mail(`page${n}@example.com`, { subject: `Page (${n}` })));
    await bed.relay.drain();
    const first = await bed.mail.listKept({ limit: 3, search: 'page (' });
    const second = await bed.mail.listKept({ limit: 3, search: 'page (', cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(
      [5, 4, 3, 2, 1].map((n) => `Page (${n}`),
    );
    expect(second.nextCursor).toBeNull();
  });
});

describe('delivery', () => {
  /** A service with a transport of the test's own, beside the bed's. */
  function serviceWith(deliver: EmailPort['deliver']) {
    const logger = createLogger({ service: 'test', level: 'silent' });
    const { clock, mailPreferences: preferences } = bed;
    const email = { deliver, close: async () => undefined };
    const handOver = createHandOver({ fromAddress: 'no-reply@stage.test', email, sms: null, preferences, logger });
    const sending = createSending({
      handOver,
      limitsOf: async () => ({ hour: 100, day: 100 }),
      isPaused: () => false,
      bounced: createBounced({ preferences, unitOfWork: bed.unitOfWork, clock }),
      clock,
      logger,
    });
    const service = createMailService({
      sending,
      sms: null,
      fromAddress: 'no-reply@stage.test',
      siteFacts: async () => ({
        promoterName: 'Kevin',
        contactEmail: 'kevin@example.com',
        url: 'https://kevin.example',
      }),
      preferences,
      unitOfWork: bed.unitOfWork,
      clock,
      logger,
    });
    return { ...service, drain: () => sending.drain() };
  }

  it('is not repeated for a mail that went out', async () => {
    const sent: EmailMessage[] = [];
    const service = serviceWith(async (message) => void sent.push(message));
    const id = await inKevin(() => service.send(mail('direct@example.com')));
    await inKevin(() => service.deliver(id));
    await inKevin(() => service.deliver(id));
    expect(sent).toEqual([expect.objectContaining({ id, replyTo: { address: 'kevin@example.com' } })]);
  });

  it('is tried again after a failure that may pass, and given up after one that will not', async () => {
    const failures = [
      new IntegrationError('email', 'unavailable', true),
      new IntegrationError('email', 'rejected', false),
    ];
    let calls = 0;
    const service = serviceWith(async ({ to }) => {
      // What other tests left waiting is no matter here.
      if (to.address !== 'refused@example.com') return;
      calls += 1;
      throw failures.shift() ?? new Error('called once too often');
    });
    const id = await inKevin(() => service.send(mail('refused@example.com', { topic: 'news' })));
    await inKevin(() => service.deliver(id));
    // The server is away: nobody tries at once.
    await inKevin(() => service.deliver(id));
    expect(calls).toBe(1);
    bed.clock.advance(60_000);
    await service.drain();
    await inKevin(() => service.deliver(id));
    expect(calls).toBe(2);
    expect((await inKevin(() => mailRepository.find(id)))?.status).toBe('rejected');
  });

  it('A-05 cannot be asked for by another tenant', async () => {
    const jane = await bed.activeTenant('jane-delivery');
    let calls = 0;
    const service = serviceWith(async () => void (calls += 1));
    const id = await inKevin(() => service.send(mail('mine@example.com')));
    await runInTenant(jane.tenantId, () => service.deliver(id));
    expect(calls).toBe(0);
  });
});
