import type { StoragePort } from '@stageline/integrations/storage';
import { systemClock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import type { AuditRecord } from '../modules/audit/index.ts';
import { createWebinarsModule } from '../modules/webinars/index.ts';

/** The real stores that webinars are made of. */
export interface WebinarWork {
  readonly storage: StoragePort;
  readonly unitOfWork: UnitOfWork;
  readonly queue: Queue;
}

/** Webinars without the rest of the api, for tests that end a worker; none of the people is known to the site. */
export function createWebinarWork(work: WebinarWork) {
  const audited: AuditRecord[] = [];
  const module = createWebinarsModule({
    ...work,
    clock: systemClock,
    mails: () => ({ stopOf: async () => undefined, removeOf: async () => undefined }),
    audit: { record: async (entry) => void audited.push(entry) },
    hints: { send: () => undefined },
    idempotency: { run: async () => null as never },
    members: { find: async () => null },
    peopleByAddress: async () => new Map(),
    leadsOfPeople: async () => new Map(),
    boughtBy: async () => [],
    bookedBy: async () => [],
    unsubscribed: async (people) => people.map(() => false),
    attendeesOf: async () => [],
    endedSpan: async () => null,
    sessionVisits: async () => new Map(),
    async *seatHolders() {},
    async *spokenIn() {},
  });
  return { ...module, audited };
}
