import { InvoiceIssued, ProblemError, type InvoiceId, type PersonId } from '@stageline/contracts';
import { figuresOf, post, standingOf, wallTimeOf, type InvoiceFigures } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { LedgerService } from '../ledger/index.ts';
import { factsOf, invalid, linesTotals, NO_FIGURES, numberText, priced, usualDueAt } from './invoice-content.ts';
import type { InvoicesRepository } from './invoices.repository.ts';
import type { InvoiceRow, NewInvoice, NewLine, Seller, Touches } from './invoices.types.ts';
import type { SellerRepository } from './seller.repository.ts';

export interface InvoicesServiceDeps {
  readonly repository: InvoicesRepository;
  readonly sellers: SellerRepository;
  readonly ledger: LedgerService;
  /** How somebody came; null where nothing is known of it. */
  readonly touchesOf: (personId: PersonId) => Promise<Touches | null>;
  /** Where the days of the current site begin and end. */
  readonly siteTimeZone: () => Promise<string>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Invoices of the current tenant, from draft to issue. */
export function createInvoicesService(deps: InvoicesServiceDeps) {
  const { repository, sellers, ledger, unitOfWork, clock } = deps;

  async function requireSeller(): Promise<Seller> {
    const seller = await sellers.find();
    if (seller === null) throw new ProblemError('seller-missing');
    return seller.details;
  }

  function contentOf(order: NewInvoice, seller: Seller) {
    return {
      ...priced(order, seller),
      sessionId: order.about?.sessionId ?? null,
      dueAt: order.dueAt ?? null,
    };
  }

  /** Nobody can pay by a day that is over; until the end of today they can. @throws ProblemError `validation-failed` */
  async function refusePastDay(dueAt: Date | null): Promise<void> {
    if (dueAt === null) return;
    const zone = await deps.siteTimeZone();
    if (wallTimeOf(dueAt, zone).date < wallTimeOf(clock.now(), zone).date)
      throw invalid('/dueAt', 'The day until which it is to be paid is over. Please choose today or a later day.');
  }

  async function requireInvoice(id: InvoiceId): Promise<InvoiceRow> {
    const row = await repository.find(id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** Kept with what is issued: how somebody comes later changes nothing of what has been sold. */
  async function cameOf(personId: PersonId): Promise<{ came?: Touches }> {
    const came = await deps.touchesOf(personId);
    return came === null ? {} : { came };
  }

  /** Posts what a new invoice comes to, and tells of it. @returns its figures, by the ledger */
  async function postIssue(tx: Transaction, row: InvoiceRow): Promise<InvoiceFigures> {
    const { _id: invoiceId, currency, totals } = row;
    const at = clock.now();
    const entries = post.issue(totals);
    await ledger.post({ key: `issue:${invoiceId}`, kind: 'issue', invoiceId, currency, at, entries });
    tx.record(InvoiceIssued, factsOf(row, totals.gross));
    return figuresOf(await ledger.sumsOf(invoiceId));
  }

  return {
    /**
     * What lines would come to by now, without anything being written; no lines come to nothing.
     * @returns null where the site has not said who sells
     */
    async preview(lines: readonly NewLine[]) {
      const seller = (await sellers.find())?.details;
      if (seller === undefined) return null;
      const { gross, tax } = linesTotals(lines, seller);
      return { gross, tax, sellerName: seller.legalName };
    },

    /** Whether the site has said who sells: without that nothing can be issued. */
    canIssue: async (): Promise<boolean> => (await sellers.find()) !== null,

    /**
     * Issues an invoice with the next number, in the caller's transaction where there is one; once per key.
     * @throws ProblemError `seller-missing`; `validation-failed` where nothing is to be paid, or too much
     */
    async issue({ key, ...order }: NewInvoice & { readonly key: string }): Promise<InvoiceRow> {
      return unitOfWork.run(async (tx) => {
        const known = await repository.findByKey(key);
        if (known !== null) return known;
        const seller = await requireSeller();
        const issuedAt = clock.now();
        const content = contentOf(order, seller);
        const dueAt = content.dueAt ?? usualDueAt(issuedAt, seller);
        const draft: InvoiceRow = {
          _id: newId('ivc'),
          key,
          ...{ personId: order.personId, leadId: order.leadId },
          ...content,
          ...{ state: 'issued', number: null, seller, createdAt: issuedAt, issuedAt, dueAt },
          ...(await cameOf(order.personId)),
          figures: NO_FIGURES,
          version: 1,
        };
        const figures = await postIssue(tx, draft);
        const number = numberText(seller.numberPrefix, await repository.nextNumber('invoice'));
        const row = { ...draft, number, figures, state: standingOf(figures, dueAt, issuedAt) };
        await repository.insert(row);
        return row;
      });
    },

    /**
     * A draft has no number, is owed by nobody, and can be changed.
     * @throws ProblemError `seller-missing`; `validation-failed` for a day that is over, and as `issue` does
     */
    async createDraft(order: NewInvoice): Promise<InvoiceRow> {
      await refusePastDay(order.dueAt ?? null);
      const row: InvoiceRow = {
        _id: newId('ivc'),
        ...{ personId: order.personId, leadId: order.leadId },
        ...contentOf(order, await requireSeller()),
        ...{ state: 'draft', number: null, seller: null, createdAt: clock.now(), issuedAt: null },
        figures: NO_FIGURES,
        version: 1,
      };
      await repository.insert(row);
      return row;
    },

    /**
     * @throws ProblemError `not-found`; `illegal-transition` for one that is issued; `conflict` where it was changed since;
     * `validation-failed` for a day that is over
     */
    async changeDraft(
      id: InvoiceId,
      version: number,
      order: Omit<NewInvoice, 'leadId' | 'personId'>,
    ): Promise<InvoiceRow> {
      const { state, personId, leadId } = await requireInvoice(id);
      if (state !== 'draft') throw new ProblemError('illegal-transition');
      await refusePastDay(order.dueAt ?? null);
      const content = contentOf({ ...order, personId, leadId }, await requireSeller());
      const changed = await repository.changeDraft(id, version, content);
      if (changed === null) throw new ProblemError('conflict');
      return changed;
    },

    /** @throws ProblemError `not-found`; `illegal-transition` for one that is issued */
    async discardDraft(id: InvoiceId): Promise<void> {
      if (await repository.removeDraft(id)) return;
      await requireInvoice(id);
      throw new ProblemError('illegal-transition');
    },

    /**
     * Gives a draft its number: from here on it is owed, and stays as it is. Prices and taxes are those of the seller as of now.
     * @throws ProblemError `not-found`, `seller-missing`; `illegal-transition` for one that is issued; `conflict`;
     * `validation-failed` where the day that the draft says is over by now
     */
    async issueDraft(id: InvoiceId, version: number): Promise<InvoiceRow> {
      return unitOfWork.run(async (tx) => {
        const draft = await requireInvoice(id);
        if (draft.state !== 'draft') throw new ProblemError('illegal-transition');
        await refusePastDay(draft.dueAt);
        const seller = await requireSeller();
        const issuedAt = clock.now();
        const content = { ...priced(draft, seller), sessionId: draft.sessionId };
        const dueAt = draft.dueAt ?? usualDueAt(issuedAt, seller);
        const figures = await postIssue(tx, { ...draft, ...content });
        const state = standingOf(figures, dueAt, issuedAt);
        const number = numberText(seller.numberPrefix, await repository.nextNumber('invoice'));
        const set = { ...content, ...(await cameOf(draft.personId)), dueAt, number, seller, issuedAt, state, figures };
        const issued = await repository.changeDraft(id, version, set);
        if (issued === null) throw new ProblemError('conflict');
        return issued;
      });
    },

    get: requireInvoice,
    find: repository.find,
    findMany: repository.findMany,
    ofSession: repository.ofSession,
    page: repository.page,
    receiptsOf: repository.receiptsOf,
    creditNotesOf: repository.creditNotesOf,
  };
}
export type Issuing = ReturnType<typeof createInvoicesService>;
