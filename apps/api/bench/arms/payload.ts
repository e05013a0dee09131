import type { leads } from '@stageline/contracts';
import { newId } from '@stageline/platform';

export const APEX = 'stage.localhost';
export const SECRET = 'a secret of the benchmark, forty letters long';
export const SLUG = 'kevin-gardner';

/** The times of an access token that outlives every measurement. */
export function lifetime(): { iat: number; exp: number } {
  const iat = Math.floor(Date.now() / 1000);
  return { iat, exp: iat + 3600 };
}

export const tenantId = newId('tnt');
export const body = { stage: 'contacted', version: 3 } as const;
const leadId = newId('led');
export const path = `/api/v1/leads/${leadId}/stage`;

/** What the stubbed repository answers: one lead as the contract shows it. */
export const lead: leads.LeadView = {
  id: leadId,
  version: 4,
  pipelineId: 'default',
  stage: 'contacted',
  outcome: 'open',
  person: { firstName: 'Maria', lastName: 'Santos', email: 'maria@example.com', phone: '+15550100', company: null },
  assignee: { membershipId: newId('mem'), name: 'Team' },
  response: null,
  attendedMinutes: 42,
  heat: null,
  createdAt: '2026-11-01T10:00:00.000Z',
  stageChangedAt: '2026-11-02T10:00:00.000Z',
};
