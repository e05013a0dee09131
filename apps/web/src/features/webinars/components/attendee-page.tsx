import type { WebinarAttendeeView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { BackLink } from '../../../shared/ui/back-link.tsx';
import {
  Badge,
  buttonStyles,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { personQuery, webinarQuery } from '../api/webinars.queries.ts';
import { webinarTexts } from '../texts.ts';
import { PresenceStrip } from './presence-strip.tsx';
import { ScoreBreakdown } from './score-breakdown.tsx';
import { TierBadge } from './tier-badge.tsx';

/** One person of an event: how warm they are and why, when they were there, and what they said. */
export function AttendeePage() {
  const texts = webinarTexts();
  const { webinarId = '', attendeeId = '' } = useParams();
  const query = useQuery(personQuery(webinarId, attendeeId));
  return (
    <Page>
      <BackLink to={`/dashboard/follow-up/${webinarId}/people`}>{texts.person.back}</BackLink>
      {query.data !== undefined ? (
        <Person person={query.data} webinarId={webinarId} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-8 w-64 max-w-full" />
          <Skeleton className="mt-8 h-56 w-full" />
          <Skeleton className="mt-8 h-24 w-full" />
        </div>
      )}
    </Page>
  );
}

interface PersonProps {
  readonly person: WebinarAttendeeView;
  readonly webinarId: string;
}
function Person({ person, webinarId }: PersonProps) {
  const texts = webinarTexts().person;
  const { name, email, tier, score, lead } = person;
  return (
    <>
      <PageTitle>{name}</PageTitle>
      <PageHeader
        title={<span className="wrap-anywhere">{name}</span>}
        {...(email !== null && { description: email })}
        actions={
          <>
            <TierBadge tier={tier} />
            <span className="numeric text-xl font-semibold">
              {score === null ? '' : webinarTexts().list.score(formatNumber(score))}
            </span>
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <Section title={texts.how}>
          <ScoreBreakdown person={person} />
        </Section>
        <Section title={texts.presence}>
          <Presence person={person} webinarId={webinarId} />
        </Section>
        <Section title={texts.said}>
          <Said person={person} />
        </Section>
        <Known person={person} />
        {lead === null ? null : (
          <p>
            <Link to={`/dashboard/leads/${lead.id}`} className={buttonStyles()}>
              {texts.toLead}
            </Link>
          </p>
        )}
        <FromFile person={person} />
      </div>
    </>
  );
}

function Presence({ person, webinarId }: PersonProps) {
  const texts = webinarTexts().person;
  const webinar = useQuery(webinarQuery(webinarId)).data;
  if (!person.attended) return <p className="text-sm text-text-muted">{texts.neverThere}</p>;
  const live = person.presence.filter(({ kind }) => kind === 'live');
  if (live.length === 0 || webinar === undefined) return <p className="text-sm text-text-muted">{texts.noTimes}</p>;
  return <PresenceStrip presence={live} webinar={webinar} minutes={person.minutes} />;
}

export function Said({ person }: { readonly person: WebinarAttendeeView }) {
  const texts = webinarTexts().person;
  if (person.said.length === 0) return <p className="text-sm text-text-muted">{texts.saidNothing}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {person.said.map(({ id, at, text, isQuestion }) => (
        <li key={id} className="border-s-2 border-border ps-3">
          <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-text-muted">
            {isQuestion ? <Badge tone="primary">{texts.question}</Badge> : null}
            {at === null ? null : <time dateTime={at}>{formatDateTime(at)}</time>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Known({ person: { known } }: { readonly person: WebinarAttendeeView }) {
  const texts = webinarTexts().person;
  const facts = [
    ...(known.linePosition === null ? [] : [texts.line(formatNumber(known.linePosition))]),
    ...known.bought.map((what) => texts.bought(what)),
    ...(known.unsubscribed ? [texts.unsubscribed] : []),
  ];
  return facts.length === 0 ? null : (
    <Section title={texts.known}>
      <ul className="flex flex-col gap-1">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </Section>
  );
}

function FromFile({ person: { custom, lines } }: { readonly person: WebinarAttendeeView }) {
  const texts = webinarTexts().person;
  if (custom.length === 0 && lines.length === 0) return null;
  return (
    <Section title={texts.more}>
      {custom.length === 0 ? null : (
        <Panel>
          <dl className="divide-y divide-border text-sm">
            {custom.map(({ name, value }) => (
              <div key={name} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[14rem_1fr]">
                <dt className="text-text-muted wrap-anywhere">{name}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      {lines.length === 0 ? null : (
        <p className="numeric mt-2 text-xs text-text-muted">
          {texts.lines(lines.map((line) => formatNumber(line)).join(', '))}
        </p>
      )}
    </Section>
  );
}
