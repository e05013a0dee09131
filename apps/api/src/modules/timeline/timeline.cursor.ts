import { ProblemError, timeline } from '@stageline/contracts';
import type { PageBound } from '@stageline/platform/mongo';

/** Entries are ordered by time, then kind, then id, all descending: stable however many share a time. */
export interface TimelinePlace {
  readonly at: Date;
  readonly kind: timeline.TimelineKind;
  readonly id: string;
}

const RANKS = new Map(timeline.TimelineKind.options.map((kind, rank) => [kind, rank]));
const rankOf = (kind: timeline.TimelineKind): number => RANKS.get(kind)!;

/** Below zero where `a` stands before `b`, which is where it is newer. */
export const newestFirst = (a: TimelinePlace, b: TimelinePlace): number =>
  b.at.getTime() - a.at.getTime() || rankOf(b.kind) - rankOf(a.kind) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/** Greater and smaller than every id. */
const [LAST, FIRST] = ['\uffff', ''] as const;

/** What one source still has to tell below a cursor: of its exact time all, none, or what has a smaller id. */
export function boundFor(kind: timeline.TimelineKind, cursor: TimelinePlace | null): PageBound | null {
  if (cursor === null) return null;
  const distance = rankOf(kind) - rankOf(cursor.kind);
  return { at: cursor.at, id: distance < 0 ? LAST : distance > 0 ? FIRST : cursor.id };
}

/** The cursor after an entry; opaque to clients. */
export const cursorAfter = ({ at, kind, id }: TimelinePlace): string => `${at.getTime().toString(36)}.${kind}.${id}`;

/** @throws ProblemError `validation-failed` for a text that no page ended with */
export function parseTimelineCursor(text: string): TimelinePlace {
  const [time = '', kind, id = ''] = text.split('.');
  const known = timeline.TimelineKind.safeParse(kind);
  const ms = Number.parseInt(time, 36);
  if (known.success && /^[0-9a-z]{1,9}$/.test(time) && ms <= 8.64e15 && /^[0-9a-z_]{1,40}$/.test(id))
    return { at: new Date(ms), kind: known.data, id };
  throw new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
}
