import type { PersonId, SessionId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { RegistrationModel } from './registration.model.ts';
import { MOST_SHOWN } from './registration.repository.ts';

/** When what these people asked at their registration for a masterclass was ticked off, the first before the others. */
export async function questionsTicked(
  sessionId: SessionId,
  people: readonly PersonId[],
): Promise<{ readonly personId: PersonId; readonly at: Date }[]> {
  const rows = await findRows<{ personId: PersonId; answered: { at: Date } }>(
    RegistrationModel,
    { personId: { $in: [...people] }, sessionId, question: { $type: 'string' }, answered: { $exists: true } },
    {
      projection: { _id: 0, personId: 1, 'answered.at': 1 },
      sort: { 'answered.at': 1 },
      limit: people.length * MOST_SHOWN,
    },
  );
  return rows.map(({ personId, answered: { at } }) => ({ personId, at }));
}
