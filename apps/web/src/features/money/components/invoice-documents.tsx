import type { InvoiceView } from '@stageline/contracts';
import { Download } from 'lucide-react';
import { formatDate } from '../../../shared/lib/format.ts';
import { buttonStyles, Panel, Section } from '../../../shared/ui/index.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';

/** What buyers got besides the invoice itself, in the order in which it was issued. */
export function InvoiceDocuments({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { receipts, creditNotes, currency } = invoice;
  const rows = [
    ...receipts.map(({ number, amount, at, method, receiptUrl }) => ({
      ...{ name: texts.receipt(number), amount, at },
      about: texts.methods[method],
      url: receiptUrl,
    })),
    ...creditNotes.map(({ number, amount, at, reason, creditNoteUrl }) => ({
      ...{ name: texts.creditNote(number), amount: -amount, at },
      about: reason,
      url: creditNoteUrl,
    })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  return (
    <Section title={texts.documents}>
      <Panel>
        {rows.length === 0 ? (
          <p className="p-4 text-sm text-text-muted sm:px-6">{texts.noDocuments}</p>
        ) : (
          <ul className="divide-y divide-border">
            {rows.map(({ name, amount, at, about, url }) => (
              <li key={url} className="flex items-center gap-4 px-4 py-3 sm:px-6">
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{name}</span>
                  <span className="block text-sm break-words text-text-muted">{`${formatDate(at)} · ${about}`}</span>
                </span>
                <span className="numeric shrink-0 font-medium">{moneyText(amount, currency)}</span>
                <a
                  href={url}
                  download
                  aria-label={texts.openDocument(name)}
                  className={buttonStyles({ variant: 'ghost', size: 'icon', className: '-me-2' })}
                >
                  <Download size={18} aria-hidden="true" />
                </a>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </Section>
  );
}
