import type { DomainState, DomainView, RecordCheck } from '@stageline/contracts';
import { Activity, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDate, formatDateTime } from '../../../shared/lib/format.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { AlertDialog, Badge, type BadgeProps, Button, buttonStyles, Panel, toast } from '../../../shared/ui/index.ts';
import { useCheckDomain, useRemoveDomain } from '../api/domains.queries.ts';
import { said } from '../lib/server-sentence.ts';
import { domainsTexts } from '../texts.ts';
import { RecordRow } from './record-row.tsx';

const tones: Readonly<Record<DomainState, NonNullable<BadgeProps['tone']>>> = {
  pending_dns: 'neutral',
  verified: 'primary',
  issuing: 'primary',
  live: 'success',
  degraded: 'danger',
  removed: 'neutral',
};

/** One domain: where it stands, the one next step, and each record. */
export function DomainCard({ domain }: { readonly domain: DomainView }) {
  const texts = domainsTexts();
  const { state, displayHost } = domain;
  const isCalm = state === 'live';
  return (
    <Panel>
      <article aria-label={displayHost}>
        <div className="px-4 py-4 sm:px-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h3 className="min-w-0 text-base font-semibold break-all">
              {state === 'live' || state === 'degraded' ? (
                <a href={domain.url} className="underline-offset-4 hover:underline">
                  {displayHost}
                </a>
              ) : (
                displayHost
              )}
            </h3>
            <Badge tone={tones[state]} dot>
              {texts.states[state]}
            </Badge>
            {domain.isPrimary ? <Badge>{texts.mainBadge}</Badge> : null}
          </div>
          {displayHost === domain.host ? null : (
            <p className="mt-0.5 font-mono text-xs break-all text-text-muted">{domain.host}</p>
          )}
          <p className="mt-2 text-sm">{said(domain.nextStep)}</p>
          <p className="mt-1 text-xs text-text-muted">
            <Looked domain={domain} />
          </p>
          <CardActions domain={domain} />
        </div>
        <details open={!isCalm} className="group border-t border-border">
          <summary className="cursor-pointer px-4 py-3 text-sm font-medium select-none hover:bg-muted sm:px-5">
            {texts.records}
          </summary>
          <Records domain={domain} />
        </details>
        <details className="border-t border-border">
          <summary className="cursor-pointer px-4 py-3 text-sm font-medium select-none hover:bg-muted sm:px-5">
            {texts.history}
          </summary>
          <Timeline timeline={domain.timeline} />
        </details>
      </article>
    </Panel>
  );
}

function Looked({ domain: { lastCheckedAt, nextCheckAt, state, certificate } }: { readonly domain: DomainView }) {
  const texts = domainsTexts();
  if (lastCheckedAt === null) return <>{texts.firstLook}</>;
  const parts = [texts.lookedAt(formatRelative(lastCheckedAt))];
  if (nextCheckAt === null) parts.push(texts.notLooking);
  else if (new Date(nextCheckAt) > new Date()) parts.push(texts.looksAgain(formatRelative(nextCheckAt)));
  const looked = `${parts.join(', ')}.`;
  if (certificate === null || state === 'pending_dns') return <>{looked}</>;
  return (
    <>
      {looked} {texts.certificate(certificate.issuer, formatDate(certificate.validTo))}.
    </>
  );
}

function CardActions({ domain }: { readonly domain: DomainView }) {
  const texts = domainsTexts();
  const check = useCheckDomain();
  const remove = useRemoveDomain();
  const [isAsking, setIsAsking] = useState(false);
  const { id, displayHost } = domain;
  return (
    <div className="mt-3 -ms-3 flex flex-wrap items-center gap-1">
      <Button
        variant="ghost"
        size="sm"
        loading={check.isPending}
        onClick={() =>
          check.mutate(id, { onError: ({ message }) => toast.error(texts.notChecked, { description: message }) })
        }
      >
        <RefreshCw size={16} aria-hidden="true" />
        {texts.checkNow}
      </Button>
      <Link
        to={`/dashboard/domains/health?domain=${id}`}
        className={buttonStyles({ variant: 'ghost', size: 'sm' })}
        aria-label={`${texts.health}: ${displayHost}`}
      >
        <Activity size={16} aria-hidden="true" />
        {texts.health}
      </Link>
      <Button
        variant="danger-quiet"
        size="sm"
        className="ms-auto"
        onClick={() => setIsAsking(true)}
        aria-label={`${texts.remove}: ${displayHost}`}
      >
        <Trash2 size={16} aria-hidden="true" />
        {texts.remove}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={texts.removeTitle(displayHost)}
        description={texts.removeHint}
        confirmLabel={texts.remove}
        danger
        loading={remove.isPending}
        onConfirm={() =>
          remove.mutate(id, {
            onSuccess: () => toast(texts.removed(displayHost)),
            onError: ({ message }) => toast.error(texts.notRemoved(displayHost), { description: message }),
            onSettled: () => setIsAsking(false),
          })
        }
      />
    </div>
  );
}

/** What has to be entered, and whatever stands in the way; the rest in one line. */
const needsSpace = ({ kind, status }: RecordCheck): boolean =>
  kind === 'ownership' || kind === 'address' || status === 'wrong' || status === 'unknown';

function Records({ domain: { records, zone } }: { readonly domain: DomainView }) {
  const texts = domainsTexts();
  const quiet = records.filter((record) => !needsSpace(record));
  return (
    <>
      <ul className="divide-y divide-border border-t border-border">
        {records.filter(needsSpace).map((record) => (
          <RecordRow key={record.kind} record={record} zone={zone} />
        ))}
      </ul>
      {quiet.length === 0 ? null : (
        <p className="border-t border-border px-4 py-3 text-xs text-text-muted sm:px-5">
          {texts.alsoChecked} {quiet.map(({ kind }) => texts.kinds[kind]).join(', ')}.
        </p>
      )}
    </>
  );
}

const Timeline = ({ timeline }: Pick<DomainView, 'timeline'>) => (
  <ol className="border-t border-border px-4 py-4 text-sm sm:px-5">
    {timeline.map(({ state, at }) => (
      <li key={`${state}${at}`} className="flex gap-3 pb-3 last:pb-0">
        <Badge tone={tones[state]} className="mt-1.5 size-2 shrink-0 rounded-full p-0" aria-hidden="true">
          <span className="size-2 rounded-full bg-current" />
        </Badge>
        <span className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
          <span>{domainsTexts().steps[state]}</span>
          <time dateTime={at} className="numeric text-text-muted">
            {formatDateTime(at)}
          </time>
        </span>
      </li>
    ))}
  </ol>
);
