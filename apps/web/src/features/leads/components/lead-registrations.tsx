import type { LeadId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { useSendAgain } from '../api/mails.queries.ts';
import { sentFormsQuery, type SentForms } from '../api/leads.queries.ts';
import { registrationTexts } from '../registration-texts.ts';

type Form = SentForms['forms'][number];
type Touch = NonNullable<SentForms['firstTouch']>;

/** The forms that somebody sent: what they answered, what they were told and agreed to, and how they came. */
export function LeadRegistrations({ leadId }: { readonly leadId: LeadId }) {
  const texts = registrationTexts();
  const sent = useQuery(sentFormsQuery(leadId));
  if (sent.data === undefined)
    return sent.isError ? (
      <ErrorState error={sent.error} title={texts.failed} onRetry={() => void sent.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-2">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  const { forms, firstTouch, confirmedAt } = sent.data;
  if (forms.length === 0) return <p className="text-text-muted">{texts.nothing}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={confirmedAt === null ? 'neutral' : 'success'}>
          {confirmedAt === null ? texts.unconfirmed : texts.confirmed(formatDateTime(confirmedAt))}
        </Badge>
        {firstTouch === null ? null : <Came label={texts.firstCame} touch={firstTouch} />}
        <SendAgain leadId={leadId} />
      </div>
      <ul className="divide-y divide-border border-y border-border">
        {forms.map((form) => (
          <li key={form.id} className="py-4">
            <SentForm form={form} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Sends what was mailed at registration once more. */
function SendAgain({ leadId }: { readonly leadId: LeadId }) {
  const send = useSendAgain(leadId);
  const mayEdit = useSession().operations.includes('registrations.send-again-to-lead');
  if (!mayEdit) return null;
  return (
    <Button size="sm" className="sm:ms-auto" loading={send.isPending} onClick={() => send.mutate()}>
      <Send size={16} aria-hidden="true" />
      {registrationTexts().sendAgain}
    </Button>
  );
}

/** A campaign as marketers write it down: source, medium, name. */
function Came({ label, touch }: { readonly label: string; readonly touch: Touch }) {
  const texts = registrationTexts();
  const campaign = [touch.source, touch.medium, touch.campaign, touch.term, touch.content].filter(Boolean).join(' / ');
  const parts = [
    campaign,
    touch.referrer === undefined ? '' : texts.from(touch.referrer),
    touch.at === null ? '' : texts.onDay(formatDateTime(touch.at)),
  ].filter(Boolean);
  if (campaign === '' && touch.referrer === undefined) return null;
  return (
    <p className="min-w-0 text-sm text-text-muted wrap-anywhere">
      {label} <bdi className="text-text">{parts.join(' ')}</bdi>
    </p>
  );
}

function SentForm({ form }: { readonly form: Form }) {
  const texts = registrationTexts();
  return (
    <article className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="min-w-0 font-medium wrap-anywhere" dir="auto">
          {form.isByMail ? texts.byMail : (form.session?.title ?? texts.noDate)}
        </h3>
        <time dateTime={form.at} className="text-sm text-text-muted">
          {formatDateTime(form.at)}
        </time>
      </header>
      {form.question === null ? null : (
        <blockquote className="border-s-2 border-primary ps-3" dir="auto">
          <p className="text-xs text-text-muted">
            {form.answeredAt === null ? texts.wants : texts.answered(formatDateTime(form.answeredAt))}
          </p>
          <p className="whitespace-pre-line wrap-anywhere">{form.question}</p>
        </blockquote>
      )}
      {form.answers.length === 0 ? null : (
        <dl className="flex flex-col gap-2">
          {form.answers.map(({ key, label, value }) => (
            <div key={key} className="min-w-0">
              <dt className="text-xs text-text-muted wrap-anywhere" dir="auto">
                {label}
              </dt>
              <dd className="whitespace-pre-line wrap-anywhere" dir="auto">
                {value === 'yes' ? texts.ticked : value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {form.touch === null ? null : <Came label={texts.came} touch={form.touch} />}
      <Told form={form} />
    </article>
  );
}

/** What may have to be shown to somebody who asks on what ground they are written to. */
function Told({ form: { consents, page, network } }: { readonly form: Form }) {
  const texts = registrationTexts();
  const where = [page === null ? '' : texts.page(page), network === null ? '' : texts.network(network)].filter(Boolean);
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-text-muted hover:text-text">{texts.told(consents.length)}</summary>
      <ul className="mt-2 flex flex-col gap-3">
        {consents.map(({ kind, version, text, isGiven }) => (
          <li key={version} className="min-w-0">
            <p className="text-xs text-text-muted">
              {isGiven ? texts.kinds[kind] : texts.leftAlone} · {texts.version(version)}
            </p>
            <p className="whitespace-pre-line wrap-anywhere" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ul>
      {where.length === 0 ? null : <p className="mt-2 text-xs text-text-muted wrap-anywhere">{where.join(' · ')}</p>}
    </details>
  );
}
