import { wallTimeOf } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, PhoneCall } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { formatDay, formatTime, ownTimeZone } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Badge,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  Skeleton,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '../../../shared/ui/index.ts';
import { callListQuery, type Call, type Whose } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';

const DAY_MS = 86_400_000;
const dayOf = (instant: Date | string) => wallTimeOf(new Date(instant), ownTimeZone()).date;

/** Calls day by day, of oneself or the team. */
export function CallsPage() {
  const texts = callsTexts();
  const { operations, permissions } = useSession();
  const [params, setParams] = useSearchParams();
  const isPast = params.get('when') === 'past';
  const whose: Whose = params.get('whose') === 'team' ? 'team' : 'mine';
  const seesTeam = permissions.includes('leads.read-all') || permissions.includes('leads.read-team');
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <>
            {operations.includes('availability.save') ? (
              <Link to="/dashboard/calls/hours" className={buttonStyles({})}>
                {texts.hours}
              </Link>
            ) : null}
            <Link to="/dashboard/calls/types" className={buttonStyles({})}>
              {texts.types}
            </Link>
          </>
        }
      />
      <Tabs
        value={isPast ? 'past' : 'upcoming'}
        onValueChange={(when) => set('when', when === 'past' ? 'past' : null)}
        className="min-w-0"
      >
        <div className="flex flex-wrap items-end justify-between gap-3">
          <TabsList className="min-w-0 flex-1">
            <TabsTrigger value="upcoming">{texts.upcoming}</TabsTrigger>
            <TabsTrigger value="past">{texts.past}</TabsTrigger>
          </TabsList>
          {seesTeam ? (
            <label className="w-44">
              <span className="sr-only">{texts.whose}</span>
              <Select value={whose} onChange={({ target }) => set('whose', target.value === 'team' ? 'team' : null)}>
                <option value="mine">{texts.mine}</option>
                <option value="team">{texts.team}</option>
              </Select>
            </label>
          ) : null}
        </div>
        {/* Both are there for the tabs to point at; the one in front loads. */}
        {(['upcoming', 'past'] as const).map((when) => (
          <TabsContent key={when} value={when} forceMount className="pt-0 data-[state=inactive]:hidden">
            {(when === 'past') === isPast ? <CallList whose={whose} isPast={isPast} /> : null}
          </TabsContent>
        ))}
      </Tabs>
    </Page>
  );
}

function CallList({ whose, isPast }: { readonly whose: Whose; readonly isPast: boolean }) {
  const texts = callsTexts();
  const startOfToday = new Date();
  startOfToday.setHours(0, 0, 0, 0);
  const { data, error, refetch } = useQuery(callListQuery(whose, isPast, startOfToday));
  if (data === undefined)
    return error === null ? <ListSkeleton /> : <ErrorState error={error} onRetry={() => void refetch()} />;
  const items = isPast ? data.items.toReversed() : data.items;
  if (items.length === 0)
    return isPast ? (
      <EmptyState icon={<CalendarClock size={20} />} title={texts.emptyPast} />
    ) : (
      <EmptyState
        icon={<PhoneCall size={20} />}
        title={texts.emptyTitle}
        action={
          <Link to="/dashboard/calls/hours" className={buttonStyles({ variant: 'primary' })}>
            {texts.setHours}
          </Link>
        }
      >
        {texts.emptyText}
      </EmptyState>
    );
  const days = Map.groupBy(items, ({ startsAt }) => dayOf(startsAt));
  return (
    <div className="mt-6 flex flex-col gap-8">
      {[...days].map(([day, calls]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="mb-2 text-sm font-semibold">
            {nameOf(day)}
          </h2>
          <Panel>
            <ul className="divide-y divide-border">
              {calls.map((each) => (
                <CallRow key={each.id} call={each} withHost={whose === 'team'} />
              ))}
            </ul>
          </Panel>
        </section>
      ))}
    </div>
  );
}

/** A day as one speaks of it. */
function nameOf(day: string): string {
  const texts = callsTexts();
  const named = formatDay(`${day}T12:00:00Z`, { timeZone: 'UTC' });
  if (day === dayOf(new Date())) return `${texts.today}, ${named}`;
  return day === dayOf(new Date(Date.now() + DAY_MS)) ? `${texts.tomorrow}, ${named}` : named;
}

function CallRow({ call, withHost }: { readonly call: Call; readonly withHost: boolean }) {
  const texts = callsTexts();
  const { guest, state } = call;
  return (
    <li>
      <Link
        to={`/dashboard/calls/${call.id}`}
        className="flex items-center gap-4 px-4 py-3 transition-colors duration-150 hover:bg-muted sm:px-5"
      >
        <span className="numeric w-16 shrink-0 text-sm">
          <time
            dateTime={call.startsAt}
            className={state === 'cancelled' ? 'block line-through' : 'block font-semibold'}
          >
            {formatTime(call.startsAt)}
          </time>
          <span className="text-text-muted">{formatTime(call.endsAt)}</span>
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{`${guest.firstName} ${guest.lastName}`.trim()}</span>
          <span className="block truncate text-sm text-text-muted">
            {call.name}
            {withHost ? ` ${texts.with(call.host.name)}` : ''}
          </span>
        </span>
        <StateBadge call={call} />
      </Link>
    </li>
  );
}

const tones = { won: 'success', 'follow-up': 'primary', lost: 'neutral', 'no-show': 'warning' } as const;

/** How a call stands; nothing where it is simply booked. */
export function StateBadge({ call: { state, outcome } }: { readonly call: Pick<Call, 'state' | 'outcome'> }) {
  const texts = callsTexts();
  if (outcome !== null) return <Badge tone={tones[outcome]}>{texts.outcomes[outcome]}</Badge>;
  if (state === 'confirmed') return null;
  return (
    <Badge tone={state === 'pending' ? 'warning' : 'neutral'} dot={state === 'pending'}>
      {texts.states[state]}
    </Badge>
  );
}

const ListSkeleton = () => (
  <div role="status" aria-label={callsTexts().loading} className="mt-6 flex flex-col gap-3">
    {[0, 1, 2].map((index) => (
      <Skeleton key={index} className="h-16 w-full rounded-lg" />
    ))}
  </div>
);
