import { CheckImport, ImportAsked, WriteImportChunk } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding, type Queue } from '@stageline/platform/queue';
import type { ImportChecker } from './import-checker.ts';
import { ENQUEUE_IMPORT } from './import-letters.ts';
import type { ImportWriter } from './import-writer.ts';
import type { ImportsRepository } from './imports.repository.ts';

export const importJobs = (checker: ImportChecker, writer: ImportWriter): JobBinding[] => [
  jobBinding(CheckImport, ({ importId }) => checker.check(importId), {
    onDead: ({ importId }) => checker.giveUp(importId),
  }),
  jobBinding(WriteImportChunk, ({ importId, chunk }) => writer.write(importId, chunk), {
    onDead: ({ importId, chunk }) => writer.giveUp(importId, chunk),
  }),
];

/** Sets the work going that somebody has asked for: one job for a check, one per 500 rows that are not written for a run. */
export const importSubscribers = (deps: {
  readonly repository: ImportsRepository;
  readonly queue: Pick<Queue, 'enqueue' | 'enqueueBulk'>;
  readonly checker: ImportChecker;
  readonly writer: ImportWriter;
}) => [
  subscriber({
    id: ENQUEUE_IMPORT,
    event: ImportAsked,
    transactional: false,
    async handle({ importId, step }, { tenantId, eventId }) {
      const found = await deps.repository.find(importId);
      if (found === null) return;
      if (step === 'check') {
        await deps.queue.enqueue(CheckImport, tenantId, { importId }, { jobId: eventId });
        return;
      }
      const written = await deps.repository.chunkNumbers(importId);
      const missing = Array.from({ length: found.chunks }, (_, chunk) => chunk).filter((chunk) => !written.has(chunk));
      // A job that is known already is left out: a second delivery adds nothing, and going on has jobs of its own.
      const jobs = missing.map((chunk) => ({ tenantId, payload: { importId, chunk }, jobId: `${eventId}.${chunk}` }));
      await deps.queue.enqueueBulk(WriteImportChunk, jobs);
      if (jobs.length === 0) await deps.writer.settle(importId);
    },
    async onDead({ importId, step }, { eventId }) {
      const asked = (await deps.repository.find(importId))?.asked;
      // Somebody has gone on meanwhile: that is another event's work. Imports of before this was kept have none.
      if (typeof asked === 'string' && asked !== eventId) return;
      await (step === 'check' ? deps.checker.giveUp(importId) : deps.writer.giveUpAll(importId));
    },
  }),
];
