import type { SessionMoment } from '@stageline/contracts';
import { formatTime } from '../../lib/format.ts';
import { momentNumbers, momentTexts, momentWords } from './moment-texts.ts';

interface MomentsListProps<T extends SessionMoment> {
  readonly moments: readonly T[];
  /** What stands before each; the time of day unless given. */
  readonly children?: (moment: T) => React.ReactNode;
}

/** What happened, as words in the order of time: the same as the marks in a picture, for whoever does not see it. */
export function MomentsList<T extends SessionMoment>({ moments, children }: MomentsListProps<T>) {
  return (
    <ol
      aria-label={momentTexts().title}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard has to reach it
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-sm text-sm"
    >
      {moments.map((moment) => (
        <li key={moment.id} className="flex items-baseline gap-3 py-1">
          {children === undefined ? (
            <time dateTime={moment.at} className="numeric shrink-0 text-text">
              {formatTime(moment.at)}
            </time>
          ) : (
            <span className="w-14 shrink-0">{children(moment)}</span>
          )}
          <span className="min-w-0 text-text-muted wrap-anywhere">
            <span className="text-text">{momentWords(moment)}</span>
            {momentNumbers(moment).map((number) => ` · ${number}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}
