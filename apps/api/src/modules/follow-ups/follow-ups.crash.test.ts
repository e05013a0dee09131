import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FollowUpSummary, WebinarId } from '@stageline/contracts';
import { eventually, startAiPeer, startPeer, type AiPeer, type AiPeerAnswer } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { followUpWebinar, type BedAttendee } from '../../testing/follow-ups-bed.ts';

/** What a worker that was killed has locked is free after seconds. */
const DEADLINE_MS = 120_000;
const MAILS = 9;

let bed: ApiBed;
let peer: AiPeer;
let site: Site;
let answer: (name: string) => AiPeerAnswer | Promise<AiPeerAnswer>;
beforeAll(async () => {
  peer = await startAiPeer(({ prompt }) => answer(/"firstName": ?"(\w+)"/.exec(prompt)![1]!));
  bed = await createApiBed(peer.env);
  site = await bed.site('killed');
  await bed.modules.tenants.administration.changePlan(site.tenantId, 'business');
});

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gia', 'Hugo', 'Ida'];
/** Each with an address of their own, so that their mails are told from those of other tests. */
const people = (of: string, count = MAILS): BedAttendee[] =>
  Array.from({ length: count }, (_, at) => ({
    ...({ name: NAMES[at]!, email: `p${at}@${of}.example`, tier: 'warm', score: 60 - at, minutes: 40 } as const),
  }));
const usual = (name: string): AiPeerAnswer => ({
  text: JSON.stringify({
    subject: 'Hello',
    body: `Hi ${name},\n\nthank you for the evening, and see you soon.\n\nOwner`,
  }),
});
const listOf = async (id: WebinarId) =>
  (await site.owner.get(`/webinars/${id}/emails`)).body as { items: FollowUpSummary[]; counts: Record<string, number> };
const runOf = async (id: WebinarId) => (await site.owner.get(`/webinars/${id}/generation`)).body.run;
const aiCredits = async () =>
  (await site.in(() => bed.modules.credits.service.view())).find(({ kind }) => kind === 'ai')!;
const sentTo = async (of: string): Promise<string[]> => {
  const mails = (await site.in(async () =>
    mongoose.models['MailMessage']!.find({ 'to.address': { $regex: `@${of}\\.example$` } }).lean(),
  )) as unknown as { to: { address: string } }[];
  return mails.map(({ to }) => to.address).sort();
};

/** A worker of its own, as in production; it does everything that this process has no worker for any more. */
const startWorker = () =>
  startPeer({
    command: process.execPath,
    args: [path.join(import.meta.dirname, '../../main.ts')],
    env: {
      ...peer.env,
      ...{
        NODE_ENV: 'test',
        ROLES: 'worker',
        PORT: '0',
        APEX: bed.config.APEX,
        LOG_LEVEL: 'info',
        CANARY_MINUTES: '0',
      },
      ...{ MONGODB_URI: bed.config.MONGODB_URI!, REDIS_URL: bed.config.REDIS_URL!, STATE_DIR: bed.config.STATE_DIR },
      ...{ JWT_SECRET: bed.config.JWT_SECRET, TICKET_SECRET: bed.config.TICKET_SECRET },
      ...{ LINK_SECRET: bed.config.LINK_SECRET, SEAL_SECRET: bed.config.SEAL_SECRET },
    },
    ready: { line: /"ready"/ },
  });

describe('what is killed in the middle of follow-up mails', () => {
  it(
    'K-12 L-10 a server that dies right after it was asked to send: every mail goes out, once',
    async () => {
      answer = usual;
      const id = await followUpWebinar(site, people('asked', 3));
      await site.owner.post(`/webinars/${id}/generate-emails`, {});
      await eventually(async () => (await listOf(id)).counts['draft'] === 3);
      await site.owner.post(`/webinars/${id}/emails/approve`, { approved: true });
      const task = { mongoUri: bed.config.MONGODB_URI, tenantId: site.tenantId, webinarId: id };
      const child = await startPeer({
        command: process.execPath,
        args: [path.join(import.meta.dirname, '../../testing/follow-ups.child.ts'), JSON.stringify(task)],
        ready: { line: /did commit/ },
      });
      child.kill('SIGKILL');
      await child.exited;
      await eventually(async () => (await listOf(id)).counts['sent'] === 3, { timeoutMs: 15_000 });
      // Somebody who heard nothing of it asks again.
      await site.owner.post(`/webinars/${id}/emails/send`, {});
      await bed.settle();
      expect(await sentTo('asked')).toEqual(people('asked', 3).map(({ email }) => email));
    },
    DEADLINE_MS,
  );

  it(
    'K-10 D-11 a worker that dies while it writes: another one goes on, no mail is written or paid twice',
    async () => {
      // From here on nobody works but who is started for it.
      await bed.settle();
      await bed.container.relay.close();
      await bed.container.queue.close();
      const id = await followUpWebinar(site, people('written'));
      const before = await aiCredits();
      const asked = new Map<string, number>();
      let mayGoOn = false;
      const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
      answer = async (name) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        if (!mayGoOn && name !== 'Ana' && name !== 'Ben') await killed;
        return usual(name);
      };
      expect((await site.owner.post(`/webinars/${id}/generate-emails`, {})).status).toBe(202);
      const first = await startWorker();
      await eventually(async () => asked.size === 7 && (await runOf(id)).written === 2, {
        detail: () => first.output(),
      });
      first.kill('SIGKILL');
      await first.exited;
      mayGoOn = true;
      kill();
      expect((await runOf(id)).state).toBe('running');
      const second = await startWorker();
      await eventually(async () => (await runOf(id)).state === 'done', {
        timeoutMs: 90_000,
        detail: () => second.output(),
      });
      expect(await runOf(id)).toMatchObject({ total: MAILS, written: MAILS, failed: 0, writing: 0, waiting: 0 });
      const { items, counts } = await listOf(id);
      expect(counts).toMatchObject({ draft: MAILS });
      expect(new Set(items.map(({ attendee }) => attendee.email)).size).toBe(MAILS);
      const { used, available } = await aiCredits();
      expect(used - before.used).toBe(MAILS);
      // Nothing stays set aside for what was killed.
      expect(before.available - available).toBe(MAILS);
      // What was written is not asked for again; what was under way is, once.
      expect(Object.fromEntries(asked)).toEqual(
        Object.fromEntries(NAMES.map((name, at) => [name, at >= 2 && at < 7 ? 2 : 1])),
      );
      await second.stop();
    },
    DEADLINE_MS,
  );
});
