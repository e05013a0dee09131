import type { InvoiceView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, FileText } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Badge,
  buttonStyles,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { invoiceQuery } from '../api/invoices.queries.ts';
import { moneyText, rateText, stateTone } from '../lib/amounts.ts';
import { countryName } from '../../../shared/lib/countries.ts';
import { moneyTexts } from '../texts.ts';
import { Instalments } from './instalments.tsx';
import { InvoiceActions } from './invoice-actions.tsx';
import { InvoiceDocuments } from './invoice-documents.tsx';
import { InvoicePayments } from './invoice-payments.tsx';

/** One invoice: what it is for, where it stands, and what followed it. */
export function InvoicePage() {
  const texts = moneyTexts();
  const { invoiceId = '' } = useParams();
  const invoice = useQuery(invoiceQuery(invoiceId));
  return (
    <Page>
      <Link to="/dashboard/money" className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <Loaded query={invoice} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => <Invoice invoice={data} />}
      </Loaded>
    </Page>
  );
}

function Invoice({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { number, state, invoiceUrl } = invoice;
  const title = number === null ? texts.draftTitle : texts.invoice(number);
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            {title}
            <Badge tone={stateTone[state]} dot>
              {texts.states[state]}
            </Badge>
          </span>
        }
        actions={
          <>
            <InvoiceActions invoice={invoice} />
            {invoiceUrl === null ? null : (
              <a href={invoiceUrl} download className={buttonStyles({ variant: 'primary' })}>
                <FileText size={16} aria-hidden="true" />
                {texts.openPdf}
              </a>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-8">
        <Parties invoice={invoice} />
        <Lines invoice={invoice} />
        {number === null ? null : (
          <>
            <Balance invoice={invoice} />
            <Instalments invoice={invoice} />
            <InvoicePayments invoice={invoice} />
            <InvoiceDocuments invoice={invoice} />
          </>
        )}
      </div>
    </>
  );
}

function Parties({ invoice: { buyer, leadId, issuedAt, dueAt } }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const lines = [
    buyer.company,
    buyer.name,
    ...buyer.address,
    buyer.country === null ? null : countryName(buyer.country),
    buyer.taxId,
    buyer.email,
  ];
  return (
    <Panel className="grid gap-6 p-4 sm:grid-cols-2 sm:p-6">
      <div className="min-w-0">
        <h2 className="mb-1 text-sm text-text-muted">{texts.buyer}</h2>
        {lines
          .filter((line): line is string => line !== null)
          .map((line, index) => (
            <p key={line} className={index === 0 ? 'font-medium break-words' : 'text-sm break-words'}>
              {line}
            </p>
          ))}
        {operations.includes('leads.get') ? (
          <Link to={`/dashboard/leads/${leadId}`} className="mt-2 inline-block text-sm font-medium underline">
            {texts.toLead}
          </Link>
        ) : null}
      </div>
      {issuedAt === null ? null : (
        <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1 text-sm">
          <dt className="text-text-muted">{texts.issuedOn}</dt>
          <dd className="numeric text-end sm:text-start">{formatDate(issuedAt)}</dd>
          <dt className="text-text-muted">{texts.dueBy}</dt>
          <dd className="numeric text-end sm:text-start">{dueAt === null ? null : formatDate(dueAt)}</dd>
        </dl>
      )}
    </Panel>
  );
}

function Lines({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { lines, totals, currency, pricesIncludeTax, reverseCharge } = invoice;
  const money = (amount: number) => moneyText(amount, currency);
  const taxes = totals.taxes.filter(({ category }) => category === 'standard');
  return (
    <Section title={texts.lines}>
      <Panel>
        <Table label={texts.lines}>
          <TableHead>
            <TableRow>
              <TableHeader>{texts.lineDescription}</TableHeader>
              <TableHeader numeric>{texts.quantity}</TableHeader>
              <TableHeader numeric>{texts.unit}</TableHeader>
              <TableHeader numeric>{texts.tax}</TableHeader>
              <TableHeader numeric>{texts.amount}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.map(({ description, quantity, unitAmount, tax, net, gross }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines of an invoice have no other name
              <TableRow key={index}>
                <TableCell className="max-w-md min-w-48 py-2 wrap-anywhere">{description}</TableCell>
                <TableCell numeric>{formatNumber(quantity)}</TableCell>
                <TableCell numeric>{money(unitAmount)}</TableCell>
                <TableCell numeric>{tax.category === 'standard' ? rateText(tax.rate) : '–'}</TableCell>
                <TableCell numeric>{money(pricesIncludeTax ? gross : net)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <div className="border-t border-border p-4">
          <dl className="ms-auto grid max-w-xs grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
            {taxes.length === 0 ? null : <Sum label={texts.net} value={money(totals.net)} />}
            {taxes.map(({ rate, tax }) => (
              <Sum key={rate} label={texts.taxOf(rateText(rate))} value={money(tax)} />
            ))}
            <Sum label={texts.total} value={money(totals.gross)} strong />
          </dl>
          {reverseCharge ? <p className="mt-3 text-sm text-text-muted">{texts.reverseCharge}</p> : null}
        </div>
      </Panel>
    </Section>
  );
}

interface SumProps {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}
const Sum = ({ label, value, strong = false }: SumProps) => (
  <>
    <dt className={strong ? 'font-semibold' : 'text-text-muted'}>{label}</dt>
    <dd className={strong ? 'numeric text-end font-semibold' : 'numeric text-end'}>{value}</dd>
  </>
);

/** What the books say of it; what is nothing is left out, but for what is paid and due. */
function Balance({ invoice: { figures, currency } }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const names = Object.keys(texts.figures) as (keyof typeof texts.figures)[];
  const shown = names.filter((name) => name === 'paid' || name === 'due' || figures[name] !== 0);
  return (
    <Section title={texts.balance}>
      <Panel className="p-4 sm:p-6">
        <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 text-sm sm:max-w-sm">
          {shown.map((name) => (
            <Sum
              key={name}
              label={texts.figures[name]}
              value={moneyText(figures[name], currency)}
              strong={name === 'due'}
            />
          ))}
        </dl>
      </Panel>
    </Section>
  );
}
