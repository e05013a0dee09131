import { createWriteStream } from 'node:fs';
import type { LeadId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createUnitOfWork, type UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { createConfirmations } from '../../src/modules/places/places.confirmations.ts';
import { costOf, storeWaiting, type Joins } from './place-load.ts';
import { nextForm } from './registration-load.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

/** The product's way from a proved address to a place in the line, whose transaction is measured. */
const container = await openProduct(benchConfig(), benchLogger(createWriteStream('/dev/null')));
const { modules, clock, connection, joinLinks } = container;
const inTransactions = createUnitOfWork({ connection, nudge: () => undefined });
let transactionMs = 0;
const unitOfWork: UnitOfWork = {
  ...inTransactions,
  async run(work) {
    const begunAt = performance.now();
    try {
      return await inTransactions.run(work);
    } finally {
      transactionMs += performance.now() - begunAt;
    }
  },
};
const { tenantId } = await openSite(container, 'joins');
const form = nextForm('join');
await runInTenant(tenantId, () => modules.registrations.service.register(form, { source: 'api' }));
const confirmations = createConfirmations({
  people: modules.registrations.service,
  joinLinks,
  leads: modules.leads.service,
  line: modules.line.service,
  feed: modules.line.feed,
  unitOfWork,
  clock,
});

async function join({ count, atOnce }: Joins) {
  const collection = (name: string) => connection.db!.collection<{ _id: string }>(name) as never;
  const waiting = await storeWaiting(collection, { tenantId, template: form.email, count }, newId);
  const links = waiting.map(({ leadId, address }) => ({
    leadId: leadId as LeadId,
    token: joinLinks.tokenFor(tenantId, leadId as LeadId, address),
  }));
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) {
      const { leadId, token } = links[index]!;
      await runInTenant(tenantId, () => confirmations.confirm(leadId, token));
    }
  };
  transactionMs = 0;
  const cost = await costOf(count, () => Promise.all(Array.from({ length: atOnce }, work)));
  // Those of one site run one after the other.
  return { ...cost, perSecondOfTransactions: (count * 1000) / transactionMs };
}

serveArm(0, { template: () => form.email, join: (joins) => join(joins as Joins) });
