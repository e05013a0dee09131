import { zodResolver } from '@hookform/resolvers/zod';
import { PollBody, type PollQuestionKind } from '@stageline/contracts';
import type { Resolver } from 'react-hook-form';
import { z } from 'zod';

/** A question as a form has it: the choices are lines, and a line that begins with * is right. */
export interface QuestionValues {
  readonly kind: PollQuestionKind;
  readonly text: string;
  readonly choices: string;
}
export interface PollValues {
  readonly title: string;
  readonly changeable: boolean;
  readonly questions: QuestionValues[];
}

export const emptyQuestion = (): QuestionValues => ({ kind: 'single', text: '', choices: '' });
export const newPoll = (): PollValues => ({ title: '', changeable: true, questions: [emptyQuestion()] });

export const hasChoices = (kind: PollQuestionKind): boolean => kind === 'single' || kind === 'multiple';

export const valuesOf = ({ title, changeable, questions }: PollBody): PollValues => ({
  title,
  changeable,
  questions: questions.map(({ kind, text, choices, right }) => ({
    kind,
    text,
    choices: choices.map((choice, place) => (right.includes(place) ? `* ${choice}` : choice)).join('\n'),
  })),
});

function questionOf({ kind, text, choices }: QuestionValues): PollBody['questions'][number] {
  if (!hasChoices(kind)) return { kind, text, choices: [], right: [] };
  const lines = choices.split('\n').filter((line) => line.replace(/^\s*\*/, '').trim() !== '');
  return {
    kind,
    text,
    choices: lines.map((line) => line.replace(/^\s*\*/, '').trim()),
    right: lines.flatMap((line, place) => (/^\s*\*/.test(line) ? [place] : [])),
  };
}

/** What the api is told. */
export const pollBodyOf = ({ title, changeable, questions }: PollValues): PollBody => ({
  title,
  changeable,
  questions: questions.map(questionOf),
});

const Values = z.custom<PollValues>().superRefine((values, context) => {
  const parsed = PollBody.safeParse(pollBodyOf(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    // What is right, and single choices, are written in one field.
    const field = path.slice(0, 3).map((key) => (key === 'right' ? 'choices' : key));
    context.addIssue({ code: 'custom', path: field, message });
  }
});
/** The contract's rules, beside the fields that they are about. */
export const pollResolver: Resolver<PollValues> = zodResolver(Values as never) as never;
