import type { SeriesView, SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Repeat } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, ConfirmDialog } from '../../../shared/ui/index.ts';
import { seriesQuery, useEndSeries } from '../api/series.queries.ts';
import { ruleInWords } from '../lib/rule-in-words.ts';
import { sessionsTexts } from '../texts.ts';

/** That a masterclass is a date of a series. */
export const SeriesBadge = ({ series }: Pick<SessionView, 'series'>) =>
  series === null ? null : (
    <Badge>
      <Repeat size={12} aria-hidden="true" />
      {sessionsTexts().series.badge}
    </Badge>
  );

/** By which rule a masterclass repeats, and the way to end that. */
export function SeriesNote({ of }: { readonly of: NonNullable<SessionView['series']> }) {
  const texts = sessionsTexts().series;
  const series = useQuery(seriesQuery(of.id));
  const mayPlan = useSession().operations.includes('series.end');
  const [isEnding, setEnding] = useState(false);
  if (series.data === undefined) return null;
  const { rule, isOpen } = series.data;
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 text-text-muted">
      <p className="flex min-w-0 items-start gap-2">
        <Repeat size={16} aria-hidden="true" className="mt-1 shrink-0" />
        <span className="wrap-anywhere">
          {ruleInWords(rule)} {of.isApart ? texts.apart : null}
        </span>
      </p>
      {isOpen && mayPlan ? (
        <Button size="sm" variant="ghost" onClick={() => setEnding(true)}>
          {texts.end}
        </Button>
      ) : null}
      {isEnding ? <Ending series={series.data} onClose={() => setEnding(false)} /> : null}
    </div>
  );
}

function Ending({ series, onClose }: { readonly series: SeriesView; readonly onClose: () => void }) {
  const texts = sessionsTexts().series;
  return (
    <ConfirmDialog
      title={texts.endTitle}
      description={texts.endText}
      confirmLabel={texts.end}
      change={useEndSeries()}
      input={{ series, callOff: null }}
      done={texts.ended}
      onClose={onClose}
    />
  );
}
