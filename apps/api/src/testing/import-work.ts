import type { AutomationActionKind, AutomationId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { newId, systemClock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import type { AuditRecord } from '../modules/audit/index.ts';
import { createImportsModule } from '../modules/imports/index.ts';
import type { Notifier } from '../modules/notifications/index.ts';

/** The real stores that imports are made of; the site has one pipeline, and nobody is on its team. */
export interface ImportWork {
  readonly storage: StoragePort;
  readonly unitOfWork: UnitOfWork;
  readonly queue: Queue;
}

const pipeline = {
  id: 'default',
  version: 1,
  name: null,
  stages: [{ id: 'new', kind: 'open', name: null, entry: [] }],
  formerStages: [],
  removedAt: null,
} as never;

/** The one automation that may be chosen. */
export const startable = {
  id: newId('aut') satisfies AutomationId,
  name: 'Welcome',
  actions: ['notify'] as AutomationActionKind[],
};

/** Imports without the rest of the api, for tests that end a worker or take something away from it. */
export function createImportWork(work: ImportWork) {
  const audited: AuditRecord[] = [];
  const notified: Parameters<Notifier['notify']>[] = [];
  const module = createImportsModule({
    ...work,
    clock: systemClock,
    audit: { record: async (entry) => void audited.push(entry) },
    hints: { send: () => undefined },
    notifier: { notify: async (...told) => void notified.push(told) },
    members: { find: async () => null },
    findWorker: async () => null,
    automations: { startedByImport: async () => [startable] },
    pipelines: { find: async () => pipeline },
  });
  return { ...module, audited, notified };
}
