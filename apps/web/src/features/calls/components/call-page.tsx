import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { SlotPicker } from '../../../shared/slots/slot-picker.tsx';
import {
  Button,
  ErrorState,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { callQuery, loadCallSlots, useChangeCall, type Call } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';
import { CancelCall, HandOver, Outcome } from './call-actions.tsx';
import { Brief } from './call-brief.tsx';
import { StateBadge } from './calls-page.tsx';

/** One call: who, when, what they said, and what can be done. */
export function CallPage() {
  const texts = callsTexts().call;
  const { callId = '' } = useParams();
  const { data, error, refetch } = useQuery(callQuery(callId));
  return (
    <Page>
      <Link
        to="/dashboard/calls"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-80 w-full rounded-lg" />
        ) : error instanceof ApiProblem && error.status === 404 ? (
          <Notice tone="neutral">{texts.notThere}</Notice>
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Shown call={data} />
      )}
    </Page>
  );
}

function Shown({ call }: { readonly call: Call }) {
  const [isMoving, setMoving] = useState(false);
  const name = `${call.guest.firstName} ${call.guest.lastName}`.trim();
  return (
    <>
      <PageTitle>{name}</PageTitle>
      <PageHeader title={name} description={call.name} actions={<StateBadge call={call} />} />
      {call.unchecked === null || call.state === 'cancelled' ? null : (
        <Notice tone="warning" className="mb-6">
          {callsTexts().call.unchecked[call.unchecked]}
        </Notice>
      )}
      {isMoving ? (
        <Move call={call} onDone={() => setMoving(false)} />
      ) : (
        <div className="flex flex-col gap-8">
          <Facts call={call} onMove={() => setMoving(true)} />
          <Brief callId={call.id} />
          <WhyHost why={call.why} />
        </div>
      )}
    </>
  );
}

function Facts({ call, onMove }: { readonly call: Call; readonly onMove: () => void }) {
  const texts = callsTexts().call;
  const { guest, startsAt, endsAt } = call;
  const isOpen = call.state === 'pending' || call.state === 'confirmed';
  const hasBegun = Date.parse(startsAt) <= Date.now();
  const may = useMay();
  const isElsewhere = guest.timeZone !== ownTimeZone();
  return (
    <Panel>
      <dl className="grid gap-5 p-4 sm:grid-cols-2 sm:p-6">
        <Fact label={texts.when}>
          <p className="font-semibold">
            {formatDay(startsAt)},{' '}
            <span className="numeric">
              {formatTime(startsAt)} – {formatTime(endsAt)}
            </span>
          </p>
          <p className="text-text-muted">{callsTexts().with(call.host.name)}</p>
          {isElsewhere ? (
            <p className="text-text-muted">
              {texts.theirs(formatTime(startsAt, { timeZone: guest.timeZone }), formatZone(guest.timeZone, startsAt))}
            </p>
          ) : null}
          {call.moveReason === null ? null : <p className="mt-1">{texts.moved(call.moveReason)}</p>}
          {call.cancelReason === null ? null : <p className="mt-1">{texts.reason(call.cancelReason)}</p>}
        </Fact>
        <Fact label={texts.guest}>
          {guest.email === null ? null : (
            <a href={`mailto:${guest.email}`} className="block underline wrap-anywhere">
              {guest.email}
            </a>
          )}
          {guest.phone === null ? null : (
            <a href={`tel:${guest.phone}`} className="numeric block underline">
              {guest.phone}
            </a>
          )}
          <Link to={`/dashboard/leads/${call.leadId}`} className="mt-1 inline-block font-medium underline">
            {texts.toLead}
          </Link>
        </Fact>
        {call.place === '' ? null : (
          <Fact label={texts.where}>
            {call.place.startsWith('https://') ? (
              <a href={call.place} rel="noreferrer" target="_blank" className="underline wrap-anywhere">
                {call.place}
              </a>
            ) : (
              call.place
            )}
          </Fact>
        )}
        {call.answers.length === 0 ? null : (
          <Fact label={texts.answers} className="sm:col-span-2">
            <ul className="flex flex-col gap-2">
              {call.answers.map(({ label, answer }) => (
                <li key={label}>
                  <p className="text-text-muted">{label}</p>
                  <p className="whitespace-pre-line wrap-anywhere">{answer}</p>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      {isOpen && may ? <Actions call={call} hasBegun={hasBegun} onMove={onMove} /> : null}
    </Panel>
  );
}

const useMay = (): boolean => useSession().operations.includes('calls.cancel');

interface ActionsProps {
  readonly call: Call;
  readonly hasBegun: boolean;
  readonly onMove: () => void;
}
function Actions({ call, hasBegun, onMove }: ActionsProps) {
  const texts = callsTexts().call;
  const change = useChangeCall(call);
  return (
    <div className="flex flex-col gap-4 border-t border-border p-4 sm:p-6">
      {change.error === null ? null : <Notice>{change.error.message}</Notice>}
      {hasBegun && call.state === 'confirmed' ? (
        <Outcome key={call.version} call={call} />
      ) : (
        <div className="flex flex-wrap gap-2">
          {call.state === 'pending' ? (
            <Button variant="primary" loading={change.isPending} onClick={() => change.mutate({ do: 'approve' })}>
              {texts.approve}
            </Button>
          ) : null}
          <Button onClick={onMove}>{texts.move}</Button>
          <HandOver call={call} />
          <CancelCall call={call} />
        </div>
      )}
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}
const Fact = ({ label, className, children }: FactProps) => (
  <div className={className}>
    <dt className="mb-0.5 text-xs font-medium text-text-muted">{label}</dt>
    <dd className="min-w-0 text-sm">{children}</dd>
  </div>
);

function Move({ call, onDone }: { readonly call: Call; readonly onDone: () => void }) {
  const texts = callsTexts().call;
  const [timeZone, setTimeZone] = useState(ownTimeZone);
  const change = useChangeCall(call);
  return (
    <Section
      title={texts.moveTitle}
      actions={
        <Button variant="ghost" onClick={onDone}>
          {texts.keep}
        </Button>
      }
    >
      <Panel className="p-4 sm:p-6">
        {change.error === null ? null : <Notice className="mb-4">{change.error.message}</Notice>}
        <SlotPicker
          of={`call:${call.id}`}
          load={(range, signal) => loadCallSlots(call.id, range, signal)}
          timeZone={timeZone}
          onTimeZone={setTimeZone}
          onChoose={(startsAt) => change.mutate({ do: 'reschedule', startsAt }, { onSuccess: onDone })}
          busy={change.isPending && change.variables.do === 'reschedule' ? change.variables.startsAt : null}
        />
      </Panel>
    </Section>
  );
}

/** Why its host has it (E-10). */
function WhyHost({ why: { byOwner, reasons } }: { readonly why: Call['why'] }) {
  const texts = callsTexts().call;
  return (
    <Section title={texts.why}>
      {byOwner ? <p className="text-sm text-text-muted">{texts.byOwner}</p> : null}
      {reasons.length === 0 ? (
        <p className="text-sm text-text-muted">{texts.byHand}</p>
      ) : byOwner ? null : (
        <ul className="flex flex-col gap-1 text-sm">
          {reasons.map(({ name, verdict }) => (
            <li key={name} className="flex justify-between gap-4">
              <span className="truncate">{name}</span>
              <span className="text-text-muted">{texts.verdicts[verdict]}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
