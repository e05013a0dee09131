import { createHash } from 'node:crypto';
import {
  idSchemas,
  ProblemError,
  type InvoiceId,
  type OwedInvoiceView,
  type StatementLineId,
  type StatementLineState,
  type StatementLineView,
} from '@stageline/contracts';
import { matchEntry, owedOf, type BankEntry, type Match, type Owed, type OwedInvoice } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { PaymentsModule } from '../payments/index.ts';
import { readStatement } from './read-statement.ts';
import type { StatementLineRow, StatementsRepository } from './statements.repository.ts';

export interface StatementsDeps {
  readonly repository: StatementsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'owed' | 'lastCurrency'>;
  readonly payments: Pick<PaymentsModule['service'], 'noteTogether' | 'closePages'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

type Parts = readonly { readonly invoiceId: InvoiceId; readonly amount: number }[];
const MOST_OWED = 20;

/** Statements of banks: what came in is noted as payments of invoices, each line once (D-05). */
export function createStatements(deps: StatementsDeps) {
  const { repository, invoices, payments, unitOfWork } = deps;

  async function requireLine(id: StatementLineId): Promise<StatementLineRow> {
    const line = await repository.find(id);
    if (line === null) throw new ProblemError('not-found');
    return line;
  }
  const owed = async (): Promise<Owed> => owedOf(await invoices.owed());

  async function presentOne(id: StatementLineId): Promise<StatementLineView> {
    const line = await requireLine(id);
    return present(line, line.state === 'open' ? await owed() : null);
  }

  /**
   * Notes a line as a payment, with what it pays, or not at all.
   * @param isExact whether no more may be paid than is due
   * @throws ProblemError `illegal-transition`, `not-found`, `invoice-settled`, `conflict`
   */
  async function book(line: StatementLineRow, parts: Parts, isExact: boolean): Promise<void> {
    await unitOfWork.run(async () => {
      const paid: (InvoiceRow | null)[] = [];
      for (const { invoiceId } of parts) paid.push(await invoices.find(invoiceId));
      const named = parts.map((part, place) => ({ ...part, number: paid[place]?.number ?? '' }));
      if (!(await repository.move(line._id, 'open', { state: 'booked', parts: named })))
        throw new ProblemError('illegal-transition');
      if (paid.some((invoice) => invoice !== null && invoice.currency !== line.currency))
        throw new ProblemError('conflict');
      if (isExact && paid.some((invoice, place) => (invoice?.figures.due ?? 0) < parts[place]!.amount))
        throw new ProblemError('invoice-settled');
      const noted = { at: noonOf(line.bookedOn), method: 'bank_transfer' as const, note: noteOf(line), parts };
      await payments.noteTogether(noted, line._id, false);
    });
    await payments.closePages(parts.map(({ invoiceId }) => invoiceId));
  }

  async function bookIfSure(id: StatementLineId): Promise<boolean> {
    const line = await repository.find(id);
    const match = line?.state === 'open' ? matchEntry(line, await owed()) : null;
    if (line === null || match?.certainty !== 'sure') return false;
    try {
      await book(line, partsOf(match), true);
      return true;
    } catch (error) {
      // Somebody was faster, here or by another way to pay: it stays open, and is looked at by a person.
      if (error instanceof ProblemError) return false;
      throw error;
    }
  }

  return {
    /** @throws ProblemError `statement-unreadable`, `payload-too-large` */
    async upload({ filename, bytes }: { readonly filename: string; readonly bytes: Uint8Array }) {
      const { entries, leftOut } = readStatement(bytes, await invoices.lastCurrency());
      const keys = keysOf(entries);
      const broughtAt = deps.clock.now();
      const rows = entries.map(({ bankId: _bankId, ...entry }, place) => ({
        ...{ _id: newId('bst'), key: keys[place]!, state: 'open' as const, ...entry },
        ...{ fileName: filename.slice(0, 120), broughtAt, parts: [] },
      }));
      const added = await repository.insert(rows);
      await unitOfWork.run(() =>
        deps.audit.record({
          action: 'statement.brought',
          target: { type: 'statement', id: rows[0]?._id ?? 'empty', name: filename.slice(0, 120) },
          after: { added },
        }),
      );
      return { added, known: rows.length - added, leftOut };
    },

    async list(query: {
      readonly state: StatementLineState;
      readonly cursor?: string | undefined;
      readonly limit: number;
    }) {
      const after = query.cursor === undefined ? null : parseCursor(query.cursor);
      const rows = await repository.page(query.state, { after, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const among = query.state === 'open' && shown.length > 0 ? await owed() : null;
      return {
        items: shown.map((row) => present(row, among)),
        nextCursor: rows.length > query.limit ? shown.at(-1)!._id : null,
      };
    },

    /** What a line could have paid, by a number or a name. @throws ProblemError `not-found` */
    async owedFor(id: StatementLineId, search: string): Promise<OwedInvoiceView[]> {
      const { currency } = await requireLine(id);
      const wanted = search.toLowerCase();
      const fits = ({ number, names }: OwedInvoice) =>
        [number, ...names].some((text) => text.toLowerCase().includes(wanted));
      const found = (await invoices.owed()).filter((invoice) => invoice.currency === currency && fits(invoice));
      return found.slice(0, MOST_OWED).map(presentOwed);
    },

    /** @throws ProblemError `not-found`, `illegal-transition`, `invoice-settled`, `conflict`, `validation-failed` */
    async book(id: StatementLineId, parts: Parts): Promise<StatementLineView> {
      const line = await requireLine(id);
      const isOnce = new Set(parts.map(({ invoiceId }) => invoiceId)).size === parts.length;
      const isWhole = parts.reduce((sum, { amount }) => sum + amount, 0) === line.amount;
      if (!isOnce) throw wrongParts('Please name each invoice once.');
      if (!isWhole) throw wrongParts('The parts have to add up to the amount.');
      await book(line, parts, false);
      return presentOne(id);
    },

    /** Each by itself: what fails for one keeps nothing from the others. */
    async bookSure(ids: readonly StatementLineId[]): Promise<{ booked: number; left: number }> {
      let booked = 0;
      for (const id of new Set(ids)) if (await bookIfSure(id)) booked += 1;
      return { booked, left: new Set(ids).size - booked };
    },

    /** @throws ProblemError `not-found`, `illegal-transition` */
    async move(id: StatementLineId, from: StatementLineState, to: StatementLineState): Promise<StatementLineView> {
      await requireLine(id);
      if (!(await repository.move(id, from, { state: to }))) throw new ProblemError('illegal-transition');
      return presentOne(id);
    },
  };
}
export type Statements = ReturnType<typeof createStatements>;

/**
 * By what a line is known again: the bank's own name of it, or all that it says. Of several that are alike in one file each is one of
 * its own, in any file that holds their day as a whole.
 */
function keysOf(entries: readonly BankEntry[]): string[] {
  const times = new Map<string, number>();
  return entries.map(({ bankId, account, bookedOn, amount, currency, name, reference }) => {
    const said = bankId === null ? [bookedOn, amount, currency, name, reference] : [bankId, bookedOn, amount];
    const key = createHash('sha256')
      .update(JSON.stringify([account, ...said]))
      .digest('base64url');
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return time === 0 ? key : `${key}#${time}`;
  });
}

/** Noon, so that it is that day wherever it is read. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
const noteOf = ({ name, reference }: StatementLineRow): string | null =>
  [name, reference].filter(Boolean).join(': ').slice(0, 140) || null;
const partsOf = ({ parts }: Match): Parts => parts.map(({ invoice: { id }, amount }) => ({ invoiceId: id, amount }));

const presentOwed = ({ id, number, names, due }: OwedInvoice): OwedInvoiceView => ({
  ...{ invoiceId: id, number, due },
  buyerName: names.at(-1) ?? '',
});

/** @param owed null where nothing is suggested */
function present(row: StatementLineRow, owed: Owed | null): StatementLineView {
  const { _id: id, state, bookedOn, amount, currency, name, reference, account, fileName, parts } = row;
  const match = owed === null ? null : matchEntry(row, owed);
  return {
    ...{ id, state, bookedOn, amount, currency, name, reference, account, fileName },
    parts: parts.map((part) => ({ ...part })),
    suggestion: match && {
      certainty: match.certainty,
      reasons: [...match.reasons],
      parts: match.parts.map((part) => ({ ...presentOwed(part.invoice), amount: part.amount })),
    },
  };
}

const wrongParts = (message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/parts', message }] });

/** @throws ProblemError `validation-failed` for text that is no cursor of ours */
function parseCursor(text: string): StatementLineId {
  const id = idSchemas.bst.safeParse(text);
  if (id.success) return id.data;
  const message = 'This cursor is not one of ours.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/cursor', message }] });
}
