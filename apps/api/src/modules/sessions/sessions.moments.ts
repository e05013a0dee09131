import type { PersonId, SessionId } from '@stageline/contracts';
import type { Stay } from '@stageline/domain';
import { leadMerges } from '../leads/index.ts';
import type { Mark, MomentSource } from '../moments/index.ts';
import { createAttendanceRepository } from './attendance.repository.ts';
import { createSessionsRepository } from './sessions.repository.ts';

/** That a masterclass went live, and its end. */
export const sessionMoments: MomentSource = async ({ id, startedAt }) => {
  const ended = (await createSessionsRepository().find(id))?.endedAt ?? null;
  const marks: Mark[] = [{ kind: 'went-live', id, at: startedAt }];
  if (ended !== null) marks.push({ kind: 'ended', id, at: ended });
  return marks;
};

/** When attendees of the current tenant's session were there; who is there still, until `now`. */
export async function staysIn(sessionId: SessionId, now: Date): Promise<(Stay & { identity: PersonId })[]> {
  const rows = await createAttendanceRepository().intervals(sessionId);
  return rows.map(({ identity, joinedAt, leftAt }) => ({ identity, from: joinedAt, to: leftAt ?? now }));
}

/** When somebody came into a room of the current tenant, each time; as who they are by now. */
export async function arrivalsOf(sessionId: SessionId, personId: PersonId): Promise<Date[]> {
  const rows = await createAttendanceRepository().intervals(
    sessionId,
    (await leadMerges.personOf(personId)) as PersonId,
  );
  return rows.map(({ joinedAt }) => joinedAt);
}
