import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { MembershipId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { startAiPeer } from '@stageline/testing';
import { serveArm } from '@stageline/testing/bench';
import { followUpWebinar } from '../../src/testing/follow-ups-bed.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

const MAILS = 60;
/** How long a model takes for each, in milliseconds: most are quick and a few are slow, as theirs are; the same each time. */
const latencies = Array.from({ length: MAILS }, (_, at) => {
  const share = ((at * 37) % MAILS) / MAILS;
  return Math.round(1000 + 600 * (-Math.log(1 - share * 0.98)) ** 1.6);
});

const text = JSON.stringify({
  subject: 'Hello',
  body: 'Hello,\n\nthank you for the evening, and see you soon.\n\nOwner',
});
const peer = await startAiPeer((_request, call) => ({ text, afterMs: latencies[(call - 1) % MAILS]! }));
const logger = benchLogger(createWriteStream('/dev/null'));
const ai = { AI: 'openai', AI_API_KEY: 'sk-test', AI_BASE_URL: peer.baseUrl } as const;
const container = await openProduct({ ...benchConfig(), ...ai }, logger);
const { followUps, tenants, webinars } = container.modules;
const { tenantId } = await openSite(container, 'follow-ups');
await tenants.administration.changePlan(tenantId, 'business');
await container.queue.start(followUps.jobs);
// A run is ordered through the outbox.
await container.relay.start();
const inSite = <T>(work: () => Promise<T>): Promise<T> => runInTenant(tenantId, work);
const people = Array.from({ length: MAILS }, (_, at) => ({
  ...({ name: 'Ana Berger', email: `p${at}@bench.example`, tier: 'warm', score: 50, minutes: 40 } as const),
}));

serveArm(0, {
  /** Has a mail written to each. @returns how long that took, what the model took for each, and the most at once */
  async run() {
    const webinarId = await followUpWebinar({ in: inSite }, people);
    const actor = { membershipId: 'mem_bench' as MembershipId } as never;
    const begun = performance.now();
    await inSite(() =>
      followUps.generation.generate(actor, webinarId, { insist: false, again: false, overwriteEdited: false }),
    );
    for (;;) {
      const { run } = await inSite(() => followUps.generation.run(webinarId));
      if (run?.state !== 'running') {
        const wallMs = performance.now() - begun;
        await inSite(() => webinars.service.remove(webinarId));
        return { wallMs, written: run?.written ?? 0, mostInFlight: peer.mostInFlight(), latencies };
      }
      await delay(20);
    }
  },
});
