import { movable } from '@stageline/platform/mongo';
import { PollAnswerModel } from './polls.model.ts';

/** What somebody answered, as it changes people in a merge. */
export const mergingPollAnswers = movable(PollAnswerModel, 'identity', ['runId']);
