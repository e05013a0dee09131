import { z } from 'zod';
import { InstalmentPlanId, InvoiceId } from '../kit/ids.ts';
import { MAX_AMOUNT } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';

/** Of one invoice. */
export const MOST_INSTALMENTS = 36;

/** A part of what is due, in the minor unit of the invoice's currency. */
const Part = z.strictObject({
  /** Noon of the day on which it is due: it is late once that day is over. */
  dueAt: Instant,
  amount: z.int().min(1, 'Please give an amount above zero.').max(MAX_AMOUNT, 'That is more than can be asked for.'),
});

/** What is due of an invoice, paid in parts (D-04). */
export const InstalmentPlanView = z.object({
  id: InstalmentPlanId,
  /** `late`: a part was not paid in time; `arrears`: for two weeks, so what it pays for is closed. */
  state: z.enum(['on_track', 'late', 'arrears', 'paid']),
  /** What the way to pay asks for now. */
  asked: z.int(),
  parts: z.array(
    z.object({
      dueAt: Instant,
      amount: z.int(),
      /** What is paid of it; the earliest parts are paid first. */
      paid: z.int(),
    }),
  ),
  /** Reminders of the part that is next, as far as they went out. */
  lastMail: z.enum(['ahead', 'first', 'second', 'last']).nullable(),
  nextMailAt: Instant.nullable(),
  /** What the buyer said of charging later parts to their card; null where they were not asked, or said nothing. */
  charge: z
    .object({
      /** `agreed`: the card is kept with their next payment; `active`: parts are charged on the day they are due. */
      state: z.enum(['agreed', 'active', 'withdrawn']),
      /** When they said so. */
      since: Instant,
      /** When it is tried next; null where it is not, or is on its way. */
      nextAt: Instant.nullable(),
    })
    .nullable(),
  createdAt: Instant,
});
export type InstalmentPlanView = z.infer<typeof InstalmentPlanView>;

const params = z.strictObject({ invoiceId: InvoiceId });
const shown = z.object({ plan: InstalmentPlanView.nullable() });

export const getInstalments = defineOperation({
  id: 'instalments.get',
  method: 'GET',
  path: '/api/v1/invoices/:invoiceId/instalments',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'In which parts an invoice is paid; null where it is paid at once',
  params,
  response: shown,
});

export const agreeInstalments = defineOperation({
  id: 'instalments.agree',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/instalments',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Let what is due of an invoice be paid in parts: together they are exactly that; in place of those before',
  params,
  body: z.strictObject({
    parts: z
      .array(Part)
      .min(2, 'At least two parts.')
      .max(MOST_INSTALMENTS, 'At most 36 parts.')
      .refine(
        (parts) => parts.every(({ dueAt }, index) => index === 0 || dueAt > parts[index - 1]!.dueAt),
        'Each part is due after the one before.',
      ),
  }),
  response: shown,
  errors: ['invoice-settled'],
});

export const endInstalments = defineOperation({
  id: 'instalments.end',
  method: 'POST',
  path: '/api/v1/invoices/:invoiceId/instalments/end',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'End the parts of an invoice: all that is due is asked for at once',
  params,
  response: shown,
});
