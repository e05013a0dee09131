export { parseFollowUp, type FollowUpText } from './answer.ts';
export { answerFollowUpPrompt, writeFollowUp } from './engine.ts';
export { followUpEvidence } from './evidence.ts';
export { followUpFacts, type FollowUpFacts, type FollowUpSource } from './facts.ts';
export { guardFollowUp, type GuardRules } from './guard.ts';
export { followUpHtml } from './html.ts';
export { followUpPrompt, PROMPT_VERSIONS, type FollowUpPrompt } from './prompts.ts';
