import { useEffect, useRef } from 'react';
import type { ApiProblem } from '../lib/api.ts';
import { formatDay, formatTime } from '../lib/format.ts';
import { Button, Notice } from '../ui/index.ts';
import { bookingTexts } from './texts.ts';

interface TakenProps {
  readonly problem: ApiProblem;
  readonly timeZone: string;
  readonly onChoose: (startsAt: string) => void;
}
/**
 * Somebody was faster: what else is free, to be taken with one more press. It takes the focus, and so comes into view: on a phone
 * the time that was pressed stands far below it.
 */
export function Taken({ problem, timeZone, onChoose }: TakenProps) {
  const texts = bookingTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [problem]);
  return (
    <div ref={place} tabIndex={-1} className="mb-5 scroll-mt-20 outline-none">
      {problem.alternatives.length === 0 ? (
        <Notice>{problem.message}</Notice>
      ) : (
        <Notice tone="warning">
          <p>{texts.taken}</p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {problem.alternatives.map((startsAt) => (
              <li key={startsAt}>
                <Button size="sm" onClick={() => onChoose(startsAt)}>
                  {formatDay(startsAt, { timeZone })}, {formatTime(startsAt, { timeZone })}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
