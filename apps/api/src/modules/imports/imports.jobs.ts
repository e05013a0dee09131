import { CheckImport, ImportAsked, WriteImportChunk, type ImportId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding, type Queue } from '@stageline/platform/queue';
import type { ImportWriter } from './import-writer.ts';
import type { ImportsRepository } from './imports.repository.ts';

export const importJobs = (check: (importId: ImportId) => Promise<void>, writer: ImportWriter): JobBinding[] => [
  jobBinding(CheckImport, ({ importId }) => check(importId)),
  jobBinding(WriteImportChunk, ({ importId, chunk }) => writer.write(importId, chunk)),
];

/** Sets the work going that somebody has asked for: one job for a check, one per 500 rows for a run. */
export const importSubscribers = (deps: {
  readonly repository: ImportsRepository;
  readonly queue: Pick<Queue, 'enqueue' | 'enqueueBulk'>;
  readonly writer: ImportWriter;
}) => [
  subscriber({
    id: 'imports.enqueue',
    event: ImportAsked,
    transactional: false,
    async handle({ importId, step }, { tenantId, eventId }) {
      const found = await deps.repository.find(importId);
      if (found === null) return;
      if (step === 'check') {
        await deps.queue.enqueue(CheckImport, tenantId, { importId }, { jobId: eventId });
        return;
      }
      // A job that is known already is left out, so a second delivery adds nothing.
      const jobs = Array.from({ length: found.chunks }, (_, chunk) => ({
        tenantId,
        payload: { importId, chunk },
        jobId: `${importId}.${chunk}`,
      }));
      await deps.queue.enqueueBulk(WriteImportChunk, jobs);
      if (jobs.length === 0) await deps.writer.settle(importId);
    },
  }),
];
