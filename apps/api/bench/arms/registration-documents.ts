import { randomUUID } from 'node:crypto';
import { countedSigns, heatSigns, hotUntil } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { foundBy } from '../../src/modules/leads/found-by.ts';
import { ownerToken } from '../../src/modules/leads/leads.filter.ts';
import type { nextForm } from './registration-load.ts';

const EPOCH = new Date(0);
const ARRIVAL = { pipelineId: 'default', stage: 'new' } as const;

/** Until when somebody is hot who has done no more than register. */
const registeredUntil = (registeredAt: Date) =>
  hotUntil(
    countedSigns(
      heatSigns({ registeredAt, place: null, visits: [], messages: [], brought: [] }, new Map(), registeredAt),
    ),
  );

/** What a registration is in the database, as the product stores it: the peers write the same (`sameFields` holds them to it). */
export function registrationDocuments(form: ReturnType<typeof nextForm>, tenantId: string, sessionId: string) {
  const now = new Date();
  const { email, phone, ...rest } = form;
  const personId = newId('per');
  const leadId = newId('led');
  const seatId = newId('sea');
  const event = (name: string, payload: object) => ({
    _id: newId('evt'),
    tenantId,
    event: name,
    version: 1,
    payload,
    recordedAt: now,
    traceId: randomUUID(),
    actor: null,
    relayed: false,
    claim: null,
    leaseUntil: EPOCH,
  });
  return {
    person: {
      _id: personId,
      tenantId,
      ...rest,
      emails: [{ address: email, verifiedAt: null, addedAt: now }],
      phones: [{ raw: phone, e164: phone }],
      source: 'api',
      locale: 'en',
      timeZone: null,
      verifiedAt: null,
      createdAt: now,
    },
    lead: {
      _id: leadId,
      tenantId,
      personId,
      sessionId,
      linePosition: null,
      via: null,
      person: form,
      ...ARRIVAL,
      outcome: 'open',
      version: 1,
      stageChangedAt: now,
      history: [{ ...ARRIVAL, at: now, cause: 'registration', actorId: null, actorName: null, reason: null }],
      assignee: null,
      owners: [],
      attendance: {},
      createdAt: now,
      source: 'site',
      ...foundBy(form),
      hotUntil: registeredUntil(now),
      heat: { why: ['registered'], at: now },
      readers: [ownerToken(null)],
    },
    registration: {
      _id: newId('reg'),
      tenantId,
      personId,
      sessionId,
      at: now,
      source: 'api',
      locale: 'en',
      page: null,
      ip: null,
      consents: [{ kind: 'notice', version: 'n'.repeat(32) }],
    },
    seat: {
      _id: seatId,
      tenantId,
      sessionId,
      personId,
      state: 'held',
      turn: 0,
      releasedBy: null,
      createdAt: now,
    },
    events: [
      event('seat.taken', { seatId, sessionId, personId, leadId, promoted: false }),
      event('person.registered', { personId, leadId, sessionId, renewed: false }),
      event('lead.created', { leadId }),
    ],
  };
}

/** The paths of a document's fields, those of its arrays' first items too. */
function fieldsOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return [prefix, ...(value.length > 0 ? fieldsOf(value[0], `${prefix}[]`) : [])];
  if (value === null || typeof value !== 'object' || value instanceof Date) return [prefix];
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, `${prefix}.${key}`));
}

/** @throws where one of two documents has a field that the other has not: then their writes are not the same work */
export function sameFields(what: string, product: unknown, peer: unknown): void {
  const [ours, theirs] = [fieldsOf(product), fieldsOf(peer)];
  const missing = [
    ...ours.filter((field) => !theirs.includes(field)),
    ...theirs.filter((field) => !ours.includes(field)),
  ];
  if (missing.length > 0) throw new Error(`The peer's ${what} differs from the product's in ${missing.join(', ')}`);
}
