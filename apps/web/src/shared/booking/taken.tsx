import type { ApiProblem } from '../lib/api.ts';
import { formatDay, formatTime } from '../lib/format.ts';
import { Button, Notice } from '../ui/index.ts';
import { bookingTexts } from './texts.ts';

interface TakenProps {
  readonly problem: ApiProblem;
  readonly timeZone: string;
  readonly onChoose: (startsAt: string) => void;
}
/** Somebody was faster: what else is free, to be taken with one more press. */
export function Taken({ problem, timeZone, onChoose }: TakenProps) {
  const texts = bookingTexts();
  if (problem.alternatives.length === 0) return <Notice className="mb-5">{problem.message}</Notice>;
  return (
    <Notice tone="warning" className="mb-5">
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
  );
}
