import { LineJoined, PersonVerified, type LeadId, type PersonId } from '@stageline/contracts';
import { createBatcher, logContext, runWithLogContext, type Clock, type LogContext } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadsService, RegisteredLead } from '../leads/index.ts';
import type { LineFeed, LineService, Sponsorship } from '../line/index.ts';
import type { Proof } from '../registrations/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import { sponsorshipOf, type Inviter } from './sponsorship.ts';

export interface ConfirmationsDeps {
  readonly people: {
    verify(proofs: readonly Proof[], at: Date): Promise<void>;
    proveAddress(personId: PersonId, address: string, at: Date): Promise<void>;
  };
  readonly joinLinks: Pick<JoinLinks, 'addressOf'>;
  readonly leads: Pick<
    LeadsService,
    'findManyRegistered' | 'findRegistered' | 'findByPersons' | 'withoutPlace' | 'setPlaces'
  >;
  readonly line: Pick<LineService, 'takePositions' | 'join' | 'findByCodes'>;
  readonly feed: Pick<LineFeed, 'nudge'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

interface Request {
  readonly leadId: LeadId;
  /** By which they came, and whose it was made for: a lead that has become part of theirs, at times. */
  readonly link: { readonly leadId: LeadId; readonly token: string };
  /** Of whoever confirms: what is recorded for them carries its trace. */
  readonly context: LogContext;
}

/** Confirmations of one tenant that may wait for their turn; beyond, the site is busy. */
const MAX_WAITING = 2000;
/** Confirmations of one transaction: it stays far from the server's limits and short for everybody in it. */
const MAX_BATCH = 50;
/** People who are looked up together. */
const MAX_LOOKED_UP = 200;

/** Turns a proof of an address into a place in the line. */
export function createConfirmations({ people, joinLinks, leads, line, feed, unitOfWork, clock }: ConfirmationsDeps) {
  const batcher = createBatcher({ maxBatch: MAX_BATCH, maxWaiting: MAX_WAITING, run: confirmAll });
  // In a burst a read for each would cost more than all that is written for them.
  const lookUps = createBatcher({ maxBatch: MAX_LOOKED_UP, maxWaiting: MAX_WAITING, run: findAll });

  async function findAll(leadIds: readonly LeadId[]): Promise<(RegisteredLead | null)[]> {
    const byId = new Map((await leads.findManyRegistered(leadIds)).map((lead) => [lead._id, lead]));
    return leadIds.map((id) => byId.get(id) ?? null);
  }

  /**
   * Confirmations of a tenant all raise one counter, and of two transactions that do, MongoDB aborts one. So those that
   * arrive while a transaction is under way share the next.
   * @returns each with the place that they have taken here; null for whoever had one before
   */
  async function confirmAll(requests: readonly Request[]): Promise<(RegisteredLead | null)[]> {
    const byLead = new Map(requests.map((request) => [request.leadId, request]));
    const placed = await unitOfWork.run(async (tx) => {
      // Read within the transaction: who has a place by now, from another tab or process, is no longer among them.
      const found = await leads.withoutPlace([...byLead.keys()]);
      if (found.length === 0) return [];
      const waiting = inOrderOf(byLead, found);
      const inviters = await invitersOf(waiting);
      const at = clock.now();
      await people.verify(
        waiting.map((lead) => {
          const address = provedBy(lead, byLead.get(lead._id)!.link);
          return { personId: lead.personId, address, isFirst: address === lead.person.email };
        }),
        at,
      );
      const first = await line.takePositions(waiting.length);
      const taken = waiting.map((lead, index) => ({ lead, position: first + index }));
      const members = await line.join(
        taken.map(({ lead, position }) => ({ ...toMember(lead, position, at), ...sponsorOf(lead, inviters) })),
      );
      await leads.setPlaces(taken.map(({ lead: { _id: leadId }, position }) => ({ leadId, position })));
      for (const { lead, position } of taken)
        runWithLogContext(byLead.get(lead._id)!.context, () => {
          tx.record(PersonVerified, { personId: lead.personId, leadId: lead._id, position });
          tx.record(LineJoined, { position });
        });
      tx.afterCommit(() => feed.nudge(members));
      return taken;
    });
    const byId = new Map(placed.map(({ lead, position }) => [lead._id, { ...lead, linePosition: position }]));
    return requests.map(({ leadId }) => byId.get(leadId) ?? null);
  }

  /** Whose invitations these people came by. */
  async function invitersOf(waiting: readonly RegisteredLead[]): Promise<Map<string, Inviter>> {
    const codes = [...new Set(waiting.flatMap(({ via }) => via ?? []))];
    if (codes.length === 0) return new Map();
    const places = await line.findByCodes(codes);
    const known = await leads.findByPersons(places.flatMap(({ personId }) => personId ?? []));
    const emailsOf = new Map(known.map(({ personId, person }) => [personId, addressesOf(person)]));
    return new Map(
      places.map(({ code, position, personId }) => [
        code,
        { position, emails: (personId && emailsOf.get(personId)) || [] },
      ]),
    );
  }

  const provedBy = ({ person }: RegisteredLead, { leadId, token }: Request['link']): string | null =>
    joinLinks.addressOf(currentTenantId(), leadId, token, addressesOf(person));

  return {
    /**
     * Takes the place of somebody who has proved their address; who has one keeps it, however often they confirm.
     * @param token the link by which they came; with `andAddress` it also proves another address of whoever has a place (F-04)
     * @returns their lead, with its place; null for an unknown one
     * @throws ProblemError `unavailable` under a burst
     */
    async confirm(leadId: LeadId, token: string, { andAddress = false } = {}): Promise<RegisteredLead | null> {
      const tenantId = currentTenantId();
      const link = { leadId, token };
      // Whoever is not there under this id may have become part of another.
      const lead = (await lookUps.add(tenantId, leadId)) ?? (await leads.findRegistered(leadId));
      if (lead === null) return null;
      if (lead.linePosition !== null) {
        const address = andAddress ? provedBy(lead, link) : null;
        if (address !== null) await people.proveAddress(lead.personId, address, clock.now());
        return lead;
      }
      const request = { leadId: lead._id, link, context: logContext() };
      return (await batcher.add(tenantId, request)) ?? lookUps.add(tenantId, lead._id);
    },
  };
}
export type Confirmations = ReturnType<typeof createConfirmations>;

/** Who confirmed first stands first, whatever order the database answers in. */
function inOrderOf(order: ReadonlyMap<LeadId, unknown>, found: readonly RegisteredLead[]): RegisteredLead[] {
  const byId = new Map(found.map((lead) => [lead._id, lead]));
  return [...order.keys()].flatMap((leadId) => byId.get(leadId) ?? []);
}

const addressesOf = ({ email, otherEmails = [] }: RegisteredLead['person']) => [email, ...otherEmails];

const sponsorOf = ({ via, person }: RegisteredLead, inviters: ReadonlyMap<string, Inviter>): Sponsorship =>
  sponsorshipOf(via ?? null, addressesOf(person), inviters.get(via ?? ''));

const toMember = ({ personId, person: { firstName, lastName } }: RegisteredLead, position: number, joinedAt: Date) => ({
  position,
  personId,
  firstName,
  lastName,
  joinedAt,
});
