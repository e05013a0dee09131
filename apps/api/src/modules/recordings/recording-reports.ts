import type { RecordingReport } from '@stageline/contracts';
import { keptMs, pausesOf } from './recording-pauses.ts';
import type { RecordingsRepository } from './recordings.repository.ts';
import type { RecordingsService } from './recordings.service.ts';
import type { RecordingRow } from './recordings.types.ts';

export interface RecordingReportsDeps {
  readonly repository: RecordingsRepository;
  readonly service: Pick<RecordingsService, 'cannotWrite' | 'finishIfComplete' | 'tellTrouble'>;
  /** Removes a file of a recording. */
  readonly removeFile: (storageKey: string) => Promise<void>;
}

/** Takes what the sfus tell of recordings; safe to repeat, in any order. */
export function createRecordingReports({ repository, service, removeFile }: RecordingReportsDeps) {
  /** What was said in a pause is not kept; an empty segment stays on the list, as its track counts it. */
  async function keep(report: Extract<RecordingReport, { type: 'recording-segment' }>, row: RecordingRow) {
    const durationMs = keptMs(report, pausesOf(row));
    if (durationMs !== null) return repository.segmentStored({ ...report, durationMs });
    await removeFile(report.storageKey);
    await repository.segmentStored({ ...report, durationMs: 0, bytes: 0 });
  }

  async function take(report: RecordingReport, row: RecordingRow): Promise<void> {
    switch (report.type) {
      case 'recording-alive': {
        const before = await repository.nodeAlive(report);
        if (report.trouble === 'no-writer') await service.cannotWrite(report.recordingId);
        else if (report.trouble !== before) await service.tellTrouble(report.recordingId);
        return;
      }
      case 'recording-track-started':
        return repository.trackStarted(report);
      case 'recording-segment':
        return keep(report, row);
      case 'recording-track-ended':
        return repository.trackEnded(report);
      case 'recording-drained':
        return repository.nodeDrained(report);
    }
  }

  return {
    async apply(report: RecordingReport): Promise<void> {
      const { recordingId } = report;
      const row = await repository.find(recordingId);
      if (row === null) {
        // Deleted meanwhile: what comes late is not kept.
        if (report.type === 'recording-segment') await removeFile(report.storageKey);
        return;
      }
      await take(report, row);
      if (report.type !== 'recording-track-started') await service.finishIfComplete(recordingId);
    },
  };
}
export type RecordingReports = ReturnType<typeof createRecordingReports>;
