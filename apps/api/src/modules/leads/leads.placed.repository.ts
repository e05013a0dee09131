import type { LeadId, PersonId, SessionId, TenantId } from '@stageline/contracts';
import { LeadModel } from './leads.model.ts';

/** A lead that stands in the line. */
export interface PlacedLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly linePosition: number;
  readonly createdAt: Date;
}

const CHUNK = 500;

/** Every tenant that has a lead; in a system run. */
export const tenantsWithLeads = async (): Promise<TenantId[]> => LeadModel.distinct('tenantId');

/** The current tenant's leads that stand in the line, some hundred at a time. */
export async function* placedLeads(): AsyncGenerator<readonly PlacedLead[]> {
  for (let after = ''; ;) {
    const filter = { _id: { $gt: after }, linePosition: { $ne: null } };
    const fields = { personId: 1, linePosition: 1, createdAt: 1 };
    const rows = await LeadModel.find(filter, fields).sort({ _id: 1 }).limit(CHUNK).lean<PlacedLead[]>();
    if (rows.length > 0) yield rows;
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!._id;
  }
}

/** A lead that registered for a session. */
export interface SessionLead extends Pick<PlacedLead, 'personId' | 'createdAt'> {
  readonly _id: LeadId;
  readonly sessionId: SessionId;
}

/** The current tenant's leads that registered for a session, some hundred at a time. */
export async function* registeredLeads(): AsyncGenerator<readonly SessionLead[]> {
  for (let after = ''; ;) {
    const filter = { _id: { $gt: after }, sessionId: { $ne: null } };
    const fields = { personId: 1, sessionId: 1, createdAt: 1 };
    const rows = await LeadModel.find(filter, fields).sort({ _id: 1 }).limit(CHUNK).lean<SessionLead[]>();
    if (rows.length > 0) yield rows;
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!._id;
  }
}
