import type { SequenceProgress, SequenceStep } from '@stageline/contracts';
import { CalendarDays } from 'lucide-react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { EmptyState, Panel } from '../../../shared/ui/index.ts';
import { mailsTexts } from '../texts.ts';

interface ProgressListProps {
  readonly items: readonly SequenceProgress[];
  readonly steps: readonly SequenceStep[];
}

/** What was sent for each masterclass, what goes out next to how many, and why something was not sent. */
export function ProgressList({ items, steps }: ProgressListProps) {
  const texts = mailsTexts();
  if (items.length === 0)
    return (
      <EmptyState icon={<CalendarDays size={20} />} title={texts.noSessions}>
        {texts.noSessionsHint}
      </EmptyState>
    );
  const nameOf = (stepId: string): string => {
    const step = steps.find(({ id }) => id === stepId);
    return step === undefined ? texts.removedStep : texts.templateNames[step.template];
  };
  const inTurn = (rows: SequenceProgress['steps']) => rows.toSorted((a, b) => placeOf(a.stepId) - placeOf(b.stepId));
  const placeOf = (stepId: string): number => {
    const place = steps.findIndex(({ id }) => id === stepId);
    return place === -1 ? steps.length : place;
  };
  return (
    <ul className="flex flex-col gap-4">
      {items.map(({ sessionId, title, startsAt, timeZone, steps: rows, skipped }) => (
        <li key={sessionId}>
          <Panel className="p-4">
            <h3 className="text-sm font-medium wrap-anywhere">{title}</h3>
            <p className="numeric text-xs text-text-muted">{formatDateTime(startsAt, { timeZone })}</p>
            {rows.length === 0 ? (
              <p className="mt-3 text-sm text-text-muted">{texts.nothingPlanned}</p>
            ) : (
              <table className="mt-3 w-full text-sm">
                <thead className="sr-only sm:not-sr-only">
                  <tr className="text-start text-xs text-text-muted">
                    <th className="py-1 text-start font-medium">{texts.mail}</th>
                    <th className="py-1 text-end font-medium">{texts.sent}</th>
                    <th className="py-1 text-end font-medium">{texts.toCome}</th>
                    <th className="hidden py-1 text-end font-medium sm:table-cell">{texts.nextAt}</th>
                  </tr>
                </thead>
                <tbody className="divide-y divide-border">
                  {inTurn(rows).map(({ stepId, sent, planned, nextAt }) => (
                    <tr key={stepId}>
                      <td className="py-2 wrap-anywhere">{nameOf(stepId)}</td>
                      <td className="numeric py-2 text-end">{texts.sentCount(sent)}</td>
                      <td className="numeric py-2 text-end">{texts.plannedCount(planned)}</td>
                      <td className="numeric hidden py-2 text-end text-text-muted sm:table-cell">
                        {nextAt === null ? '–' : formatDateTime(nextAt, { timeZone })}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {skipped.length === 0 ? null : (
              <p className="mt-3 text-xs text-text-muted">
                {texts.notSent}{' '}
                {skipped.map(({ reason, count }) => texts.skipped(texts.reasons[reason], count)).join(', ')}
              </p>
            )}
          </Panel>
        </li>
      ))}
    </ul>
  );
}
