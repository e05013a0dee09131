import type { LeadId, Locale, PersonId, SeatId, SessionId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoicesService } from '../invoices/index.ts';
import type { LeadsService } from '../leads/index.ts';
import type { AdmissionRow, AdmissionsRepository } from './admissions.repository.ts';
import { MOST_MS, PROMOTED_HOLD_MS } from './holds.ts';

export interface SeatInvoicesDeps {
  readonly repository: AdmissionsRepository;
  readonly invoices: Pick<InvoicesService, 'canIssue' | 'issue'>;
  readonly leads: Pick<LeadsService, 'findRegistered' | 'findByPersons'>;
  readonly seats: { find(seatId: SeatId): Promise<{ readonly personId: PersonId } | null> };
  readonly titleOf: (sessionId: SessionId) => Promise<string>;
  readonly localeOf: (personId: PersonId) => Promise<Locale>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A seat that was taken. */
interface Seat {
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly leadId: LeadId;
}

/** Seats without an invoice that are looked at together. */
const PAGE = 100;

/** The invoices of seats at a price: with the seat, or as soon as the site can issue any. */
export function createSeatInvoices(deps: SeatInvoicesDeps) {
  const { repository, invoices, unitOfWork, clock } = deps;

  async function issue(seat: Seat): Promise<void> {
    const admission = await repository.find(seat.seatId);
    if (admission === null || admission.state !== 'unpaid' || admission.invoiceId !== null) return;
    const lead = await deps.leads.findRegistered(seat.leadId);
    if (lead === null) return;
    if (!(await invoices.canIssue())) {
      // Nobody can ask for the money before the site has said who sells; nobody loses a seat for that.
      await repository.change(admission, { holdUntil: null });
      return deps.logger.warn({ seatId: seat.seatId }, 'no invoice, because the site has not said who sells');
    }
    const { firstName, lastName, email } = lead.person;
    const title = await deps.titleOf(seat.sessionId);
    const code = admission.coupon?.code ?? null;
    const invoice = await invoices.issue({
      // A code that lowers the price makes another invoice of it.
      key: ['seat', seat.seatId, admission.round, ...(code === null ? [] : [code])].join(':'),
      ...{ personId: seat.personId, leadId: seat.leadId, currency: admission.currency },
      buyer: {
        ...{ name: `${firstName} ${lastName}`, email, company: null, address: [], country: null, taxId: null },
        locale: await deps.localeOf(seat.personId),
      },
      lines: [{ description: code === null ? title : `${title} (${code})`, quantity: 1, unitAmount: admission.price }],
      about: { sessionId: seat.sessionId },
    });
    await repository.change(admission, { invoiceId: invoice._id });
  }

  async function seatOf({ _id: seatId, sessionId }: AdmissionRow): Promise<Seat | null> {
    const seat = await deps.seats.find(seatId);
    const [lead] = seat === null ? [] : await deps.leads.findByPersons([seat.personId]);
    if (seat === null || lead === undefined) return null;
    return { seatId, sessionId, personId: seat.personId, leadId: lead._id };
  }

  /** Somebody has had their seat for long: they get as much time to pay it as who is told of one at night. */
  async function issueLate(admission: AdmissionRow): Promise<void> {
    const seat = await seatOf(admission);
    if (seat === null) return;
    const until = clock.now().getTime() + PROMOTED_HOLD_MS;
    const times = { holdUntil: new Date(until), lastHold: new Date(until + MOST_MS) };
    await unitOfWork.run(async () => {
      if (await repository.change(admission, times)) await issue(seat);
    });
  }

  return {
    /** Issues the invoice of a seat that was taken at a price; once for each time that it is taken. In the caller's transaction. */
    issue,

    /** Its price has changed, and its invoice was cancelled: it gets another one, in the caller's transaction. */
    async issueAnew(admission: AdmissionRow): Promise<void> {
      const seat = await seatOf(admission);
      if (seat !== null) await issue(seat);
    },

    /** The site can issue invoices now: whoever has a seat at a price gets theirs. Safe to repeat. */
    async issueAll(): Promise<void> {
      for (let after: SeatId | null = null; ;) {
        const page: AdmissionRow[] = await repository.withoutInvoice(after, PAGE);
        for (const admission of page) await issueLate(admission);
        if (page.length < PAGE) return;
        after = page.at(-1)!._id;
      }
    },
  };
}
