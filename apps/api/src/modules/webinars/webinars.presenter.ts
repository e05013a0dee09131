import type {
  WebinarFileView,
  WebinarInspection,
  WebinarMessage,
  WebinarState,
  WebinarSummary,
  WebinarView,
} from '@stageline/contracts';
import type { ShownMessage, WebinarFileRow, WebinarRow } from './webinars.types.ts';
import { withoutAddresses } from './webinars.visibility.ts';

/** @param withCells whether the reader sees what stands in the file (`leads.import`); faults are counted for everybody */
export const presentFile = (row: WebinarFileRow, withCells: boolean): WebinarFileView => ({
  id: row._id,
  state: row.state,
  filename: row.filename,
  bytes: row.bytes,
  hash: row.hash,
  createdAt: row.createdAt.toISOString(),
  by: row.by.name,
  inspection: withCells ? row.inspection : withoutSamples(row.inspection),
  plan: row.plan,
  progress: row.progress,
  report: row.report && (withCells ? row.report : { ...row.report, faults: [] }),
});

const withoutSamples = (inspection: WebinarInspection): WebinarInspection => ({
  ...inspection,
  columns: inspection.columns.map(({ name }) => ({ name, samples: [] })),
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
/** @param withCells as for `presentFile` */
export const presentWebinar = (row: WebinarRow, files: readonly WebinarFileRow[], withCells: boolean): WebinarView => ({
  ...presentSummary(row, files),
  files: files.map((file) => presentFile(file, withCells)),
});

/** @param withContacts whether the reader may see contact data (`seesContacts`) */
export const presentMessage = (
  { _id, at, sender, text, isQuestion }: ShownMessage,
  withContacts: boolean,
): WebinarMessage => ({
  id: _id,
  at: at?.toISOString() ?? null,
  sender: withContacts ? sender : withoutAddresses(sender),
  text: withContacts ? text : withoutAddresses(text),
  isQuestion,
});
