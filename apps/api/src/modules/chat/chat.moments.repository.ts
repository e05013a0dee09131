import { CHAT_WINDOW_MS, chatBursts, type ChatWindow } from '@stageline/domain';
import type { MomentSource } from '../moments/index.ts';
import { ChatMessageModel } from './chat.model.ts';
import { answeredQuestions } from './chat.replay.repository.ts';

/** Where many wrote at once: messages are counted in the database, and those that were taken out are not among them. */
export const chatMoments: MomentSource = async ({ id: sessionId, startedAt, until }, limit) => {
  const since = { $subtract: ['$sentAt', startedAt] };
  const windows = await ChatMessageModel.aggregate<ChatWindow>([
    {
      $match: {
        sessionId,
        sequence: { $gt: 0 },
        sentAt: { $gte: startedAt, $lte: until },
        removedAt: { $exists: false },
      },
    },
    { $group: { _id: { $floor: { $divide: [since, CHAT_WINDOW_MS] } }, messages: { $sum: 1 } } },
    { $project: { _id: 0, window: '$_id', messages: 1 } },
  ]);
  const bursts = chatBursts(windows, until.getTime() - startedAt.getTime());
  return bursts.slice(0, limit).map(({ atMs, messages }) => ({
    kind: 'chat-burst',
    id: String(atMs),
    at: new Date(startedAt.getTime() + atMs),
    count: messages,
  }));
};

/** When questions were answered; those of before that was kept have no place. */
export const questionMoments: MomentSource = async ({ id: sessionId }, limit) => {
  const answered = await answeredQuestions(sessionId);
  return answered
    .slice(0, limit)
    .flatMap(({ _id: id, text, authorName: name, answeredAt }) =>
      answeredAt === undefined ? [] : [{ kind: 'question-answered' as const, id, at: answeredAt, text, name }],
    );
};
