export { createPollsModule, type PollsModule, type PollsModuleDeps } from './polls.module.ts';
export { mergingPollAnswers } from './polls.merging.repository.ts';
