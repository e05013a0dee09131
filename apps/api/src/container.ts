import type { Logger } from '@stageline/platform';
import { createRelay } from '@stageline/platform/outbox';
import { composeAccess } from './composition/access.ts';
import { composeAdministration } from './composition/administration.ts';
import { composeBilling } from './composition/billing.ts';
import { composeAutomations } from './composition/automations.ts';
import { composeCalls } from './composition/calls.ts';
import { composeCommissions } from './composition/commissions.ts';
import { composeCore, type Core } from './composition/core.ts';
import { createKit, type Kit } from './composition/kit.ts';
import { composeFiles } from './composition/files.ts';
import { composeFollowUps } from './composition/follow-ups.ts';
import { composeMasterclass } from './composition/masterclass.ts';
import { composeMails } from './composition/mails.ts';
import { composeMerges } from './composition/merges.ts';
import { composeMoney } from './composition/money.ts';
import { composeSites } from './composition/sites.ts';
import { composeWebinars } from './composition/webinars.ts';
import type { Config } from './config.ts';
import type { ApiModule } from './http/module.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { withSupport } from './http/sessions.ts';
import type { UploadCheck } from './http/virus-check.ts';

/** Requests that one address may send to one site before it has to wait. */
const GENERAL_LIMIT = { points: 600, perSeconds: 10 } as const;

/**
 * The composition root: connects the stores, makes the adapters and wires all modules; no business logic.
 * Each area of modules is composed in a file of its own, from the kit and the areas before it.
 */
export async function createContainer(config: Config, logger: Logger) {
  const kit = await createKit(config, logger);
  const core = composeCore(kit, () => ({ ...masterclass, ...access, ...billing }));
  const masterclass = composeMasterclass(kit, core, () => money);
  const automations = composeAutomations(kit, core, masterclass);
  const calls = composeCalls(kit, core, masterclass);
  const mails = composeMails(kit, core, masterclass);
  const money = composeMoney(
    kit,
    core,
    masterclass,
    (...news) => billing.subscriptions.told(...news),
    (id) => commissions.earning.review(id),
  );
  const { commissions } = composeCommissions(kit, core, masterclass, money);
  const billing = composeBilling(kit, core, money);
  const files = composeFiles(kit, core, masterclass, automations);
  const merging = composeMerges(kit, core, masterclass);
  const access = composeAccess(kit, core);
  const { webinars } = composeWebinars(kit, core, money, () => followUps);
  const { ai, followUps } = composeFollowUps(kit, core, { webinars }, billing);
  const sites = composeSites(kit, core, access, masterclass);
  const administration = composeAdministration(kit, core);
  const modules = {
    ...core,
    ...masterclass,
    ...automations,
    ...calls,
    ...mails,
    ...money,
    commissions,
    webinars,
    ai,
    followUps,
    ...billing,
    ...files,
    ...merging,
    ...access,
    ...sites,
    ...administration,
  };
  const list: readonly ApiModule[] = Object.values(modules);

  const { connection, redis, queue, bus } = kit;
  return {
    connection,
    redis,
    health: kit.health,
    bus,
    queue,
    parked: kit.parked,
    tickets: kit.tickets,
    tokens: kit.tokens,
    joinLinks: kit.joinLinks,
    adminHints: kit.adminHints,
    eventStreams: kit.eventStreams,
    clock: kit.clock,
    uploadCheck: uploadCheckOf(kit, core),
    modules,
    list,
    /** Who is signed in, members, administrators and support alike. */
    sessions: withSupport(core.signIns.store, administration.support.sessions),
    relay: createRelay({
      connection,
      queue,
      redis,
      subscribers: list.flatMap((module) => module.subscribers ?? []),
      logger,
    }),
    rateLimiter: createRateLimiter(redis, GENERAL_LIMIT),
    async close(): Promise<void> {
      await kit.dns.close();
      await bus.close();
      redis.disconnect();
      await connection.close();
    },
  };
}

/** Who brought malware stands in the audit log, whatever they brought it for (K-14). */
function uploadCheckOf({ scanner }: Kit, { audit }: Core): UploadCheck | null {
  if (scanner === null) return null;
  return {
    scanner,
    onInfected: ({ name, signature }) =>
      audit.log.record({ action: 'file.infected', target: { type: 'file', id: name, name }, reason: signature }),
  };
}
export type Container = Awaited<ReturnType<typeof createContainer>>;
