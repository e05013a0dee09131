import {
  AttendanceJoined,
  AttendanceLeft,
  AttendanceSettled,
  CallChanged,
  InvoicePaid,
  LeadMoved,
  LeadsImported,
  PersonRegistered,
  PersonVerified,
  type AutomationId,
  type AutomationRunId,
  type AutomationTrigger,
  type AutomationTriggerKind,
  type CallChange,
  type EventDefinition,
  type EventId,
  type LeadId,
  type SessionId,
  type StageId,
} from '@stageline/contracts';
import type { z } from 'zod';
import type { Automation } from './automations.types.ts';
import type { AutomatedLead, LeadAutomations } from '../leads/index.ts';

/** Something that happened to a lead. */
export interface Happening {
  readonly lead: AutomatedLead;
  /** Names it among all that ever happens to this lead; the same when it is told again. */
  readonly occurrence: string;
  readonly sessionId: SessionId | null;
  /** The run of an automation by which it came about. */
  readonly cause: AutomationRunId | null;
  readonly move?: { readonly from: StageId | null; readonly to: StageId };
  /** What became of a call. */
  readonly call?: 'booked' | 'cancelled' | 'missed';
  /** Where it is of an import: what was chosen for it, and how many come before this one. */
  readonly chosen?: { readonly automationIds: readonly AutomationId[]; readonly before: number };
}

type Leads = Pick<LeadAutomations, 'find' | 'those' | 'ofPersons' | 'ofSession'>;
type Happenings = AsyncIterable<readonly Happening[]>;

/** What brings happenings in: an event, and the triggers that may wait for it. */
export interface TriggerSource {
  readonly event: EventDefinition;
  readonly kinds: readonly AutomationTriggerKind[];
  readonly happenings: (payload: unknown, eventId: EventId, leads: Leads) => Happenings;
}

const source = <E extends EventDefinition>(
  event: E,
  kinds: readonly AutomationTriggerKind[],
  happenings: (payload: z.output<E['payload']>, eventId: EventId, leads: Leads) => Happenings,
): TriggerSource => ({
  event,
  kinds,
  happenings: (payload, eventId, leads) =>
    happenings(event.payload.parse(payload) as z.output<E['payload']>, eventId, leads),
});

async function* one(leads: Leads, leadId: LeadId, facts: Omit<Happening, 'lead'>): Happenings {
  const lead = await leads.find(leadId);
  if (lead !== null) yield [{ lead, ...facts }];
}
async function* all(
  pages: AsyncIterable<readonly AutomatedLead[]>,
  occurrence: string,
  sessionId: SessionId,
): Happenings {
  for await (const page of pages) yield page.map((lead) => ({ lead, occurrence, sessionId, cause: null }));
}
async function* imported(
  leads: Promise<readonly AutomatedLead[]>,
  facts: Omit<Happening, 'lead'> & Required<Pick<Happening, 'chosen'>>,
): Happenings {
  const { automationIds, before } = facts.chosen;
  yield (await leads).map((lead, index) => ({ lead, ...facts, chosen: { automationIds, before: before + index } }));
}
async function* single<T>(page: Promise<T>): AsyncGenerator<T> {
  yield await page;
}

/** What of a call sets rules going: one that waited for a yes is booked with it. */
const callOutcomes: Readonly<Partial<Record<CallChange, 'booked' | 'cancelled'>>> = {
  booked: 'booked',
  approved: 'booked',
  cancelled: 'cancelled',
};

/**
 * Everything that can set a rule going. A new trigger is an entry of the contract's list, a source here (or a kind of one that
 * is there), its `fits`, and its words in the client; nothing is offered that no source brings.
 */
export const triggerSources: readonly TriggerSource[] = [
  source(LeadMoved, ['stage-entered', 'stage-left'], ({ leadId, from, to, runId }, occurrence, leads) =>
    one(leads, leadId, { occurrence, sessionId: null, cause: runId, move: { from, to } }),
  ),
  source(
    LeadsImported,
    ['imported', 'stage-entered'],
    ({ importId, leadIds, stage, automationIds, before }, _id, leads) =>
      imported(leads.those(leadIds), {
        occurrence: `imported ${importId}`,
        sessionId: null,
        cause: null,
        move: { from: null, to: stage },
        chosen: { automationIds, before },
      }),
  ),
  source(PersonRegistered, ['registered'], ({ leadId, sessionId, renewed }, occurrence, leads) =>
    renewed ? nothing() : one(leads, leadId, { occurrence, sessionId, cause: null }),
  ),
  source(PersonVerified, ['place-confirmed'], ({ leadId }, occurrence, leads) =>
    one(leads, leadId, { occurrence, sessionId: null, cause: null }),
  ),
  source(AttendanceJoined, ['attendance-joined'], ({ sessionId, personIds }, _eventId, leads) =>
    all(single(leads.ofPersons(personIds)), `joined ${sessionId}`, sessionId),
  ),
  source(AttendanceLeft, ['attendance-left'], ({ sessionId, personIds }, _eventId, leads) =>
    all(single(leads.ofPersons(personIds)), `left ${sessionId}`, sessionId),
  ),
  source(AttendanceSettled, ['attended', 'no-show'], ({ sessionId }, _eventId, leads) =>
    all(leads.ofSession(sessionId), `settled ${sessionId}`, sessionId),
  ),
  source(
    CallChanged,
    ['call-booked', 'call-cancelled', 'call-missed'],
    ({ callId, change, leadId, outcome }, _id, leads) => {
      const call = outcome === 'no-show' ? 'missed' : callOutcomes[change];
      if (call === undefined) return nothing();
      return one(leads, leadId, { occurrence: `call ${callId} ${call}`, sessionId: null, cause: null, call });
    },
  ),
  source(InvoicePaid, ['invoice-paid'], ({ invoiceId, leadId, sessionId }, _eventId, leads) =>
    one(leads, leadId, { occurrence: `paid ${invoiceId}`, sessionId, cause: null }),
  ),
];

/** Such as of whoever registers again: they get their mail again, and nothing else. */
async function* nothing(): Happenings {}

const secondsIn = ({ lead, sessionId }: Pick<Happening, 'lead' | 'sessionId'>): number | undefined =>
  sessionId === null ? undefined : lead.attendance?.[sessionId];

/** Whether somebody registered for a masterclass and was not there. */
export const missed = (lead: AutomatedLead, sessionId: SessionId | null): boolean =>
  sessionId !== null && lead.sessionId === sessionId && secondsIn({ lead, sessionId }) === undefined;

type Fits = {
  readonly [K in AutomationTriggerKind]: (trigger: Extract<AutomationTrigger, { kind: K }>, what: Happening) => boolean;
};
const fits: Fits = {
  'stage-entered': ({ stage }, { move }) => move?.to === stage,
  'stage-left': ({ stage }, { move }) => move?.from === stage,
  registered: () => true,
  imported: () => true,
  'place-confirmed': () => true,
  'attendance-joined': () => true,
  'attendance-left': () => true,
  attended: ({ minutes }, what) => (secondsIn(what) ?? 0) >= minutes * 60,
  'no-show': (_trigger, { lead, sessionId }) => missed(lead, sessionId),
  'call-booked': (_trigger, { call }) => call === 'booked',
  'call-cancelled': (_trigger, { call }) => call === 'cancelled',
  'call-missed': (_trigger, { call }) => call === 'missed',
  'invoice-paid': () => true,
};

/** Whether this is what a rule waits for; `what` comes from a source of its kind. */
export const isAwaited = ({ _id, trigger }: Pick<Automation, '_id' | 'trigger'>, what: Happening): boolean =>
  (what.chosen?.automationIds.includes(_id) ?? true) &&
  (fits[trigger.kind] as (trigger: AutomationTrigger, what: Happening) => boolean)(trigger, what);
