import type { ReplayChapter, ReplayEntry } from '@stageline/contracts';
import type { ReplayRow } from './replays.types.ts';

/** A replay as the team sees it. */
export function presentReplay(row: ReplayRow, title: string, chapters: ReplayChapter[]): ReplayEntry {
  const { sessionId, recordingId, state, percent, etaSeconds, durationMs, publication, access } = row;
  return {
    id: row._id,
    sessionId,
    recordingId,
    title,
    recordedAt: row.recordedAt.toISOString(),
    state,
    percent,
    etaSeconds,
    failure: state === 'failed' ? (row.lastFailure ?? 'interrupted') : null,
    durationMs,
    publication,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    access,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    path: `/replay/${row.key}`,
    chapters,
    hasOwnChapters: row.chapters !== null,
    cuts: row.cuts.map(({ atMs, missingMs, reason = 'lost' }) => ({ atMs, missingMs, reason })),
  };
}
