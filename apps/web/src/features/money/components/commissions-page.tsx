import type { CommissionPerson } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { Link } from 'react-router';
import {
  EmptyState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { commissionsQuery } from '../api/commissions.queries.ts';
import { commissionTexts } from '../commission-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';
import { BackLink, DownloadCommissions, MonthField, useMonth } from './commission-parts.tsx';
import { CommissionRates } from './commission-rates.tsx';

/** What each level earns, and who earned what in a month. */
export function CommissionsPage() {
  const texts = commissionTexts();
  const [month, choose] = useMonth();
  const list = useQuery(commissionsQuery(month));
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <BackLink to="/dashboard/money" label={moneyTexts().back} />
      <PageHeader title={texts.title} description={texts.description} />
      <CommissionRates />
      <Loaded query={list} waiting={<FieldsSkeleton label={texts.loading} />}>
        {({ items, isCut, month: shown }) => (
          <div className="mt-8">
            <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
              <MonthField month={shown} onChoose={choose} />
              {items.length === 0 ? null : <DownloadCommissions month={shown} />}
            </div>
            <Panel className="overflow-hidden">
              {items.length === 0 ? (
                <EmptyState icon={<Handshake size={20} />} title={texts.emptyTitle}>
                  {texts.empty}
                </EmptyState>
              ) : (
                <People items={items} month={shown} />
              )}
            </Panel>
            {isCut ? <p className="mt-3 text-sm text-text-muted">{texts.isCut}</p> : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function People({ items, month }: { readonly items: readonly CommissionPerson[]; readonly month: string }) {
  const texts = commissionTexts();
  return (
    <Table label={texts.title}>
      <TableHead>
        <TableRow>
          <TableHeader>{texts.person}</TableHeader>
          <TableHeader numeric>{texts.earned}</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            {texts.takenBack}
          </TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            {texts.paidOut}
          </TableHeader>
          <TableHeader numeric>{texts.balance}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(({ leadId, name, currency, earned, takenBack, paidOut, balance }) => (
          <TableRow key={`${leadId} ${currency}`}>
            <TableCell className="min-w-28">
              <Link
                to={`/dashboard/money/commissions/${leadId}?month=${month}`}
                aria-label={texts.statementOf(name)}
                className="inline-flex min-h-11 items-center font-medium wrap-anywhere hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>
            </TableCell>
            <TableCell numeric>{moneyText(earned, currency)}</TableCell>
            <TableCell numeric className="max-sm:hidden">
              {moneyText(takenBack, currency)}
            </TableCell>
            <TableCell numeric className="max-sm:hidden">
              {moneyText(paidOut, currency)}
            </TableCell>
            <TableCell numeric className="font-semibold">
              {moneyText(balance, currency)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
