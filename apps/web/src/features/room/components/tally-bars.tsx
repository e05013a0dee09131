import { Check } from 'lucide-react';
import { type PollQuestionKind, RATING_POINTS } from '@stageline/contracts';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { pollTexts } from '../poll-texts.ts';

interface TallyBarsProps {
  readonly question: {
    readonly kind: PollQuestionKind;
    readonly choices: readonly string[];
    readonly right?: readonly number[] | undefined;
  };
  readonly counts: readonly number[];
  readonly people: number;
  /** Places that the reader has chosen. */
  readonly own?: readonly number[];
}

/** The answers to one question as bars with their numbers; what is right has a sign and a word, not only a colour. */
export function TallyBars({ question: { kind, choices, right = [] }, counts, people, own = [] }: TallyBarsProps) {
  const texts = pollTexts();
  if (kind === 'text') return <p className="numeric m-0 text-sm text-text-muted">{texts.inWords(counts[0] ?? 0)}</p>;
  const labels =
    kind === 'rating' ? Array.from({ length: RATING_POINTS }, (_, place) => texts.points(place + 1)) : choices;
  return (
    <ul className="m-0 flex list-none flex-col gap-2 p-0">
      {labels.map((label, place) => {
        const votes = counts[place] ?? 0;
        const share = people === 0 ? 0 : votes / people;
        const isRight = right.includes(place);
        return (
          <li key={place} className="text-sm">
            <p className="m-0 flex items-baseline justify-between gap-3">
              <span className="min-w-0 wrap-anywhere">
                {label}
                {isRight ? (
                  <span className="ms-2 inline-flex items-center gap-1 font-semibold text-success">
                    <Check size={16} aria-hidden="true" />
                    {texts.right}
                  </span>
                ) : null}
                {own.includes(place) ? <span className="ms-2 text-text-muted">({texts.yours})</span> : null}
              </span>
              <span className="numeric shrink-0 text-text-muted">
                {formatShare(share)} · {formatNumber(votes)}
              </span>
            </p>
            <div aria-hidden="true" className="mt-1 h-2 overflow-hidden rounded-full bg-muted">
              <div
                className={cn(
                  'h-full rounded-full transition-[width] duration-200 ease-out motion-reduce:transition-none',
                  isRight ? 'bg-success' : 'bg-primary',
                )}
                style={{ width: `${share * 100}%` }}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
