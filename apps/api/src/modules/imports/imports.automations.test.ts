import { beforeAll, expect, it } from '@jest/globals';
import { LeadsImported, type AutomationBody, type ImportView, type LeadId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { csvForm, importPlan } from '../../testing/isolation-imports.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('setters');
});

const DAY = 24 * 60;
async function rule(name: string, trigger: AutomationBody['trigger'], on = true): Promise<string> {
  const actions = [
    { kind: 'wait', minutes: DAY },
    { kind: 'notify', who: 'owner', text: 'Look' },
  ];
  const { id } = (await site.owner.post('/automations', { name, trigger, conditions: [], actions })).body;
  if (on) await site.owner.put(`/automations/${id}/state`, { on });
  return id;
}
const runsOf = async (id: string): Promise<{ lead: { name: string } }[]> =>
  (await site.owner.get(`/automations/${id}/runs?limit=100`)).body.items;
const namesOf = async (id: string) => (await runsOf(id)).map(({ lead }) => lead.name).sort();

const reach = (id: string, state: string) =>
  eventually(async () => {
    const view = (await site.owner.get(`/leads/imports/${id}`)).body as ImportView;
    return view.state === state && view;
  });
async function checked(text: string): Promise<string> {
  const { body, headers } = csvForm(`Name,Email\n${text}`);
  const { id } = (await site.owner.post('/leads/imports', body, headers)).body as ImportView;
  await site.owner.post(`/leads/imports/${id}/check`, importPlan());
  await reach(id, 'checked');
  return id;
}
const asked = (id: string, automations?: readonly string[]) =>
  site.owner.post(`/leads/imports/${id}/run`, automations && { automations: [...automations] });
async function imported(text: string, automations?: readonly string[]): Promise<ImportView> {
  const id = await checked(text);
  expect((await asked(id, automations)).status).toBe(202);
  const view = await reach(id, 'done');
  await bed.settle();
  return view;
}
const tell = (payload: unknown) => {
  const told = bed.modules.automations.subscribers!.find(({ event }) => event === LeadsImported)!;
  const context = { eventId: newId('evt'), tenantId: site.tenantId, recordedAt: new Date() };
  return site.in(() => told.handle(payload, context));
};

it('F-09 an import sets nothing off unless it was chosen; then what was chosen begins once for each new lead', async () => {
  const ofFiles = await rule('Out of files', { kind: 'imported' });
  const ofStage = await rule('Of the stage', { kind: 'stage-entered', pipelineId: 'default', stage: 'new' });
  const elsewhere = await rule('Elsewhere', { kind: 'stage-entered', pipelineId: 'default', stage: 'won' });
  const registered = await rule('Registered', { kind: 'registered' });
  const off = await rule('Off', { kind: 'imported' }, false);
  const all = [ofFiles, ofStage, elsewhere, registered, off];

  expect((await imported('Al One,al@set.example\n')).automations).toEqual([]);
  for (const id of all) expect(await runsOf(id)).toEqual([]);

  // What would begin is what may be chosen, and nothing else.
  const id = await checked('Al One,al@set.example\nBo Two,bo@set.example\nCy Three,cy@set.example\n');
  const { items } = (await site.owner.get(`/leads/imports/${id}/automations`)).body;
  expect(items).toEqual([
    { id: ofFiles, name: 'Out of files', actions: ['wait', 'notify'] },
    { id: ofStage, name: 'Of the stage', actions: ['wait', 'notify'] },
  ]);
  for (const other of [elsewhere, registered, off])
    expect(await asked(id, [ofFiles, other])).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/automations' }] },
    });
  expect((await asked(id, [ofFiles])).status).toBe(202);
  // The record of the import says it, and so does its result.
  expect((await reach(id, 'done')).automations).toEqual([{ id: ofFiles, name: 'Out of files' }]);
  await bed.settle();
  expect(await namesOf(ofFiles)).toEqual(['Bo Two', 'Cy Three']);
  for (const other of [ofStage, elsewhere, registered, off]) expect(await runsOf(other)).toEqual([]);

  // Told again, by whatever way, nobody is met twice; and a file of people who are there meets nobody.
  const leadIds = (await runsOf(ofFiles)).map(({ lead }) => (lead as unknown as { id: LeadId }).id);
  await tell({ importId: id, automationIds: [ofFiles], pipelineId: 'default', stage: 'new', leadIds, before: 0 });
  await imported('Bo Two,bo@set.example\nCy Three,cy@set.example\n', [ofFiles]);
  expect(await namesOf(ofFiles)).toEqual(['Bo Two', 'Cy Three']);
});

it('F-09 the runs of a large import wait for their turn, three hundred in a minute, whatever chunk they come with', async () => {
  const id = await rule('Many', { kind: 'imported' });
  const rows = Array.from({ length: 100 }, (_, at) => `Lea ${at},lea${at}@many.example\n`).join('');
  const view = await imported(rows);
  const leads = await site.in(() =>
    mongoose.models['Lead']!.find({ 'person.email': /@many\.example$/ }, { _id: 1 }).lean<{ _id: LeadId }[]>(),
  );
  const leadIds = leads.map(({ _id }) => _id);
  await tell({ importId: view.id, automationIds: [id], pipelineId: 'default', stage: 'new', leadIds, before: 250 });
  const runs = await site.in(() =>
    mongoose.models['AutomationRun']!.find({ automationId: id }).lean<{ startedAt: Date; dueAt: Date }[]>(),
  );
  expect(runs).toHaveLength(100);
  // The first fifty are for this minute, and may be under way.
  const later = runs.filter(({ startedAt, dueAt }) => dueAt.getTime() - startedAt.getTime() === 60_000);
  expect(later).toHaveLength(50);
});
