import { z } from 'zod';
import { optionalSpokenText } from '../http/fields.ts';
import { PollId, PollRunId } from '../kit/ids.ts';
import { Instant } from '../kit/operation.ts';
import { MAX_POLL_TEXT } from '../kit/room-figures.ts';

export const PollQuestionKind = z.enum(['single', 'multiple', 'rating', 'text']);
export type PollQuestionKind = z.infer<typeof PollQuestionKind>;

/** One question as everybody gets it. */
export const PollQuestionView = z.object({
  kind: PollQuestionKind,
  text: z.string(),
  /** Of `single` and `multiple`, else empty. */
  choices: z.array(z.string()),
  /** Whether it has right answers. */
  isQuiz: z.boolean(),
  /** Places of the right choices; told of a quiz once the run is closed, never before. */
  right: z.array(z.int()).optional(),
});
export type PollQuestionView = z.infer<typeof PollQuestionView>;

/** How a run was answered, told whole: of two the one with the higher version is the newer. */
export const PollTally = z.object({
  version: z.int(),
  /** People who have answered. */
  people: z.int(),
  /** By question, and there by choice or point; of a text the number of answers. */
  counts: z.array(z.array(z.int())),
});
export type PollTally = z.infer<typeof PollTally>;

/** A poll that was launched: each launch is a run of its own, with results of its own. */
export const PollRunView = z.object({
  id: PollRunId,
  pollId: PollId,
  /** 1 for the first launch of its poll. */
  number: z.int(),
  title: z.string(),
  questions: z.array(PollQuestionView),
  /** Whether an answer may be changed until the run is closed. */
  changeable: z.boolean(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** The results, while the host shows them to everybody. */
  tally: PollTally.nullable(),
});
export type PollRunView = z.infer<typeof PollRunView>;

/** The run that is open, and the last one whose results are shown; told whole, so that a newer one replaces an older one. */
export const PollBoard = z.object({ runs: z.array(PollRunView) });
export type PollBoard = z.infer<typeof PollBoard>;

/** One person's answer to one question: places of choices, points in a list of one, or words. Nothing: an empty one. */
export const PollAnswer = z.union([z.array(z.int().min(0).max(10)).max(10), optionalSpokenText(MAX_POLL_TEXT)]);
export type PollAnswer = z.infer<typeof PollAnswer>;

/** What an attendee says about polls. */
export const pollAsks = {
  /** An answer for each question. The same again changes nothing, so whoever got no acknowledgement sends it again. */
  'room:answer-poll': {
    payload: z.strictObject({ runId: PollRunId, answers: z.array(PollAnswer).min(1).max(10) }),
  },
};

/** What is told about polls besides the changes of the room. */
export const pollTells = {
  /** Sent on connect, to one person: what they have answered of the runs that are there. */
  'room:own-answers': z.object({ answers: z.record(PollRunId, z.array(PollAnswer)) }),
};
