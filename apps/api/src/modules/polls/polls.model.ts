import { PollQuestionKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const questionSchema = new Schema(
  {
    kind: { type: String, required: true, enum: PollQuestionKind.options },
    text: { type: String, required: true },
    choices: { type: [String], default: [] },
    right: { type: [Number], default: [] },
  },
  { _id: false, id: false },
);
const asked = {
  title: { type: String, required: true },
  questions: { type: [questionSchema], required: true },
  changeable: { type: Boolean, required: true },
};

const pollSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    ...asked,
    /** How often it was launched. */
    runs: { type: Number, default: 0 },
    version: { type: Number, required: true },
  },
  { id: false },
);
pollSchema.index({ sessionId: 1, _id: 1 });

export const PollModel = defineTenantModel('Poll', pollSchema);

/** One launch: what was asked is written down with it, so that a later change of the poll touches no result. */
const runSchema = new Schema(
  {
    _id: { type: String, required: true },
    pollId: { type: String, required: true },
    sessionId: { type: String, required: true },
    number: { type: Number, required: true },
    ...asked,
    openedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    /** Since when everybody sees the results; null while nobody does. */
    shownAt: { type: Date, default: null },
    people: { type: Number, required: true },
    counts: { type: [[Number]], required: true },
    /** Rises with each answer. */
    version: { type: Number, required: true },
  },
  { id: false },
);
runSchema.index({ sessionId: 1, _id: -1 });
runSchema.index({ sessionId: 1, closedAt: 1 });
runSchema.index({ sessionId: 1, shownAt: -1 });

export const PollRunModel = defineTenantModel('PollRun', runSchema, { collection: 'poll_runs' });

const answerSchema = new Schema(
  {
    _id: { type: String, required: true },
    runId: { type: String, required: true },
    sessionId: { type: String, required: true },
    identity: { type: String, required: true },
    /** By question: places of choices, points, or words. */
    answers: { type: [Schema.Types.Mixed], required: true },
    answeredAt: { type: Date, required: true },
  },
  { id: false },
);
answerSchema.index({ identity: 1, runId: 1 }, { unique: true });
answerSchema.index({ runId: 1, _id: -1 });

export const PollAnswerModel = defineTenantModel('PollAnswer', answerSchema, { collection: 'poll_answers' });
