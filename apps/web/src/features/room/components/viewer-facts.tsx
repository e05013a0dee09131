import type { CockpitViewer } from '@stageline/contracts';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { formatNumber } from '../../../shared/lib/format.ts';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { HeatMark } from '../../../shared/ui/heat-mark.tsx';
import { StageBadge } from '../../../shared/ui/stage-badge.tsx';
import { cockpitTexts } from '../cockpit-texts.ts';

/** What the site knows of somebody in the room, in two lines beneath their name. */
export function ViewerFacts({ viewer }: { readonly viewer: CockpitViewer }) {
  const texts = cockpitTexts();
  const { stageOf } = usePipelines();
  const now = useNow(60_000);
  const { leadId, name, position, owner, heat, pastSessions, questions } = viewer;
  const facts = [
    ...(position === null ? [] : [texts.place(formatNumber(position))]),
    owner === null ? texts.nobody : texts.owner(owner),
    ...(pastSessions === 0 ? [] : [texts.before(pastSessions)]),
  ];
  return (
    <div className="mt-1 flex basis-full flex-col gap-1 ps-11 text-xs text-text-muted">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          to={`/dashboard/leads/${leadId}`}
          target="_blank"
          className="rounded-sm underline-offset-2 hover:underline"
        >
          <StageBadge stage={stageOf(viewer)} />
          <span className="sr-only"> {texts.openLead(name)}</span>
        </Link>
        <HeatMark heat={heat} now={now} />
        <span className="numeric wrap-anywhere">{facts.join(' · ')}</span>
      </p>
      {questions.asked === 0 ? null : (
        <p className="wrap-anywhere">
          {texts.questions(questions.asked)}
          {questions.last.map(({ id, text }) => (
            <Fragment key={id}>
              {' · '}
              <q>{text}</q>
            </Fragment>
          ))}
        </p>
      )}
    </div>
  );
}
