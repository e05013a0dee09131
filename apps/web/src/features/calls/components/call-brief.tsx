import { useQuery } from '@tanstack/react-query';
import { Flame } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate, formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { heatTexts } from '../../../shared/lib/heat-texts.ts';
import { heatReasonWords } from '../../../shared/lib/heat-words.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { callBriefQuery, type CallBrief } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';

/** Of the reasons, those that count most. */
const REASONS = 3;

/** What its host should know before a call (E-11): read at a glance, and each thing leads to where it comes from. */
export function Brief({ callId }: { readonly callId: string }) {
  const texts = callsTexts().brief;
  const brief = useQuery(callBriefQuery(callId));
  return (
    <Section title={texts.title} description={texts.hint}>
      <Loaded query={brief} waiting={<Skeleton aria-label={callsTexts().loading} className="h-48 w-full rounded-lg" />}>
        {(data) => (
          <Panel className="grid gap-x-8 gap-y-6 p-4 sm:grid-cols-2 sm:p-6">
            <Heat heat={data.heat} />
            <Attended attended={data.attended} />
            <Questions questions={data.questions} />
            <Invoices invoices={data.invoices} />
          </Panel>
        )}
      </Loaded>
    </Section>
  );
}

interface PartProps {
  readonly title: string;
  /** Said where there is nothing. */
  readonly nothing: string;
  readonly isEmpty: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}
const Part = ({ title, nothing, isEmpty, className, children }: PartProps) => (
  <section className={cn('min-w-0 text-sm', className)}>
    <h3 className="mb-2 text-xs font-medium text-text-muted">{title}</h3>
    {isEmpty ? <p className="text-text-muted">{nothing}</p> : children}
  </section>
);

function Heat({ heat }: Pick<CallBrief, 'heat'>) {
  const texts = heatTexts();
  const isHot = heat?.band === 'hot';
  return (
    <Part title={texts.title} nothing={texts.nothing} isEmpty={heat === null || heat.reasons.length === 0}>
      {heat === null ? null : (
        <>
          <p className="flex items-center gap-2">
            <Flame
              size={18}
              aria-hidden="true"
              className={cn(isHot ? 'fill-current text-warning' : 'text-text-muted')}
            />
            <span className={cn('font-semibold', isHot && 'text-warning')}>{texts.bands[heat.band]}</span>
            <span className="numeric text-text-muted">{texts.ofHundred(formatNumber(heat.points))}</span>
          </p>
          <ul className="mt-2 flex flex-col gap-1">
            {heat.reasons.slice(0, REASONS).map((reason) => (
              <li key={`${reason.kind} ${reason.session?.id ?? ''}`} className="wrap-anywhere">
                {heatReasonWords(reason)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Attended({ attended }: Pick<CallBrief, 'attended'>) {
  const texts = callsTexts().brief;
  return (
    <Part title={texts.attended} nothing={texts.notAttended} isEmpty={attended.length === 0}>
      <ul className="flex flex-col gap-2">
        {attended.map(({ session, at, minutes, percent }) => (
          <li key={session.id}>
            <Link to={`/dashboard/sessions/${session.id}`} className="font-medium underline wrap-anywhere">
              {session.title ?? heatTexts().masterclass}
            </Link>
            <p className="numeric text-text-muted">
              {formatDate(at)}, {texts.minutes(minutes)}
              {percent === null ? null : ` (${formatShare(percent / 100)})`}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Questions({ questions }: Pick<CallBrief, 'questions'>) {
  const texts = callsTexts().brief;
  return (
    <Part
      title={texts.questions}
      nothing={texts.notAsked}
      isEmpty={questions.length === 0}
      className={questions.length === 0 ? '' : 'sm:col-span-2'}
    >
      <ul className="flex flex-col gap-4">
        {questions.map(({ id, text, session, isAnswered, said }) => (
          <li key={id}>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium wrap-anywhere">{text}</span>
              {isAnswered ? null : <Badge tone="warning">{texts.open}</Badge>}
            </p>
            {session.title === null ? null : <p className="text-text-muted wrap-anywhere">{session.title}</p>}
            {said.map(({ recordingId, startMs, speaker, text: words }) => (
              <blockquote key={startMs} className="mt-1 border-s-2 border-border ps-3 wrap-anywhere">
                <Link
                  to={`/dashboard/sessions/${session.id}/recordings/${recordingId}/transcript`}
                  className="hover:underline"
                >
                  <span className="text-text-muted">{speaker}: </span>
                  {words}
                </Link>
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Invoices({ invoices }: Pick<CallBrief, 'invoices'>) {
  const texts = callsTexts().brief;
  const maySee = useSession().operations.includes('invoices.get');
  return (
    <Part title={texts.invoices} nothing={texts.noInvoices} isEmpty={invoices.length === 0}>
      <ul className="flex flex-col gap-2">
        {invoices.map(({ id, number, state, currency, total, due, dueAt }) => (
          <li key={id}>
            <p className="flex flex-wrap items-center gap-2">
              {maySee ? (
                <Link to={`/dashboard/money/invoices/${id}`} className="numeric font-medium underline">
                  {number}
                </Link>
              ) : (
                <span className="numeric font-medium">{number}</span>
              )}
              <span className="numeric">{formatPrice({ amount: total, currency })}</span>
              <Badge tone={state === 'paid' ? 'success' : state === 'overdue' ? 'danger' : 'neutral'}>
                {texts.states[state]}
              </Badge>
            </p>
            {due > 0 ? (
              <p className="numeric text-text-muted">
                {texts.due(formatPrice({ amount: due, currency }), dueAt === null ? null : formatDate(dueAt))}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Part>
  );
}
