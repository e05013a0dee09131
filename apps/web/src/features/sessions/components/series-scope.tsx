import type { SeriesView, SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { seriesQuery } from '../api/series.queries.ts';
import { sessionsTexts } from '../texts.ts';

/** What a command is for: one date, or it and all that follow. */
export interface SeriesScope {
  /** The series, where the command is for all that follow; null for one date. */
  readonly series: SeriesView | null;
  /** The choice, to be shown in a dialog; null where nothing repeats. */
  readonly choice: React.ReactNode;
}

const MAY_FOLLOW: ReadonlySet<SessionView['phase']> = new Set(['draft', 'countdown', 'lobby']);

/**
 * Asks in a dialog whether it is about one date of a series or about what follows, too.
 * @param hint what becomes of dates that were changed for themselves
 */
export function useSeriesScope({ series: of, phase }: SessionView, hint: string): SeriesScope {
  const [isForAll, setForAll] = useState(false);
  const isAsked = of !== null && MAY_FOLLOW.has(phase);
  const series = useQuery({ ...seriesQuery(of?.id ?? ''), enabled: isAsked });
  if (!isAsked) return { series: null, choice: null };
  const choice = (
    <ScopeChoice isForAll={isForAll} onChange={setForAll} isKnown={series.data !== undefined} hint={hint} />
  );
  return { series: isForAll ? (series.data ?? null) : null, choice };
}

function ScopeChoice({
  isForAll,
  onChange,
  isKnown,
  hint,
}: {
  readonly isForAll: boolean;
  readonly onChange: (isForAll: boolean) => void;
  readonly isKnown: boolean;
  readonly hint: string;
}) {
  const texts = sessionsTexts().series.scope;
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{texts.label}</legend>
      {[false, true].map((each) => (
        <label key={String(each)} className="flex min-h-9 cursor-pointer items-center gap-3 text-sm">
          <input
            type="radio"
            name={name}
            className="size-4 accent-primary"
            checked={each === isForAll}
            disabled={each && !isKnown}
            onChange={() => onChange(each)}
          />
          {each ? texts.rest : texts.one}
        </label>
      ))}
      {isForAll ? <p className="mt-1 text-xs text-text-muted">{hint}</p> : null}
    </fieldset>
  );
}
