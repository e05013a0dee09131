import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  jobs,
  namespaces,
  operations,
  type DomainId,
  type ImportId,
  type MaterialId,
  type PersonId,
  type SessionId,
  type ReplayEntry,
  type TenantId,
  type WebhookEventId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import type { Site } from './testing/api-bed.ts';
import { followUpJobs } from './testing/isolation-follow-ups.ts';
import { automationsOf } from './testing/isolation-automations.ts';
import { importPlan, importsOf } from './testing/isolation-imports.ts';
import { webinarsOf } from './testing/isolation-webinars.ts';
import { materialOf } from './testing/isolation-materials.ts';
import { plansOf } from './testing/isolation-billing.ts';
import { paymentsOf } from './testing/isolation-payments.ts';
import { transcriptOf } from './testing/isolation-transcripts.ts';
import { replaysOf } from './testing/isolation-replays.ts';
import { logoForm, operationRows, type Answer } from './testing/isolation-rows.ts';
import { socketChecks } from './testing/isolation-sockets.ts';
import { createIsolationWorld, type IsolationWorld } from './testing/isolation-world.ts';
import { visitor } from './testing/site-bed.ts';

/**
 * The isolation matrix (architecture, section 4, net d): every operation, socket message, job and subscriber is called
 * as tenant A with tenant B's ids and must answer as if they did not exist; each is paired with the same call as B. What
 * the contracts name and the matrix does not fails the suite.
 */
let world: IsolationWorld;
let bed: IsolationWorld['bed'];
let a: Site;
let b: Site;
const matrix = operationRows(() => world);
const sockets = socketChecks(() => world);

beforeAll(async () => {
  world = await createIsolationWorld();
  ({ bed, a, b } = world);
});

/** Everything that names tenant B; none of it may ever appear in an answer to A. */
const marksOf = (site: Site): string[] => [
  site.tenantId,
  site.leadId,
  site.sessionId,
  site.memberId,
  site.email,
  site.person.email,
  site.person.firstName,
];
const expectNoMarks = (answer: Answer, site: Site) => {
  const text = JSON.stringify(answer.body ?? '');
  expect(marksOf(site).filter((mark) => text.includes(mark))).toEqual([]);
};
/** The access token alone: a log-in on a browser that has both tokens ends the session before. */
const accessOf = ({ cookie }: Site): string =>
  cookie.split('; ').find((pair) => pair.startsWith('stageline_session='))!;
const succeeded = (status: number) => status >= 200 && status < 300;

/** A tenant's whole content, to show that a refused call changed nothing. */
async function contentOf(site: Site): Promise<string> {
  const paths = ['/leads', `/leads/${site.leadId}`, '/members', '/sessions', '/site/draft', '/line'];
  return JSON.stringify(await Promise.all(paths.map(async (path) => (await site.owner.get(path)).body)));
}

describe('operations', () => {
  it('A-05 the matrix names every operation of the contracts, once, and no other', () => {
    const ids = operations.map(({ id }) => id).sort();
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(matrix).sort()).toEqual(ids);
  });

  for (const [id, row] of Object.entries(matrix)) {
    if (row.kind === 'no-tenant') continue;
    it(`A-05 ${id}: as A with what is B's there is nothing; as B it is there`, async () => {
      const before = await contentOf(b);
      // A fresh browser with A's session: some calls change the cookie.
      const foreign = await row.call(visitor({ http: bed.http }, a.host, accessOf(a)), b);
      await bed.settle();
      expectNoMarks(foreign, b);
      if (row.kind === 'names') expect(foreign.status).toBe(row.foreign ?? 404);
      expect(await contentOf(b)).toBe(before);

      const own = await row.call(visitor({ http: bed.http }, b.host, accessOf(b)), b);
      await bed.settle();
      expect([id, own.status, succeeded(own.status)]).toEqual([id, own.status, true]);
    });
  }

  it("A-05 every operation for members refuses B's session on A's host", async () => {
    const members = operations.filter(({ access }) => access.kind === 'member');
    expect(members.length).toBeGreaterThan(10);
    for (const operation of members) {
      const url = operation.path.replace(/:(\w+)/g, (_all, name: string) => idFor(name, a));
      const headers = { host: a.host, cookie: b.cookie };
      const response = await bed.http.inject({ method: operation.method, url, headers });
      expect([operation.id, response.statusCode]).toEqual([operation.id, 401]);
    }
  });

  it("A-05 every operation of the admin host refuses a member's session", async () => {
    const admin = operations.filter(({ access }) => access.kind === 'admin');
    for (const operation of admin) {
      const url = operation.path.replace(/:(\w+)/g, (_all, name: string) => idFor(name, b));
      const headers = { host: bed.adminHost, cookie: a.cookie };
      const response = await bed.http.inject({ method: operation.method, url, headers });
      expect([operation.id, response.statusCode]).toEqual([operation.id, 401]);
    }
  });

  it("A-05 a sign-up's progress needs its own secret", async () => {
    const get = (token: string) =>
      bed.http.inject({
        method: 'GET',
        url: `/api/v1/signups/${b.signupId}?token=${token}`,
        headers: { host: bed.platformHost },
      });
    expect((await get(a.token)).statusCode).toBe(404);
    expect((await get(b.token)).statusCode).toBe(200);
  });
});

const idFor = (name: string, site: Site): string =>
  ({ leadId: site.leadId, sessionId: site.sessionId, membershipId: site.memberId, tenantId: site.tenantId as string })[
    name
  ] ?? 'mai_01jd5x8v1ye1ta8v2s3q4w5e6r';

describe('files', () => {
  it("A-05 a file of B is not found on A's host; on B's it is served", async () => {
    // Files are named by their content, so B's has to differ from the one that A has uploaded.
    const { body, headers } = logoForm('B');
    const { id } = (await b.owner.put('/site/pictures/logo', body, headers)).body as { id: string };
    const get = (host: string) => bed.http.inject({ method: 'GET', url: `/media/${id}-icon.png`, headers: { host } });
    expect((await get(a.host)).statusCode).toBe(404);
    expect((await get(b.host)).statusCode).toBe(200);
  });
});

describe('links and pictures of mails', () => {
  it("A-05 B-12 those of B's mails lead nowhere and leave no trace on A's host; on B's they do", async () => {
    const { mail, mailEngagement } = bed.modules;
    const traces = (site: Site) => site.in(async () => mongoose.models['MailEngagement']!.countDocuments({}));
    await b.in(() => mailEngagement.service.measure('opens-and-clicks'));
    await a.in(() => mailEngagement.service.measure('opens-and-clicks'));
    const personId = (await personOf(b)) as PersonId;
    const html = '<a href="https://example.com/b">B</a>';
    const letter = { to: b.person.email, subject: 'News', html, text: 'B', personId, topic: 'news' } as const;
    const id = await b.in(() => mail.service.send(letter));
    const copy = (await mail.service.findKept(id)) ?? (await bed.settle(), await mail.service.findKept(id));
    const paths = [...copy!.html.matchAll(/(?:href|src)="https?:\/\/[^/]+(\/[co]\/[^"]+)"/g)].map(([, path]) => path!);
    expect(paths.map((path) => path.slice(0, 3))).toEqual(['/c/', '/c/', '/o/']);
    for (const url of paths) {
      const get = (host: string) => bed.http.inject({ method: 'GET', url, headers: { host, 'user-agent': 'B' } });
      expect((await get(a.host)).statusCode).toBe(404);
      expect((await get(b.host)).statusCode).toBe(url.startsWith('/o/') ? 200 : 302);
    }
    expect([await traces(a), await traces(b)]).toEqual([0, 3]);
  });
});

describe('sockets', () => {
  beforeAll(async () => {
    // The calls above have ended B's first session; a room needs one to come.
    for (const site of [a, b]) {
      const plan = {
        title: 'Chat',
        description: '',
        startsAt: '2029-01-01T18:00:00.000Z',
        durationMinutes: 60,
        timeZone: 'UTC',
      };
      await site.owner.post('/sessions', plan);
    }
  });

  it('A-05 the matrix names every message of the contracts', () => {
    const expected = namespaces.flatMap(({ name, ask: messages }) => {
      const asked = Object.keys(messages);
      return asked.length === 0 ? [name as string] : asked.map((event) => `${name} ${event}`);
    });
    expect(Object.keys(sockets).sort()).toEqual(expected.sort());
  });
  for (const [name, check] of Object.entries(sockets)) it(`A-05 ${name}`, check);
});

describe('jobs and subscribers', () => {
  it('A-05 the matrix names every job of the contracts', () => {
    expect(jobs.map(({ name }) => name)).toEqual([
      'tenants.provision',
      'domains.check',
      'imports.check',
      'imports.write-chunk',
      'webinars.read-file',
      'webinars.settle',
      'automations.advance',
      'transcripts.write',
      'replays.compose',
      'materials.render',
      'sequences.send',
      'payments.apply-event',
      'subscriptions.refresh',
      'bulk-refunds.run',
      'follow-ups.write',
      'follow-ups.send',
    ]);
  });

  it("A-05 tenants.provision: as A with B's sign-up nothing happens", async () => {
    const before = await contentOf(b);
    await bed.modules.signups.service.provision(a.tenantId, b.signupId);
    expect(await contentOf(b)).toBe(before);
  });

  it("A-05 domains.check: as A with B's domain nothing happens", async () => {
    const added = await b.owner.post('/domains', { host: 'looked-at.bravo.test' });
    const { id } = added.body as { id: DomainId };
    type Listed = { items: { id: string; lastCheckedAt: string | null }[] };
    const listed = async () => ((await b.owner.get('/domains')).body as Listed).items.find((item) => item.id === id);
    const before = await eventually(async () => {
      const shown = await listed();
      return shown != null && shown.lastCheckedAt !== null && shown;
    });
    await a.in(() => bed.modules.domains.service.look(id));
    expect(await listed()).toEqual(before);
    await b.in(() => bed.modules.domains.service.look(id));
    expect(await listed()).not.toEqual(before);
  });

  it("A-05 imports.check and imports.write-chunk: as A with B's import nothing happens", async () => {
    const { imports } = bed.modules;
    const id = (await importsOf().checked(b)) as ImportId;
    const stateOf = async () => (await b.owner.get(`/leads/imports/${id}`)).body;
    await b.owner.post(`/leads/imports/${id}/check`, importPlan());
    const before = await stateOf();
    await a.in(() => imports.check(id));
    expect(before.state).toBe('checking');
    expect((await stateOf()).bytes).toBe(before.bytes);
    await eventually(async () => (await stateOf()).state === 'checked');
    await a.in(() => imports.writer.write(id, 0));
    expect((await stateOf()).written.rows).toBe(0);
    await b.owner.post(`/leads/imports/${id}/run`);
    await eventually(async () => (await stateOf()).state === 'done');
    expect((await stateOf()).written.rows).toBe(1);
  });

  it("A-05 webinars.read-file and webinars.settle: as A with B's file nothing happens", async () => {
    const { worker, service } = bed.modules.webinars;
    const { id, file } = await webinarsOf().uploaded(b);
    // No event asks for it, so that no worker is at it.
    const { plan } = file.inspection;
    const File = mongoose.models['WebinarFile']!;
    await b.in(async () =>
      File.updateOne({ _id: file.id }, { $set: { state: 'reading', plan, reading: 1, readAt: new Date() } }),
    );
    const stateOf = async () => (await b.in(() => service.get(id))).files[0]!.state;
    await a.in(() => worker.read(id, file.id));
    await a.in(() => worker.giveUp(id, file.id));
    expect(await stateOf()).toBe('reading');
    await b.in(() => worker.read(id, file.id));
    expect(await stateOf()).toBe('read');
    await b.in(async () => mongoose.models['Webinar']!.updateOne({ _id: id }, { $inc: { revision: 1 } }));
    await a.in(() => bed.modules.webinars.settle(id));
    expect((await b.in(() => service.get(id))).state).toBe('scoring');
    await b.in(() => bed.modules.webinars.settle(id));
    expect((await b.in(() => service.get(id))).state).toBe('ready');
  });

  it("A-05 automations.advance: as A with B's run nothing happens", async () => {
    const { automationId, runId } = await automationsOf(() => bed).waiting(b);
    const { advance } = bed.modules.automations;
    const runs = async () => JSON.stringify((await b.owner.get(`/automations/${automationId}/runs`)).body);
    const waits = await runs();
    await b.in(async () =>
      mongoose.models['AutomationRun']!.updateOne({ _id: runId }, { $set: { dueAt: new Date(0) } }),
    );
    const due = await runs();
    expect(due).not.toBe(waits);
    await a.in(() => advance(runId));
    expect(await runs()).toBe(due);
    await b.in(() => advance(runId));
    expect(await runs()).toContain('switched-off');
  });

  it("A-05 transcripts.write: as A with B's recording nothing happens", async () => {
    const { recordingId, path } = await transcriptOf(bed, b);
    const { repository, writer } = bed.modules.transcripts;
    const pass = (await b.in(() => repository.begin(recordingId, b.sessionId as SessionId, 'en')))!;
    const stateOf = async () => (await b.owner.get(path)).body.state;
    await a.in(() => writer.write(recordingId, pass));
    expect(await stateOf()).toBe('writing');
    await b.in(() => writer.write(recordingId, pass));
    expect(await stateOf()).toBe('ready');
  });

  it("A-05 replays.compose: as A with B's replay nothing happens", async () => {
    const { id } = await replaysOf(() => bed).made(b, { state: 'processing', film: null });
    const { composing } = bed.modules.replays;
    const states = async () => {
      const { items } = (await b.owner.get(`/sessions/${b.sessionId}/replays`)).body as { items: ReplayEntry[] };
      return items.find((item) => item.id === id)?.state;
    };
    await a.in(() => composing.make(id));
    await a.in(() => composing.giveUp(id));
    expect(await states()).toBe('processing');
    // Its recording is gone, and so is what should be made of it.
    await b.in(() => composing.make(id));
    expect(await states()).toBeUndefined();
  });

  it("A-05 materials.render: as A with B's file nothing happens", async () => {
    const { service } = bed.modules.materials;
    const { id } = await materialOf(b);
    const stateOf = async () =>
      (await b.in(() => service.list(b.sessionId as SessionId))).items.find((file) => file.id === id);
    await b.in(async () => mongoose.models['Material']!.updateOne({ _id: id }, { $set: { state: 'processing' } }));
    await a.in(() => service.render(id as MaterialId));
    await a.in(() => service.giveUp(id as MaterialId));
    expect((await stateOf())?.state).toBe('processing');
    await b.in(() => service.render(id as MaterialId));
    expect((await stateOf())?.state).toBe('ready');
  });

  it('A-05 sequences.send: as A with what is in hand of B nothing happens', async () => {
    const { sequences } = bed.modules;
    const at = { personId: (await personOf(b)) as PersonId, since: new Date(0) };
    const { id } = (
      await b.owner.post('/sessions', {
        title: 'Planned',
        description: '',
        startsAt: '2031-01-01T18:00:00.000Z',
        durationMinutes: 60,
        timeZone: 'UTC',
      })
    ).body as { id: SessionId };
    await b.in(() => sequences.planner.seatTaken(id, at));
    const Planned = mongoose.models['PlannedMail']!;
    const batch = 'job_01jd5x8v1ye1ta8v2s3q4w5e6r';
    const states = () => b.in(async () => (await Planned.find({ batch }).lean()).length);
    await b.in(async () => Planned.updateMany({ sessionId: id }, { $set: { batch } }));
    expect(await states()).toBeGreaterThan(0);
    const before = await states();
    await a.in(() => sequences.send(batch));
    expect(await states()).toBe(before);
    await b.in(() => sequences.send(batch));
    expect(await states()).toBe(0);
  });

  it("A-05 payments.apply-event: as A with B's event nothing happens", async () => {
    const { payments, invoices } = bed.modules;
    const { invoiceId } = await paymentsOf(() => bed).charged(b);
    await payments.deliver!(async (headers, body) => {
      const sent = { method: 'POST', url: '/api/v1/payments/events', payload: body } as const;
      const all = { ...headers, host: bed.platformHost, 'content-type': 'application/json' };
      return (await bed.http.inject({ ...sent, headers: all })).statusCode === 204;
    });
    const events = () => b.in(async () => mongoose.models['PaymentEvent']!.find({}).sort({ _id: -1 }).lean());
    const [{ _id: id }] = (await events()) as unknown as [{ _id: WebhookEventId }];
    await eventually(async () => (await b.in(() => invoices.service.get(invoiceId))).state === 'paid');
    // The same event once more, as if nobody had worked it off.
    const again = { state: 'received', lookAt: null };
    await b.in(async () => mongoose.models['PaymentEvent']!.updateOne({ _id: id }, { $set: again }));
    await a.in(() => payments.intake.work(id));
    expect((await events())[0]).toMatchObject({ state: 'received' });
    await b.in(() => payments.intake.work(id));
    expect((await events())[0]).toMatchObject({ state: 'applied' });
  });

  it("A-05 subscriptions.refresh: as A nothing is asked about B's plan", async () => {
    const { subscriptions } = bed.modules;
    await plansOf(() => bed).booked(b);
    const askedAt = async () => (await b.owner.get('/billing')).body.askedAt as string;
    const before = await askedAt();
    await a.in(() => subscriptions.refresh());
    expect(await askedAt()).toBe(before);
    await b.in(() => subscriptions.refresh());
    expect(await askedAt()).not.toBe(before);
  });

  it("A-05 bulk-refunds.run: as A with B's run nothing goes back", async () => {
    const { bulkRefunds } = bed.modules;
    const run = newId('brf');
    const row = { _id: run, sessionId: newId('ses'), state: 'planning', reason: 'A test', startedAt: new Date() };
    await b.in(async () => mongoose.models['BulkRefund']!.create(row));
    const state = () => b.in(async () => (await mongoose.models['BulkRefund']!.findById(run).lean()) as unknown);
    await a.in(() => bulkRefunds.work.work(run));
    expect(await state()).toMatchObject({ state: 'planning' });
    await b.in(() => bulkRefunds.work.work(run));
    expect(await state()).toMatchObject({ state: 'done' });
  });

  it("A-05 follow-ups.write and follow-ups.send: as A with B's mails nothing is written or sent", async () => {
    expect(await followUpJobs(bed, a, b)).toEqual(['waiting', 'draft', 'approved', 'sent']);
  });

  it("A-05 every subscriber, run as A with B's ids, changes nothing of B and mails nobody of B", async () => {
    const before = await contentOf(b);
    const mailsBefore = await mailsTo(b);
    const ids = {
      leadId: b.leadId,
      membershipId: b.memberId,
      sessionId: b.sessionId,
      personId: await personOf(b),
      personIds: [await personOf(b)],
      messageId: 'msg_01jd5x8v1ye1ta8v2s3q4w5e6r',
      holders: [b.memberId],
    };
    const more = {
      renewed: true,
      position: 1,
      from: 'new',
      to: 'won',
      at: '2030-01-01T00:00:00.000Z',
      mailId: await firstMailOf(b),
      broadcastId: await world.noticeFor(b),
    };
    const subscribers = bed.container.list.flatMap((module) => module.subscribers ?? []);
    expect(subscribers.length).toBeGreaterThan(8);
    for (const subscriber of subscribers) {
      const context = {
        eventId: 'evt_01jd5x8v1ye1ta8v2s3q4w5e6r',
        tenantId: a.tenantId as TenantId,
        recordedAt: new Date(),
      };
      // A subscriber may ignore what it does not find or refuse it; either way nothing of B is touched.
      await a.in(async () => subscriber.handle({ ...ids, ...more } as never, context as never)).catch(() => undefined);
    }
    expect(await contentOf(b)).toBe(before);
    expect(await mailsTo(b)).toBe(mailsBefore);
  });
});

const personOf = async (site: Site) => {
  const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
  return (lead as unknown as { personId: string }).personId;
};
/** All of it: what one site gets more is not to push out of sight what another one has. */
const mailbox = async () => {
  const all: KeptMail[] = [];
  let cursor: KeptMail['id'] | null | undefined;
  do {
    const page = await bed.modules.mail.service.listKept({ limit: 100, cursor } as never);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
};
type KeptMail = Awaited<ReturnType<typeof bed.modules.mail.service.listKept>>['items'][number];
const mailsTo = async (site: Site) =>
  (await mailbox()).filter(({ to }) => JSON.stringify(to).includes(site.slug)).length;
const firstMailOf = async (site: Site) =>
  (await mailbox()).find(({ to }) => JSON.stringify(to).includes(site.slug))?.id;
