import type { RevenueSource } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Route } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { formatNumber } from '../../../shared/lib/format.ts';
import {
  buttonStyles,
  EmptyState,
  Field,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { sourcesQuery } from '../api/invoices.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';

const SPANS = [30, 90, 365] as const;

/** What was paid, by how its buyers came; which days and which visit live in the address. */
export function SourcesPage() {
  const texts = moneyTexts();
  const [params, setParams] = useSearchParams();
  const days = SPANS.find((span) => String(span) === params.get('days')) ?? 90;
  const touch = params.get('touch') === 'last' ? 'last' : 'first';
  const sources = useQuery(sourcesQuery(days, touch));
  const change = (name: string, value: string) =>
    setParams((before) => new URLSearchParams([...before].filter(([key]) => key !== name).concat([[name, value]])), {
      replace: true,
    });
  return (
    <Page>
      <PageTitle>{texts.sources.title}</PageTitle>
      <Link to="/dashboard/money" className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <PageHeader title={texts.sources.title} description={texts.sources.description} />
      <div className="mb-4 grid gap-4 sm:grid-cols-2">
        <Field label={texts.sources.span}>
          {(control) => (
            <Select {...control} value={days} onChange={({ target }) => change('days', target.value)}>
              {SPANS.map((span) => (
                <option key={span} value={span}>
                  {texts.sources.days(span)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.sources.touch}>
          {(control) => (
            <Select {...control} value={touch} onChange={({ target }) => change('touch', target.value)}>
              <option value="first">{texts.sources.touches.first}</option>
              <option value="last">{texts.sources.touches.last}</option>
            </Select>
          )}
        </Field>
      </div>
      <Loaded query={sources} waiting={<FieldsSkeleton label={texts.sources.loading} />}>
        {(rows) => (
          <Panel className="overflow-hidden">
            {rows.length === 0 ? (
              <EmptyState icon={<Route size={20} />} title={texts.sources.emptyTitle}>
                {texts.sources.empty}
              </EmptyState>
            ) : (
              <Sources rows={rows} />
            )}
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

function Sources({ rows }: { readonly rows: readonly RevenueSource[] }) {
  const texts = moneyTexts().sources;
  return (
    <Table label={texts.title}>
      <TableHead>
        <TableRow>
          <TableHeader>{texts.way}</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            {texts.invoices}
          </TableHeader>
          <TableHeader numeric>{texts.invoiced}</TableHeader>
          <TableHeader numeric>{texts.paid}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const { source, medium, campaign, referrer, currency, invoices, invoiced, paid } = row;
          const named = [source, medium, campaign].filter((part) => part !== '').join(' / ');
          return (
            <TableRow key={[named, referrer, currency].join('|')}>
              <TableCell className="min-w-32">
                <bdi className="block font-medium wrap-anywhere">
                  {named === '' ? (referrer === '' ? texts.direct : texts.from(referrer)) : named}
                </bdi>
                {named === '' || referrer === '' ? null : (
                  <bdi className="block text-text-muted wrap-anywhere">{texts.from(referrer)}</bdi>
                )}
              </TableCell>
              <TableCell numeric className="max-sm:hidden">
                {formatNumber(invoices)}
              </TableCell>
              <TableCell numeric>{moneyText(invoiced, currency)}</TableCell>
              <TableCell numeric className="font-semibold">
                {moneyText(paid, currency)}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
