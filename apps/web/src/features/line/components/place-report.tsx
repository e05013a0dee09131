import { useEffect, useState } from 'react';
import type { PlaceView } from '@stageline/contracts';
import { besideTexts } from '../beside-texts.ts';
import { grouped } from '../lib/grouped.ts';
import { onNewest } from '../lib/newest.ts';

export interface PlaceReportProps {
  readonly position: number;
  readonly joinedAfterYou: number;
  readonly attended: PlaceView['attended'];
  readonly rank: number | null;
  /** The highest position of the line when the page was made: whoever comes with a higher one entered after the reader. */
  readonly newest: number;
}

/** What has happened in the line since somebody joined it: theirs alone, and true to the second. */
export function PlaceReport({ position, joinedAfterYou, attended, rank, newest }: PlaceReportProps) {
  const texts = besideTexts();
  const [now, setNow] = useState(newest);
  useEffect(() => onNewest(setNow), []);
  return (
    <div className="mt-6 rounded-lg border border-primary-line bg-primary-tint px-5 py-4">
      <p className="flex items-baseline gap-3">
        <span className="text-sm text-primary-text">{texts.yourPosition}</span>
        <span className="numeric display text-3xl text-primary-text">{grouped(position)}</span>
      </p>
      <p className="mt-1 text-base text-text">{texts.joinedAfter(joinedAfterYou + Math.max(0, now - newest))}</p>
      {attended !== null && <p className="text-base text-text">{texts.attended(attended.count, attended.when)}</p>}
      {rank !== null && <p className="text-base text-text">{texts.rank(rank)}</p>}
    </div>
  );
}
