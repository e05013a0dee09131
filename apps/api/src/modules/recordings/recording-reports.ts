import type { RecordingReport } from '@stageline/contracts';
import type { RecordingsRepository } from './recordings.repository.ts';
import type { RecordingsService } from './recordings.service.ts';

export interface RecordingReportsDeps {
  readonly repository: RecordingsRepository;
  readonly service: Pick<RecordingsService, 'cannotWrite' | 'finishIfComplete' | 'tellTrouble'>;
  /** Removes a file of a recording. */
  readonly removeFile: (storageKey: string) => Promise<void>;
}

/** Takes what the sfus tell of recordings; safe to repeat, in any order. */
export function createRecordingReports({ repository, service, removeFile }: RecordingReportsDeps) {
  async function take(report: RecordingReport): Promise<void> {
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
        return repository.segmentStored(report);
      case 'recording-track-ended':
        return repository.trackEnded(report);
      case 'recording-drained':
        return repository.nodeDrained(report);
    }
  }

  return {
    async apply(report: RecordingReport): Promise<void> {
      const { recordingId } = report;
      if ((await repository.find(recordingId)) === null) {
        // Deleted meanwhile: what comes late is not kept.
        if (report.type === 'recording-segment') await removeFile(report.storageKey);
        return;
      }
      await take(report);
      if (report.type !== 'recording-track-started') await service.finishIfComplete(recordingId);
    },
  };
}
export type RecordingReports = ReturnType<typeof createRecordingReports>;
