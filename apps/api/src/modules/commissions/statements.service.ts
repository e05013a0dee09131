import {
  commissions as contract,
  ProblemError,
  type CommissionLine,
  type CommissionPerson,
  type CommissionStatement,
  type CommissionSums,
  type LeadId,
  type PersonId,
} from '@stageline/contracts';
import { dayOf, startOfDay } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { FileAnswer } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesService } from '../invoices/index.ts';
import type { LeadsService, RegisteredLead } from '../leads/index.ts';
import { commissionCsv, commissionsHead } from './commissions.csv.ts';
import type { CommissionsRepository } from './commissions.repository.ts';
import type { EntryRow, PersonSums } from './commissions.types.ts';

export interface StatementsDeps {
  readonly repository: Pick<CommissionsRepository, 'sums' | 'lines'>;
  readonly invoices: Pick<InvoicesService, 'findMany'>;
  readonly leads: Pick<LeadsService, 'findRegistered' | 'findByPersons'>;
  /** Who somebody is by an address that they have proved; null for nobody. */
  readonly personWith: (address: string) => Promise<PersonId | null>;
  readonly siteTimeZone: () => Promise<string>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** Lines of a file that are read together. */
const PAGE = 500;
interface Span {
  readonly month: string;
  readonly from: Date;
  readonly to: Date;
}

const nameOf = ({ person: { firstName, lastName } }: RegisteredLead): string => `${firstName} ${lastName}`.trim();
const sumsOf = ({ currency, before, earned, takenBack, paidOut }: PersonSums): CommissionSums => ({
  ...{ currency, before, earned, takenBack, paidOut },
  balance: before + earned + takenBack + paidOut,
});

/** Statements of commissions, by the months of the site's calendar. */
export function createStatements(deps: StatementsDeps) {
  const { repository, invoices, leads, clock } = deps;

  async function spanOf(wanted: string | undefined): Promise<Span> {
    const zone = await deps.siteTimeZone();
    const month = wanted ?? dayOf(clock.now(), zone).slice(0, 7);
    const [year, number] = month.split('-').map(Number) as [number, number];
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
    return { month, from: startOfDay(`${month}-01`, zone), to: startOfDay(`${next}-01`, zone) };
  }

  async function leadOf(leadId: LeadId): Promise<RegisteredLead> {
    const lead = await leads.findRegistered(leadId);
    if (lead === null) throw new ProblemError('not-found');
    return lead;
  }

  /** @param isOwn whether it is for whoever earned them: whom something was sold to is none of their business */
  async function present(rows: readonly EntryRow[], isOwn: boolean): Promise<CommissionLine[]> {
    const ids = [...new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []))];
    const known = new Map((ids.length === 0 ? [] : await invoices.findMany(ids)).map((each) => [each._id, each]));
    return rows.map(({ _id: id, at, kind, currency, amount, invoiceId, level, rate, base, payoutId, note }) => {
      const invoice = invoiceId === null ? undefined : known.get(invoiceId);
      return {
        ...{ id, at: at.toISOString(), kind, currency, amount, level, rate, base, payoutId, note },
        invoiceId: isOwn ? null : invoiceId,
        invoiceNumber: invoice?.number ?? null,
        buyerName: isOwn ? null : (invoice?.buyer.name ?? null),
      };
    });
  }

  async function statement(lead: RegisteredLead, span: Span, isOwn = false): Promise<CommissionStatement> {
    const { personId, _id: leadId } = lead;
    const limit = contract.MOST_COMMISSION_LINES;
    const rows = await repository.lines(span, { personId, limit: limit + 1 });
    const sums = await repository.sums(span, limit, personId);
    return {
      ...{ month: span.month, leadId, name: nameOf(lead), sums: sums.map(sumsOf) },
      lines: await present(rows.slice(0, limit), isOwn),
      isCut: rows.length > limit,
    };
  }

  async function* linesOf(span: Span, personId: PersonId | undefined, bom: boolean): AsyncGenerator<string> {
    yield commissionsHead(bom);
    for (let after: EntryRow | undefined; ;) {
      const page = await repository.lines(span, { personId, limit: PAGE, ...(after && { after }) });
      const people = await leads.findByPersons([...new Set(page.map((row) => row.personId))]);
      const names = new Map(people.map((lead) => [lead.personId, nameOf(lead)]));
      const lines = await present(page, false);
      yield page.map((row, index) => commissionCsv(names.get(row.personId) ?? '', lines[index]!)).join('');
      after = page.at(-1);
      if (page.length < PAGE) return;
    }
  }

  return {
    /** Who had commissions in a month, or is owed some; whoever is owed most comes first. */
    async list(month?: string): Promise<{ month: string; items: CommissionPerson[]; isCut: boolean }> {
      const span = await spanOf(month);
      const most = contract.MOST_COMMISSION_PEOPLE;
      const sums = await repository.sums(span, most + 1);
      const shown = sums.slice(0, most);
      const people = await leads.findByPersons([...new Set(shown.map(({ personId }) => personId))]);
      const byId = new Map(people.map((lead) => [lead.personId, lead]));
      const items = shown.flatMap((each) => {
        const lead = byId.get(each.personId);
        return lead === undefined ? [] : [{ ...sumsOf(each), leadId: lead._id, name: nameOf(lead) }];
      });
      return { month: span.month, items, isCut: sums.length > most };
    },

    /** @throws ProblemError `not-found` */
    of: async (leadId: LeadId, month?: string): Promise<CommissionStatement> =>
      statement(await leadOf(leadId), await spanOf(month)),

    /** Of whoever logs in with an address that somebody has proved here; null where nobody has. */
    async own(address: string | null, month?: string) {
      const span = await spanOf(month);
      const personId = address === null ? null : await deps.personWith(address);
      const [lead] = personId === null ? [] : await leads.findByPersons([personId]);
      return { month: span.month, statement: lead === undefined ? null : await statement(lead, span, true) };
    },

    /** All lines of a month, or those of one person, as a file. @throws ProblemError `not-found` */
    async file(month: string | undefined, leadId: LeadId | undefined, bom: boolean): Promise<FileAnswer> {
      const personId = leadId === undefined ? undefined : (await leadOf(leadId)).personId;
      const span = await spanOf(month);
      await deps.audit.record({
        action: 'commissions.exported',
        target: { type: 'export', id: `commissions-${span.month}.csv`, name: span.month },
      });
      const content = tenantStream(linesOf(span, personId, bom));
      return { filename: `commissions-${span.month}.csv`, content };
    },

    present,
  };
}
export type Statements = ReturnType<typeof createStatements>;
