import type { OwedInvoiceView, StatementLineView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { Field, FormDialog, Input, Notice, toast } from '../../../shared/ui/index.ts';
import { owedForLineQuery, useBookLine } from '../api/statements.queries.ts';
import { bankTexts } from '../bank-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { partsOf, shownParts, type TypedParts } from '../lib/spread-values.ts';
import { moneyTexts } from '../texts.ts';

interface BookLineDialogProps {
  readonly line: StatementLineView;
  readonly onClose: () => void;
}
/** Says which invoices an amount paid. The amounts follow from what is due, unless somebody types something else. */
export function BookLineDialog({ line: { id, amount, currency, suggestion }, onClose }: BookLineDialogProps) {
  const [texts, money] = [bankTexts(), moneyTexts()];
  const book = useBookLine();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly OwedInvoiceView[]>(suggestion?.parts ?? []);
  const [typed, setTyped] = useState<TypedParts>({});
  const [problem, setProblem] = useState<string>();
  const owing = useQuery(owedForLineQuery(id, search.trim()));
  const found = owing.data ?? [];
  const field = useRef<HTMLInputElement>(null);
  const owed = chosen.map(({ invoiceId, due }) => ({ id: invoiceId, currency, due }));
  const parts = partsOf(amount, owed, typed);
  const shown = shownParts(parts, owed, typed);
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  const others = found.filter(({ invoiceId }) => chosen.every((each) => each.invoiceId !== invoiceId));
  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    const named = owed.flatMap(({ id: invoiceId }, place) => {
      const part = parts[place] ?? 0;
      return part > 0 ? [{ invoiceId, amount: part }] : [];
    });
    if (named.length === 0) return setProblem(texts.noneChosen);
    if (sum !== amount || parts.some((part) => part === null)) return setProblem(money.spreadWrong);
    try {
      await book.mutateAsync({ lineId: id, parts: named });
      toast(texts.isBooked);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : money.spreadWrong);
    }
  }
  return (
    <FormDialog
      onClose={onClose}
      title={texts.chooseTitle(moneyText(amount, currency))}
      description={texts.chooseHint}
      onSubmit={(event) => void submit(event)}
      submitLabel={texts.book}
      loading={book.isPending}
      problem={problem}
    >
      {chosen.length === 0 ? null : (
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 text-sm font-medium">{money.spreadOver}</legend>
          {chosen.map(({ invoiceId, number, buyerName, due }, place) => (
            <Field key={invoiceId} label={`${number} · ${buyerName}`} hint={money.owes(moneyText(due, currency))}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  autoComplete="off"
                  value={shown[place]}
                  aria-invalid={parts[place] === null}
                  onChange={({ target }) => setTyped((before) => ({ ...before, [invoiceId]: target.value }))}
                />
              )}
            </Field>
          ))}
          <p aria-live="polite" className="numeric text-sm text-text-muted">
            {money.spreadSum(moneyText(sum, currency), moneyText(amount, currency))}
          </p>
        </fieldset>
      )}
      <Field label={texts.search}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            type="search"
            autoComplete="off"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        )}
      </Field>
      {others.length === 0 ? null : (
        <ul className="flex max-h-60 flex-col overflow-y-auto">
          {others.map((invoice) => (
            <li key={invoice.invoiceId}>
              <button
                type="button"
                className="tap-target flex w-full items-baseline justify-between gap-4 rounded-md px-2 py-2 text-start text-sm hover:bg-muted"
                onClick={() => {
                  setChosen((before) => [...before, invoice]);
                  // This button leaves with its invoice.
                  field.current?.focus();
                }}
              >
                <span className="min-w-0 wrap-anywhere">
                  <span className="font-medium">{invoice.number}</span> · {invoice.buyerName}
                </span>
                <span className="numeric shrink-0">{moneyText(invoice.due, currency)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {owing.isError ? <Notice>{owing.error.message}</Notice> : null}
      {owing.isSuccess && !owing.isPlaceholderData && others.length === 0 && (chosen.length === 0 || search !== '') ? (
        <p className="text-sm text-text-muted">{texts.noneOwed}</p>
      ) : null}
    </FormDialog>
  );
}
