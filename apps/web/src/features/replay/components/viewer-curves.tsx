import type { ReplayEntry } from '@stageline/contracts';
import { axisMarks } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../../shared/lib/format.ts';
import { SeriesChart } from '../../../shared/ui/chart/series-chart.tsx';
import { ViewerCurve } from '../../../shared/ui/chart/viewer-curve.tsx';
import { Panel, Skeleton } from '../../../shared/ui/index.ts';
import { viewersQuery } from '../api/replay.queries.ts';
import { clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';

/** In pixels. */
const HEIGHT = 180;
/** Minutes between two times under the curve. */
const TICK_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120];

/** How many watched live, and how many have seen each part of the replay: beside each other and never added up (G-06). */
export function ViewerCurves({ replay }: { readonly replay: ReplayEntry }) {
  const texts = replayTexts().manage.curves;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel className="min-w-0 p-4 sm:p-5">
        <h3 className="mb-2 text-sm font-semibold">{texts.live}</h3>
        <ViewerCurve sessionId={replay.sessionId} isLive={false} height={HEIGHT} />
      </Panel>
      <Panel className="min-w-0 p-4 sm:p-5">
        <h3 className="mb-2 text-sm font-semibold">{texts.replay}</h3>
        <ReplayCurve replayId={replay.id} />
      </Panel>
    </div>
  );
}

function ReplayCurve({ replayId }: { readonly replayId: string }) {
  const viewers = useQuery(viewersQuery(replayId));
  const texts = replayTexts().manage.curves;
  // Whoever lists the viewers says what is wrong with them.
  if (!viewers.data) return <Skeleton className="h-56 w-full rounded-lg" />;
  const { counts, stepSeconds } = viewers.data;
  const placeOf = (index: number) => clockText(index * stepSeconds * 1000);
  const most = Math.max(0, ...counts);
  return (
    <SeriesChart
      label={texts.replayLabel}
      values={counts}
      form="line"
      axis={axisMarks(most, 4, true)}
      summary={
        most === 0
          ? { value: formatNumber(0), text: '' }
          : { value: texts.people(most), text: texts.mostSeen(placeOf(counts.indexOf(most))) }
      }
      formatValue={(value) => formatNumber(value ?? 0)}
      nameOf={(index) => texts.part(placeOf(index))}
      tickOf={placeOf}
      tickEvery={TICK_MINUTES.map((minutes) => Math.max(1, Math.round((minutes * 60) / stepSeconds)))}
      empty={texts.none}
      height={HEIGHT}
    />
  );
}
