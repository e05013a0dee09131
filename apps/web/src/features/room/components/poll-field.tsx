import { MAX_POLL_TEXT, type PollAnswer, type PollQuestionView, RATING_POINTS } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { Textarea } from '../../../shared/ui/index.ts';
import { pollTexts } from '../poll-texts.ts';

interface PollFieldProps {
  readonly id: string;
  readonly question: PollQuestionView;
  readonly answer: PollAnswer;
  readonly onAnswer: (answer: PollAnswer) => void;
}

/** One question of a poll, to answer. */
export function PollField({ id, question, answer, onAnswer }: PollFieldProps) {
  const texts = pollTexts();
  const { kind, text } = question;
  if (kind === 'text')
    return (
      <div>
        <label htmlFor={id} className="mb-2 block text-sm font-medium wrap-anywhere">
          {text}
        </label>
        <Textarea
          id={id}
          rows={2}
          maxLength={MAX_POLL_TEXT}
          placeholder={texts.words}
          value={typeof answer === 'string' ? answer : ''}
          onChange={({ target }) => onAnswer(target.value)}
        />
      </div>
    );
  const chosen = Array.isArray(answer) ? answer : [];
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-2 p-0 text-sm font-medium wrap-anywhere">{text}</legend>
      {kind === 'rating' ? (
        <Rating id={id} points={chosen[0]} onAnswer={(points) => onAnswer([points])} />
      ) : (
        <Choices id={id} question={question} chosen={chosen} onAnswer={onAnswer} />
      )}
    </fieldset>
  );
}

const OPTION =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-control px-3 py-2 text-sm hover:bg-muted ' +
  'has-checked:border-primary-edge has-checked:bg-primary-tint has-checked:text-primary-text ' +
  'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ring';

interface ChoicesProps {
  readonly id: string;
  readonly question: PollQuestionView;
  readonly chosen: readonly number[];
  readonly onAnswer: (answer: number[]) => void;
}

function Choices({ id, question: { kind, choices }, chosen, onAnswer }: ChoicesProps) {
  const isSeveral = kind === 'multiple';
  const toggle = (place: number) =>
    onAnswer(
      (chosen.includes(place) ? chosen.filter((other) => other !== place) : [...chosen, place]).toSorted(
        (a, b) => a - b,
      ),
    );
  return (
    <div className="flex flex-col gap-2">
      {isSeveral ? <p className="m-0 -mt-1 text-sm text-text-muted">{pollTexts().several}</p> : null}
      {choices.map((choice, place) => (
        <label key={place} className={OPTION}>
          <input
            type={isSeveral ? 'checkbox' : 'radio'}
            name={id}
            checked={chosen.includes(place)}
            onChange={() => (isSeveral ? toggle(place) : onAnswer([place]))}
            className="size-4 shrink-0 accent-primary"
          />
          <span className="min-w-0 wrap-anywhere">{choice}</span>
        </label>
      ))}
    </div>
  );
}

interface RatingProps {
  readonly id: string;
  readonly points: number | undefined;
  readonly onAnswer: (points: number) => void;
}

function Rating({ id, points: given, onAnswer }: RatingProps) {
  const texts = pollTexts();
  return (
    <>
      <div className="grid grid-cols-5 gap-2">
        {Array.from({ length: RATING_POINTS }, (_, place) => place + 1).map((points) => (
          <label key={points} className={cn(OPTION, 'justify-center px-0 font-semibold')}>
            <input
              type="radio"
              name={id}
              checked={given === points}
              aria-label={texts.points(points)}
              onChange={() => onAnswer(points)}
              className="sr-only"
            />
            <span aria-hidden="true" className="numeric">
              {points}
            </span>
          </label>
        ))}
      </div>
      <p aria-hidden="true" className="m-0 mt-1 flex justify-between text-xs text-text-muted">
        <span>{texts.least}</span>
        <span>{texts.most}</span>
      </p>
    </>
  );
}
