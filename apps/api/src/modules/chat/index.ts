export { createChatModule, type ChatModule, type ChatModuleDeps } from './chat.module.ts';
export { createRoomBans } from './chat.bans.ts';
export { assertDirects } from './chat.policy.ts';
export { createChatCursor } from './chat.cursor.ts';
export type { ChatService } from './chat.service.ts';
export {
  answeredQuestions,
  replayedMessages,
  type AnsweredQuestion,
  type ReplayedMessage,
} from './chat.replay.repository.ts';
export { answersHeard } from './chat.answers.repository.ts';
export { questionsOfPeople, questionsOfPerson, type AskedQuestion } from './chat.cockpit.repository.ts';
export { spokenIn, type SpokenText } from './chat.spoken.repository.ts';
export { chatMoments, questionMoments } from './chat.moments.repository.ts';
export { messagesOfPeople, messagesOfPerson } from './chat.timeline.repository.ts';
export {
  mergingAsides,
  mergingHeld,
  mergingMessages,
  mergingMutes,
  mergingQuestions,
  mergingVotes,
} from './chat.merging.repository.ts';
export type { ChangeChat } from './chat.changes.ts';
