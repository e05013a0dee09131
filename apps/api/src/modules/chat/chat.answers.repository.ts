import type { PersonId, SessionId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { ChatQuestionModel } from './chat.model.ts';

/** When a question of somebody was answered aloud. */
export interface HeardAnswer {
  readonly personId: PersonId;
  readonly at: Date;
}
/** Nobody asks so much that more were read of them. */
const MOST_OF_ONE = 20;

/** When questions of these people were answered live in a session of the current tenant, the first of each before the others. */
export async function answersHeard(sessionId: SessionId, people: readonly PersonId[]): Promise<HeardAnswer[]> {
  const rows = await findRows<{ identity: PersonId; answeredAt: Date }>(
    ChatQuestionModel,
    {
      identity: { $in: [...people] },
      sessionId,
      answered: 'live',
      answeredAt: { $type: 'date' },
      removedAt: { $exists: false },
    },
    { projection: { _id: 0, identity: 1, answeredAt: 1 }, sort: { answeredAt: 1 }, limit: people.length * MOST_OF_ONE },
  );
  return rows.map(({ identity: personId, answeredAt: at }) => ({ personId, at }));
}
