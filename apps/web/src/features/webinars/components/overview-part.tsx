import type { EngagementTier, WebinarDashboard } from '@stageline/contracts';
import { axisMarks } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { SeriesChart } from '../../../shared/ui/chart/series-chart.tsx';
import { Button, buttonStyles, EmptyState, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { dashboardQuery } from '../api/webinars.queries.ts';
import { TIERS, tierFills } from '../lib/tiers.ts';
import { webinarTexts } from '../texts.ts';
import { AttendeeRow } from './attendee-row.tsx';
import { useShownWebinar } from './webinar-frame.tsx';

/** Questions that stand there before somebody asks for all. */
const FIRST_QUESTIONS = 6;

/** One event in pictures. */
export function OverviewPart() {
  const texts = webinarTexts();
  const { id, state } = useShownWebinar();
  const query = useQuery(dashboardQuery(id));
  if (state === 'empty')
    return (
      <Panel>
        <EmptyState
          icon={<UsersRound size={20} />}
          title={texts.overview.emptyTitle}
          action={
            <Link to="files" className={buttonStyles({ variant: 'primary' })}>
              {texts.overview.toFiles}
            </Link>
          }
        >
          {texts.overview.empty}
        </EmptyState>
      </Panel>
    );
  return (
    <Loaded query={query} waiting={<Waiting />}>
      {(view) => (
        <div className="flex flex-col gap-10">
          <Tiers view={view} />
          <div className="grid gap-10 lg:grid-cols-2">
            <Scores view={view} />
            <Retention view={view} />
          </div>
          <div className="grid gap-10 lg:grid-cols-2">
            <Priority view={view} />
            <Questions view={view} />
          </div>
        </div>
      )}
    </Loaded>
  );
}

function Tiers({ view }: { readonly view: WebinarDashboard }) {
  const texts = webinarTexts();
  const all = TIERS.reduce((sum, tier) => sum + view.tiers[tier], 0);
  return (
    <section aria-label={texts.overview.tiers}>
      <div className="mb-4 flex h-2.5 gap-px overflow-hidden rounded-full bg-muted" aria-hidden="true">
        {TIERS.map((tier) =>
          view.tiers[tier] === 0 ? null : (
            <span key={tier} className={tierFills[tier]} style={{ flexGrow: view.tiers[tier] }} />
          ),
        )}
      </div>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border sm:grid-cols-5">
        {TIERS.map((tier) => (
          <li key={tier} className="bg-raised last:max-sm:col-span-2">
            <TierTile tier={tier} number={view.tiers[tier]} share={all === 0 ? 0 : view.tiers[tier] / all} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly tier: EngagementTier;
  readonly number: number;
  readonly share: number;
}
const TierTile = ({ tier, number, share }: TileProps) => (
  <Link
    to={`people?tier=${tier}`}
    className="block h-full px-4 py-3 transition-colors hover:bg-muted focus-visible:-outline-offset-2"
  >
    <span className="flex items-center gap-2 text-sm text-text-muted">
      <span className={cn('size-2 rounded-full', tierFills[tier])} aria-hidden="true" />
      {webinarTexts().tiers[tier]}
    </span>
    <span className="mt-1 flex items-baseline gap-2">
      <span className="numeric text-xl font-semibold">{formatNumber(number)}</span>
      <span className="numeric text-xs text-text-muted">{formatShare(share)}</span>
    </span>
  </Link>
);

function Scores({ view: { distribution } }: { readonly view: WebinarDashboard }) {
  const texts = webinarTexts().overview;
  const sum = distribution.reduce((total, number) => total + number, 0);
  const to = (index: number) => (index === 9 ? 100 : index * 10 + 9);
  return (
    <Section title={texts.distribution}>
      <SeriesChart
        label={texts.distributionLabel}
        values={distribution}
        form="bars"
        axis={axisMarks(Math.max(1, ...distribution), 4, true)}
        summary={{ value: formatNumber(sum), text: texts.scored }}
        formatValue={(value) => formatNumber(value ?? 0)}
        nameOf={(index) => texts.range(index * 10, to(index))}
        tickOf={(index) => String(index * 10)}
        tickWidth={28}
        empty={texts.nobodyScored}
        height={200}
      />
    </Section>
  );
}

function Retention({ view: { retention } }: { readonly view: WebinarDashboard }) {
  const texts = webinarTexts().overview;
  const { stepMinutes, present } = retention;
  if (present.length === 0)
    return (
      <Section title={texts.retention}>
        <p className="text-sm text-text-muted">{texts.retentionNone}</p>
      </Section>
    );
  const minuteOf = (index: number) => formatNumber(Math.round(index * stepMinutes));
  return (
    <Section title={texts.retention}>
      <SeriesChart
        label={texts.retentionLabel}
        values={present}
        form="line"
        axis={axisMarks(Math.max(1, ...present), 4, true)}
        summary={{ value: formatNumber(Math.max(...present)), text: texts.atMost }}
        formatValue={(value) => formatNumber(value ?? 0)}
        nameOf={(index) => texts.minute(minuteOf(index))}
        tickOf={minuteOf}
        tickWidth={36}
        empty={texts.retentionNone}
        height={200}
      />
    </Section>
  );
}

function Priority({ view: { priority } }: { readonly view: WebinarDashboard }) {
  const texts = webinarTexts().overview;
  const { id } = useShownWebinar();
  return (
    <Section title={texts.priority} description={texts.priorityHint}>
      {priority.length === 0 ? (
        <p className="text-sm text-text-muted">{texts.nobodyWarm}</p>
      ) : (
        <Panel>
          <ol>
            {priority.map((attendee) => (
              <li key={attendee.id} className="border-b border-border last:border-0">
                <AttendeeRow attendee={attendee} webinarId={id} isNarrow />
              </li>
            ))}
          </ol>
        </Panel>
      )}
    </Section>
  );
}

function Questions({ view: { questions } }: { readonly view: WebinarDashboard }) {
  const texts = webinarTexts().overview;
  const { id } = useShownWebinar();
  const [isAll, setAll] = useState(false);
  if (questions.length === 0)
    return (
      <Section title={texts.questions}>
        <p className="text-sm text-text-muted">{texts.noQuestions}</p>
      </Section>
    );
  return (
    <Section title={texts.questions}>
      <ul className="flex flex-col gap-3">
        {(isAll ? questions : questions.slice(0, FIRST_QUESTIONS)).map(
          ({ id: messageId, text, sender, attendeeId }) => (
            <li key={messageId} className="border-s-2 border-border ps-3">
              <p className="wrap-anywhere">{text}</p>
              <p className="mt-0.5 text-sm text-text-muted">
                {attendeeId === null ? (
                  sender
                ) : (
                  <Link to={`/dashboard/follow-up/${id}/people/${attendeeId}`} className="hover:underline">
                    {sender}
                  </Link>
                )}
              </p>
            </li>
          ),
        )}
      </ul>
      {isAll || questions.length <= FIRST_QUESTIONS ? null : (
        <Button variant="ghost" size="sm" className="mt-3 -ms-3" onClick={() => setAll(true)}>
          {texts.allQuestions(questions.length)}
        </Button>
      )}
    </Section>
  );
}

const Waiting = () => (
  <div role="status" aria-label={webinarTexts().loading}>
    <Skeleton className="h-24 w-full" />
    <div className="mt-10 grid gap-10 lg:grid-cols-2">
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  </div>
);
