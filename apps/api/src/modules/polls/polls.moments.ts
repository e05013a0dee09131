import type { MomentSource } from '../moments/index.ts';
import { createPollsRepository } from './polls.repository.ts';

/** When polls were opened and closed, each launch for itself; the last ones where there were more. */
export const pollMoments: MomentSource = async ({ id: sessionId }, limit) => {
  const runs = (await createPollsRepository().runs(sessionId)).slice(0, limit / 2);
  return runs.flatMap(({ _id: id, title, openedAt, closedAt, people }) => [
    { kind: 'poll-opened' as const, id, at: openedAt, text: title },
    ...(closedAt === null ? [] : [{ kind: 'poll-closed' as const, id, at: closedAt, text: title, count: people }]),
  ]);
};
