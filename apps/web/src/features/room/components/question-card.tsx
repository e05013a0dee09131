import { ChevronUp, EllipsisVertical, MessageSquareText, Radio, RotateCcw, Trash2 } from 'lucide-react';
import type { Question, QuestionAnswer } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Menu, MenuItem } from '../../../shared/ui/index.ts';
import { observes, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

interface QuestionCardProps {
  readonly question: Question;
  readonly hasVoted: boolean;
  readonly mayModerate: boolean;
  readonly onVote: (inFavour: boolean) => void;
  readonly onAnswer: (answer: QuestionAnswer | null) => void;
  readonly onAnswerInText: () => void;
  readonly onRemove: () => void;
}

/** One question: its votes, its words, and how it was answered. */
export function QuestionCard({ question, hasVoted, onVote, ...rest }: QuestionCardProps) {
  const texts = roomTexts().questions;
  const { text, authorName, answered, answer } = question;
  return (
    <article className="flex items-start gap-3 py-3 ps-3 pe-2">
      <Votes question={question} hasVoted={hasVoted} onVote={onVote} />
      <div className="min-w-0 flex-1">
        <p className="m-0 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
        <p className="m-0 mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
          <span className="min-w-0 truncate">{authorName}</span>
          {answered === null ? null : (
            <span className="font-semibold text-success">
              {answered === 'live' ? texts.answeredLive : texts.answeredInText}
            </span>
          )}
        </p>
        {answer === '' ? null : (
          <p className="m-0 mt-2 border-s-2 border-primary-edge ps-3 text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">
            {answer}
          </p>
        )}
      </div>
      {rest.mayModerate ? <CardMenu question={question} {...rest} /> : null}
    </article>
  );
}

const VOTES =
  'numeric flex min-h-11 w-11 shrink-0 flex-col items-center justify-center rounded-md border text-xs font-semibold';

/** How many are in favour; whoever only looks does not vote. */
function Votes({
  question: { votes, text },
  hasVoted,
  onVote,
}: Pick<QuestionCardProps, 'question' | 'hasVoted' | 'onVote'>) {
  const texts = roomTexts().questions;
  const onlyLooks = useRoom(observes);
  if (onlyLooks)
    return (
      <p className={cn(VOTES, 'm-0 border-transparent text-text-muted')}>
        <span aria-hidden="true">{formatNumber(votes)}</span>
        <span className="sr-only">{texts.votes(votes)}</span>
      </p>
    );
  return (
    <button
      type="button"
      aria-pressed={hasVoted}
      onClick={() => onVote(!hasVoted)}
      className={cn(
        VOTES,
        'focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-ring',
        hasVoted
          ? 'border-primary-edge bg-primary-tint text-primary-text'
          : 'border-border text-text-muted hover:bg-muted hover:text-text',
      )}
    >
      <ChevronUp size={16} aria-hidden="true" />
      <span aria-hidden="true">{formatNumber(votes)}</span>
      <span className="sr-only">{texts.voteFor(votes, text.slice(0, 80))}</span>
    </button>
  );
}

type CardMenuProps = Pick<QuestionCardProps, 'question' | 'onAnswer' | 'onAnswerInText' | 'onRemove'>;

function CardMenu({ question, onAnswer, onAnswerInText, onRemove }: CardMenuProps) {
  const texts = roomTexts().questions;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="tap-target grid size-7 shrink-0 place-items-center rounded-md text-text-muted hover:bg-muted hover:text-text data-[state=open]:bg-muted"
        >
          <EllipsisVertical size={16} aria-hidden="true" />
          <span className="sr-only">{texts.more(question.text.slice(0, 80))}</span>
        </button>
      }
    >
      {question.answered === null ? (
        <MenuItem onSelect={() => onAnswer({ how: 'live' })}>
          <Radio size={16} aria-hidden="true" />
          {texts.answerLive}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => onAnswer(null)}>
          <RotateCcw size={16} aria-hidden="true" />
          {texts.reopen}
        </MenuItem>
      )}
      <MenuItem onSelect={onAnswerInText}>
        <MessageSquareText size={16} aria-hidden="true" />
        {texts.answerInText}
      </MenuItem>
      <MenuItem danger onSelect={onRemove}>
        <Trash2 size={16} aria-hidden="true" />
        {roomTexts().chat.removeForAll}
      </MenuItem>
    </Menu>
  );
}
