import { useQuery } from '@tanstack/react-query';
import { momentTexts } from '../../../shared/ui/chart/moment-texts.ts';
import { MomentsList } from '../../../shared/ui/chart/moments-list.tsx';
import { Panel } from '../../../shared/ui/index.ts';
import { marksQuery } from '../api/replay.queries.ts';
import { TimeButton } from './time-button.tsx';

/** What happened in the masterclass, for those who host it: each leads to its place in the film. */
export function FilmMarks({ replayId, onGoTo }: { readonly replayId: string; readonly onGoTo: (ms: number) => void }) {
  const marks = useQuery(marksQuery(replayId)).data?.items ?? [];
  // The film is complete without it.
  if (marks.length === 0) return null;
  return (
    <Panel className="mt-4 p-4 sm:p-5">
      <h3 className="mb-1 text-sm font-semibold">{momentTexts().title}</h3>
      <MomentsList moments={marks}>{({ atMs }) => <TimeButton atMs={atMs} onGoTo={onGoTo} />}</MomentsList>
    </Panel>
  );
}
