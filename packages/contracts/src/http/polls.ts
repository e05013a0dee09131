import { z } from 'zod';
import { PollId, PollRunId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { PollQuestionKind, PollTally } from '../sockets/polls.ts';
import { exportRules } from './export-rules.ts';
import { requiredText } from './fields.ts';
import { SessionParams } from './registrations.ts';

/** Polls that a masterclass may have, questions of one of them, and choices of one of those. */
export const MOST_POLLS = 60;
export const MOST_POLL_QUESTIONS = 10;
export const MOST_POLL_CHOICES = 10;
/** How often one poll can be launched. */
export const MOST_POLL_RUNS = 20;

const PollQuestion = z
  .strictObject({
    kind: PollQuestionKind,
    text: requiredText(200),
    choices: z.array(requiredText(120)).max(MOST_POLL_CHOICES),
    /** Places of the right choices; empty where there is no right and wrong. */
    right: z.array(z.int().min(0)).max(MOST_POLL_CHOICES),
  })
  .superRefine(({ kind, choices, right }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    const hasChoices = kind === 'single' || kind === 'multiple';
    if (hasChoices && choices.length < 2) refuse('choices', 'Please give at least two choices.');
    if (!hasChoices && choices.length > 0) refuse('choices', 'This kind of question has no choices.');
    if (right.some((place) => place >= choices.length) || new Set(right).size !== right.length)
      refuse('right', 'Please choose right answers among the choices.');
    if (kind === 'single' && right.length > 1) refuse('right', 'One answer can be right here.');
  });

export const PollBody = z.strictObject({
  title: requiredText(120),
  questions: z.array(PollQuestion).min(1).max(MOST_POLL_QUESTIONS),
  /** Whether people may change their answer until it is closed. */
  changeable: z.boolean(),
});
export type PollBody = z.infer<typeof PollBody>;

/** One launch as hosts see it. */
export const PollRunResult = z.object({
  id: PollRunId,
  number: z.int(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** Whether everybody sees the results. */
  shown: z.boolean(),
  /** As it was launched: the poll may have been changed since. */
  questions: PollBody.shape.questions,
  tally: PollTally,
});
export type PollRunResult = z.infer<typeof PollRunResult>;

export const PollView = PollBody.extend({
  id: PollId,
  version: z.int(),
  /** The last one first. */
  runs: z.array(PollRunResult),
});
export type PollView = z.infer<typeof PollView>;

const OnePoll = SessionParams.extend({ pollId: PollId });
const OneRun = OnePoll.extend({ runId: PollRunId });
/** Who prepares: a right on the site. */
const hosts = memberAccess('sessions.host');
/** Who shows and asks: a matter of the room. Its hosts and co-hosts may, which is asked for each time. */
const ofTheRoom = memberAccess();
const path = '/api/v1/sessions/:sessionId/polls';

export const listPolls = defineOperation({
  id: 'polls.list',
  method: 'GET',
  path,
  host: 'tenant',
  access: ofTheRoom,
  summary: 'The polls and quizzes of a masterclass with the results of every launch',
  params: SessionParams,
  response: z.object({ items: z.array(PollView) }),
});
export const createPoll = defineOperation({
  id: 'polls.create',
  method: 'POST',
  path,
  host: 'tenant',
  access: hosts,
  summary: 'Prepare a poll',
  params: SessionParams,
  body: PollBody,
  status: 201,
  response: PollView,
  errors: ['limit-reached'],
});
export const changePoll = defineOperation({
  id: 'polls.change',
  method: 'PUT',
  path: `${path}/:pollId`,
  host: 'tenant',
  access: hosts,
  summary: 'Change a poll; what was launched stays as it was',
  params: OnePoll,
  body: z.strictObject({ version: z.int(), poll: PollBody }),
  response: PollView,
  errors: ['conflict'],
});
export const removePoll = defineOperation({
  id: 'polls.remove',
  method: 'DELETE',
  path: `${path}/:pollId`,
  host: 'tenant',
  access: hosts,
  summary: 'Remove a poll that was never launched',
  params: OnePoll,
  status: 204,
  errors: ['illegal-transition'],
});
export const launchPoll = defineOperation({
  id: 'polls.launch',
  method: 'POST',
  path: `${path}/:pollId/runs`,
  host: 'tenant',
  access: ofTheRoom,
  summary: 'Ask the room; a poll that is open is closed before. Earlier results stay; hosts and co-hosts may',
  params: OnePoll,
  status: 201,
  response: PollView,
  errors: ['not-live', 'limit-reached'],
});
export const closePollRun = defineOperation({
  id: 'polls.close',
  method: 'POST',
  path: `${path}/:pollId/runs/:runId/close`,
  host: 'tenant',
  access: ofTheRoom,
  summary: 'Take no further answers; hosts and co-hosts may',
  params: OneRun,
  response: PollView,
});
export const showPollResults = defineOperation({
  id: 'polls.show-results',
  method: 'PUT',
  path: `${path}/:pollId/runs/:runId/results`,
  host: 'tenant',
  access: ofTheRoom,
  summary: 'Show the results to everybody in the room, or hide them; hosts and co-hosts may',
  params: OneRun,
  body: z.strictObject({ shown: z.boolean() }),
  response: PollView,
});
export const listPollTexts = defineOperation({
  id: 'polls.texts',
  method: 'GET',
  path: `${path}/:pollId/runs/:runId/texts`,
  host: 'tenant',
  access: ofTheRoom,
  summary: 'The newest hundred answers in words',
  params: OneRun,
  response: z.object({ items: z.array(z.object({ question: z.int(), text: z.string(), answeredAt: Instant })) }),
});
export const exportPoll = defineOperation({
  ...exportRules,
  id: 'polls.export',
  path: `${path}/:pollId/export.csv`,
  summary: 'All answers of all launches of a poll as CSV',
  params: OnePoll,
  produces: 'text/csv; charset=utf-8',
});
