import type { sessions, site } from '@stageline/contracts';
import type { SessionRow } from './sessions.types.ts';

/** The session as visitors see it. */
export function presentPublicSession(row: SessionRow): site.PublicSession {
  const { _id: id, title, description, timeZone, status } = row;
  return {
    id,
    title,
    description,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone,
    status,
  };
}

/** The session with its numbers, for owners and hosts. */
export function presentSession(row: SessionRow): sessions.SessionView {
  const { registered, viewers, attended } = row;
  const startedAt = row.startedAt?.toISOString() ?? null;
  const endedAt = row.endedAt?.toISOString() ?? null;
  return { ...presentPublicSession(row), registered, viewers, attended, startedAt, endedAt };
}
