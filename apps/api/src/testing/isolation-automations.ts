import { LeadMoved, type AutomationRunId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  names(call: Call): Row;
  ownHost(call: Call): Row;
}

const definition = {
  trigger: { kind: 'stage-entered', pipelineId: 'default', stage: 'contacted' },
  conditions: [],
  actions: [
    { kind: 'wait', minutes: 60 },
    { kind: 'move', pipelineId: 'default', stage: 'qualified' },
  ],
};
const bodyNamed = (name: string) => ({ name, ...definition });

/** Makes automations of a site, as far as they are asked for. */
export function automationsOf(bed: () => ApiBed) {
  async function made({ owner, slug }: Site): Promise<string> {
    return ((await owner.post('/automations', bodyNamed(`Rule of ${slug}`))).body as { id: string }).id;
  }
  /** A run of a new rule that waits for an hour, and no lead is touched for it. */
  async function waiting(site: Site): Promise<{ automationId: string; runId: AutomationRunId }> {
    const automationId = await made(site);
    const state = (on: boolean) => site.owner.put(`/automations/${automationId}/state`, { on });
    await state(true);
    const told = bed().modules.automations.subscribers!.find(({ event }) => event === LeadMoved)!;
    const move = { leadId: site.leadId, membershipId: null, from: 'new', to: 'contacted' };
    const context = { eventId: newId('evt'), tenantId: site.tenantId, recordedAt: new Date() };
    await site.in(() => told.handle(move, context));
    await bed().settle();
    const { items } = (await site.owner.get(`/automations/${automationId}/runs`)).body;
    await state(false);
    return { automationId, runId: items[0].id };
  }
  return { made, waiting };
}

/** Rules of another site are not there, nor are their runs; a trial looks at nobody else's leads. */
export function automationRows<Row>({ lists, names, ownHost }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const { made, waiting } = automationsOf(bed);
  return {
    'automations.list': lists((as) => as.get('/automations')),
    'automations.create': ownHost((as) => as.post('/automations', bodyNamed('A rule of our own'))),
    'automations.update': names(async (as, target) =>
      as.put(`/automations/${await made(target)}`, { ...bodyNamed('Renamed'), version: 1 }),
    ),
    'automations.switch': names(async (as, target) =>
      as.put(`/automations/${await made(target)}/state`, { on: false }),
    ),
    'automations.remove': names(async (as, target) => as.delete(`/automations/${await made(target)}`)),
    'automations.runs': names(async (as, target) => as.get(`/automations/${await made(target)}/runs`)),
    'automations.stop-run': names(async (as, target) =>
      as.post(`/automation-runs/${(await waiting(target)).runId}/stop`, undefined),
    ),
    'automations.try': lists((as) => as.post('/automations/trial', { ...definition, days: 30 })),
    'automations.try-lead': names((as, target) => as.post(`/automations/trial/${target.leadId}`, definition)),
  };
}
