import type { MailStandingView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import {
  AlertDialog,
  Badge,
  Button,
  EmptyState,
  Field,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  ShowMore,
  Skeleton,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { pausedMailQuery, useDecideMail, type MailDecision } from '../api/paused-mail.queries.ts';
import { adminTexts } from '../texts.ts';

interface Deciding {
  readonly standing: MailStandingView;
  readonly decision: MailDecision;
}

/** Sites whose mail came back too often, and what becomes of them (B-14). */
export function PausedMailPage() {
  const texts = adminTexts().pausedMail;
  const query = useInfiniteQuery(pausedMailQuery());
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <Loaded query={query} waiting={<Waiting />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <Panel>
                <EmptyState icon={<MailCheck size={20} />} title={texts.none}>
                  {texts.noneText}
                </EmptyState>
              </Panel>
            );
          return (
            <ul className="flex flex-col gap-4">
              {items.map((standing) => (
                <li key={standing.id}>
                  <Paused standing={standing} onDecide={(decision) => setDeciding({ standing, decision })} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore query={query} />
      {deciding === null ? null : <DecideDialog {...deciding} onClose={() => setDeciding(null)} />}
    </Page>
  );
}

interface PausedProps {
  readonly standing: MailStandingView;
  readonly onDecide: (decision: MailDecision) => void;
}

function Paused({ standing: { tenant, cause, sent, count, pausedAt, keptBy, note }, onDecide }: PausedProps) {
  const texts = adminTexts().pausedMail;
  const may = useAdminMay();
  const now = useNow(60_000);
  return (
    <Panel className="p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Link to={`/tenants/${tenant.id}`} className="min-w-0 font-medium wrap-anywhere hover:underline">
          {tenant.name === '' ? tenant.id : tenant.name}
        </Link>
        <Badge tone="warning">{texts.causes[cause]}</Badge>
        <time dateTime={pausedAt} className="ms-auto text-xs whitespace-nowrap text-text-muted">
          {formatRelative(pausedAt, now)}
        </time>
      </div>
      <p className="numeric mt-2 text-sm">{texts.found[cause](formatNumber(count), formatNumber(sent))}</p>
      {keptBy === null ? null : (
        <p className="mt-3 rounded-md bg-muted px-3 py-2 text-sm wrap-anywhere">{texts.kept(keptBy, note ?? '')}</p>
      )}
      {may('mail-standings.release') ? (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onDecide('release')}>
            {texts.release}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onDecide('keep')}>
            {texts.keep}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

const SHORTEST = 3;

function DecideDialog({ standing, decision, onClose }: Deciding & { readonly onClose: () => void }) {
  const texts = adminTexts().pausedMail;
  const decide = useDecideMail(decision);
  const [reason, setReason] = useState('');
  const problem = decide.error instanceof ApiProblem ? decide.error : null;
  const { id, name } = standing.tenant;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.titles[decision](name)}
      description={texts.hints[decision]}
      confirmLabel={texts[decision]}
      confirmDisabled={reason.trim().length < SHORTEST}
      loading={decide.isPending}
      onConfirm={() =>
        decide.mutate(
          { tenantId: id, reason: reason.trim() },
          {
            onSuccess: () => {
              toast(texts.done[decision](name));
              onClose();
            },
          },
        )
      }
    >
      <div className="flex flex-col gap-4">
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field label={texts.why} hint={texts.whyHint} error={problem?.issueFor('reason')}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </AlertDialog>
  );
}

const Waiting = () => (
  <div role="status" aria-label={adminTexts().pausedMail.loading} className="flex flex-col gap-4">
    {[0, 1].map((index) => (
      <Panel key={index} className="p-4">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="mt-3 h-4 w-2/3" />
      </Panel>
    ))}
  </div>
);
