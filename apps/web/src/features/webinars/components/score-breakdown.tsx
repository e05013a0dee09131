import type { ScorePart, WebinarAttendeeView } from '@stageline/contracts';
import { formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { webinarTexts } from '../texts.ts';

/** How a score comes about: what was measured, what it is worth, and how much of the whole it makes. */
export function ScoreBreakdown({ person: { breakdown, confidence } }: { readonly person: WebinarAttendeeView }) {
  return (
    <>
      <ul className="flex flex-col gap-4">
        {breakdown.map((part) => (
          <li key={part.signal}>
            <Part part={part} />
          </li>
        ))}
      </ul>
      {confidence >= 1 ? null : (
        <p className="mt-4 text-sm text-text-muted">{webinarTexts().person.unsure(formatShare(confidence))}</p>
      )}
    </>
  );
}

function Part({ part: { signal, measured, points, share } }: { readonly part: ScorePart }) {
  const texts = webinarTexts();
  const { person } = texts;
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{texts.signals[signal]}</span>
        <span className="numeric text-sm text-text-muted">
          {measured === null || points === null ? person.notMeasured : person.measured[signal](Math.round(measured))}
        </span>
      </p>
      <div className="mt-1.5 h-2 overflow-hidden rounded-full bg-muted" aria-hidden="true">
        {points === null ? null : (
          <div className="h-full rounded-full bg-primary-text" style={{ width: `${points}%` }} />
        )}
      </div>
      {points === null ? null : (
        <p className="numeric mt-1 text-xs text-text-muted">
          {person.points(formatNumber(Math.round(points)), formatShare(share))}
        </p>
      )}
    </>
  );
}
