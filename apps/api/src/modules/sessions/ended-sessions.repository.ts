import type { SessionId } from '@stageline/contracts';
import { SessionModel } from './sessions.model.ts';

/** The masterclasses of the current tenant that are over. */
export async function endedSessionIds(): Promise<ReadonlySet<SessionId>> {
  const rows = await SessionModel.find({ status: 'ended' }, { _id: 1 }).lean<{ _id: SessionId }[]>();
  return new Set(rows.map(({ _id }) => _id));
}
