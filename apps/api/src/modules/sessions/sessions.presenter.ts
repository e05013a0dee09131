import type { sessions, site } from '@stageline/contracts';
import type { SessionCaptioning, SessionRow } from './sessions.types.ts';

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

/** The same on a page that announces it: one that went live before its time is on now, and lasts as long as was planned. */
export function presentAnnounced(row: SessionRow): site.PublicSession {
  const session = presentPublicSession(row);
  const early = row.status === 'live' && row.startedAt !== null ? row.startsAt.getTime() - row.startedAt.getTime() : 0;
  if (early <= 0) return session;
  return {
    ...session,
    startsAt: new Date(row.startsAt.getTime() - early).toISOString(),
    endsAt: new Date(row.endsAt.getTime() - early).toISOString(),
  };
}

/** The session as live captions go by it. */
export function captioningOf(row: SessionRow): SessionCaptioning {
  const { title, status, language = 'en', captions: isOn = false } = row;
  return { title, isLive: status === 'live', language, isOn };
}

/** The session with its numbers, for owners and hosts. */
export function presentSession(row: SessionRow): sessions.SessionView {
  const { registered, viewers, attended } = row;
  const startedAt = row.startedAt?.toISOString() ?? null;
  const endedAt = row.endedAt?.toISOString() ?? null;
  const language = row.language ?? 'en';
  return { ...presentPublicSession(row), language, registered, viewers, attended, startedAt, endedAt };
}
