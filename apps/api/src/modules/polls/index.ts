export { createPollsModule, type PollsModule, type PollsModuleDeps } from './polls.module.ts';
export { pollMoments } from './polls.moments.ts';
export { mergingPollAnswers } from './polls.merging.repository.ts';
