import type { SessionId } from '@stageline/contracts';
import { AttendanceModel } from './attendance.model.ts';

/** Seconds that connections to the room of a masterclass lasted, all together; those that are open do not count. */
export async function roomSeconds(sessionId: SessionId): Promise<number> {
  const [sum] = await AttendanceModel.aggregate<{ readonly ms: number }>([
    { $match: { sessionId, leftAt: { $type: 'date' } } },
    { $group: { _id: null, ms: { $sum: { $subtract: ['$leftAt', '$joinedAt'] } } } },
  ]);
  return Math.floor((sum?.ms ?? 0) / 1000);
}
