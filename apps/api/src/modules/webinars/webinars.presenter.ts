import type { WebinarFileView, WebinarMessage, WebinarState, WebinarSummary, WebinarView } from '@stageline/contracts';
import type { ShownMessage, WebinarFileRow, WebinarRow } from './webinars.types.ts';

export const presentFile = (row: WebinarFileRow): WebinarFileView => ({
  id: row._id,
  state: row.state,
  filename: row.filename,
  bytes: row.bytes,
  hash: row.hash,
  createdAt: row.createdAt.toISOString(),
  by: row.by.name,
  inspection: row.inspection,
  plan: row.plan,
  progress: row.progress,
  report: row.report,
});

function stateOf({ settled, revision, counts }: WebinarRow, files: readonly WebinarFileRow[]): WebinarState {
  if (files.some(({ state }) => state === 'reading')) return 'reading';
  if (settled < revision) return 'scoring';
  return counts.people === 0 ? 'empty' : 'ready';
}

export const presentSummary = (row: WebinarRow, files: readonly WebinarFileRow[]): WebinarSummary => ({
  id: row._id,
  source: row.source,
  sessionId: row.sessionId ?? null,
  state: stateOf(row, files),
  title: row.title,
  topic: row.topic,
  heldAt: row.heldAt?.toISOString() ?? null,
  durationMinutes: row.durationMinutes,
  timeZone: row.timeZone,
  language: row.language,
  offer: row.offer,
  replayUrl: row.replayUrl,
  began: row.began?.toISOString() ?? null,
  lasted: row.lasted,
  counts: { ...row.counts, tiers: { ...row.counts.tiers } },
  createdAt: row.createdAt.toISOString(),
  by: row.by.name,
});
export const presentWebinar = (row: WebinarRow, files: readonly WebinarFileRow[]): WebinarView => ({
  ...presentSummary(row, files),
  files: files.map(presentFile),
});

export const presentMessage = ({ _id, at, sender, text, isQuestion }: ShownMessage): WebinarMessage => ({
  id: _id,
  at: at?.toISOString() ?? null,
  sender,
  text,
  isQuestion,
});
