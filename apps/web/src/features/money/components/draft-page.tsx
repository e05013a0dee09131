import type { InvoiceView, LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { pageLocale } from '../../../shared/i18n/index.ts';
import {
  buttonStyles,
  ErrorState,
  Field,
  Input,
  Page,
  PageHeader,
  PageTitle,
  Panel,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { buyerQuery, buyersQuery, invoiceQuery } from '../api/invoices.queries.ts';
import { draftTo, valuesOfDraft } from '../lib/draft-values.ts';
import { moneyTexts } from '../texts.ts';
import { DraftForm } from './draft-form.tsx';

/** Writes an invoice to a lead, who is chosen first. */
export function NewDraftPage() {
  const texts = moneyTexts();
  const [params] = useSearchParams();
  const leadId = params.get('lead');
  return (
    <Page>
      <Head title={texts.draft.title} back="/dashboard/money" />
      {leadId === null ? <ChooseBuyer /> : <NewDraft leadId={leadId} />}
    </Page>
  );
}

function NewDraft({ leadId }: { readonly leadId: string }) {
  const lead = useQuery(buyerQuery(leadId));
  return (
    <Loaded query={lead} waiting={<FieldsSkeleton label={moneyTexts().loading} />}>
      {(data) => <DraftForm key={data.id} values={draftTo(data, pageLocale().locale)} of={{ leadId: data.id }} />}
    </Loaded>
  );
}

/** Changes a draft. */
export function EditDraftPage() {
  const texts = moneyTexts();
  const { invoiceId = '' } = useParams();
  const draft = useQuery(invoiceQuery(invoiceId));
  return (
    <Page>
      <Head title={texts.draft.editTitle} back={`/dashboard/money/invoices/${invoiceId}`} />
      <Loaded query={draft} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data: InvoiceView) => <DraftForm values={valuesOfDraft(data)} of={data} />}
      </Loaded>
    </Page>
  );
}

const Head = ({ title, back }: { readonly title: string; readonly back: string }) => (
  <>
    <PageTitle>{title}</PageTitle>
    <Link to={back} className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
      <ArrowLeft size={16} aria-hidden="true" />
      {moneyTexts().back}
    </Link>
    <PageHeader title={title} />
  </>
);

const nameOf = ({ person }: LeadView): string => `${person.firstName} ${person.lastName}`.trim();

function ChooseBuyer() {
  const texts = moneyTexts().draft;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const { data = [], isSuccess, isError, error, refetch } = useQuery(buyersQuery(wanted));
  const found = wanted === '' ? [] : data;
  return (
    <Panel className="p-4 sm:p-6">
      <h2 className="mb-4 text-base font-semibold">{texts.who}</h2>
      <Field label={texts.search}>
        {(control) => (
          <Input
            {...control}
            type="search"
            maxLength={80}
            autoComplete="off"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        )}
      </Field>
      <div role="status" aria-live="polite">
        {wanted !== '' && isSuccess && found.length === 0 ? (
          <p className="mt-4 text-sm text-text-muted">{texts.nobody}</p>
        ) : null}
      </div>
      {isError && found.length === 0 ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {found.length === 0 ? null : (
        <ul className="mt-4 divide-y divide-border">
          {found.map((lead) => (
            <li key={lead.id}>
              <Link
                to={`/dashboard/money/new?lead=${lead.id}`}
                className="-mx-2 block rounded-md px-2 py-2.5 transition-colors hover:bg-muted"
              >
                <span className="block font-medium wrap-anywhere">{nameOf(lead)}</span>
                <span className="block text-sm text-text-muted wrap-anywhere">
                  {[lead.person.company, lead.person.email].filter(Boolean).join(' · ')}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
