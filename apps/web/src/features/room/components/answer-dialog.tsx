import type { Question } from '@stageline/contracts';
import { type FormEvent, useId, useState } from 'react';
import { FormDialog, Textarea } from '../../../shared/ui/index.ts';
import type { QuestionStore } from '../lib/question-store.ts';
import { roomTexts } from '../texts.ts';

/** The longest answer that the room stores. */
const MAX_LENGTH = 2000;

interface AnswerDialogProps {
  readonly store: QuestionStore;
  readonly question: Question;
  readonly onClose: () => void;
}

/** Answers a question in text, for everybody. */
export function AnswerDialog({ store, question, onClose }: AnswerDialogProps) {
  const [text, setText] = useState(question.answer);
  const [problem, setProblem] = useState<string>();
  const [loading, setLoading] = useState(false);
  const id = useId();
  const texts = roomTexts().questions;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setLoading(true);
    try {
      await store.answer(question, { how: 'text', text: text.trim() });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : roomTexts().chat.notDone);
      setLoading(false);
    }
  };
  return (
    <FormDialog
      title={texts.answerTitle}
      description={question.text}
      onClose={onClose}
      onSubmit={onSubmit}
      submitLabel={texts.answerConfirm}
      submitDisabled={text.trim() === ''}
      loading={loading}
      problem={problem}
    >
      <label htmlFor={id} className="sr-only">
        {texts.answerLabel}
      </label>
      <Textarea
        id={id}
        rows={5}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  );
}
