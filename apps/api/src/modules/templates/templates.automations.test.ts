import { beforeAll, expect, it } from '@jest/globals';
import {
  TemplateContent,
  TemplateFile,
  type AutomationView,
  type PipelineView,
  type TemplateAutomation,
  type TemplateState,
} from '@stageline/contracts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/visitor.ts';

let bed: ApiBed;
beforeAll(async () => {
  bed = await createApiBed();
});

const stage = (key: string, kind: 'open' | 'won' = 'open') => ({ key, name: key, kind });
const partners = { key: 'partners', name: 'Partners', stages: [stage('talk'), stage('signed', 'won')] };
const talk = { pipelineId: 'partners', stage: 'talk' };
const mail = (subject: string) => ({ kind: 'mail', subject, text: 'Hello', link: 'site' }) as const;

const welcome = (subject: string): TemplateAutomation => ({
  key: 'welcome',
  name: 'Welcome at {{siteName}}',
  trigger: { kind: 'registered' },
  conditions: [],
  actions: [mail(subject), { kind: 'notify', who: 'promoter', text: '{{firstName}} is here' }],
});
const followUp = (name: string): TemplateAutomation => ({
  key: 'follow-up',
  name,
  trigger: { kind: 'stage-entered', ...talk },
  conditions: [{ kind: 'stage', pipelineId: 'partners', stages: ['talk', 'signed'] }],
  actions: [{ kind: 'move', pipelineId: 'partners', stage: 'signed' }],
});
const incomplete: TemplateAutomation = {
  key: 'incomplete',
  name: 'Incomplete',
  trigger: { kind: 'stage-entered', pipelineId: 'partners', stage: 'nowhere' },
  conditions: [],
  actions: [
    { kind: 'assign', to: 'member' },
    { kind: 'move', pipelineId: 'of-no-site', stage: 'talk' },
  ],
};
const content = (automations: readonly TemplateAutomation[]) => ({
  theme: { primaryColor: '#1d4ed8', secondaryColor: '#0f766e' },
  texts: { headline: 'Hello', welcomeMessage: 'Welcome.', benefits: ['One'] },
  masterclass: { title: 'Live', description: '', startsAtLocal: '19:00', startsInDays: 2, durationMinutes: 60 },
  pipelines: [partners],
  automations,
});
const publish = (key: string, automations: readonly TemplateAutomation[]) =>
  bed.modules.templates.service.publish({
    key,
    name: key,
    description: 'A test',
    note: 'A test',
    source: 'folder',
    content: TemplateContent.parse(content(automations)),
  });

const automationsOf = async ({ owner }: Site) => (await owner.get('/automations')).body.items as AutomationView[];
const stateOf = async ({ owner }: Site) => (await owner.get('/site/template')).body as TemplateState;
const switched = ({ owner }: Site, { id }: AutomationView, on = true) => owner.put(`/automations/${id}/state`, { on });
const looks = (automations: readonly AutomationView[]) => automations.map(({ name, state }) => [name, state]);
async function apply(site: Site, choices: Record<string, 'ours' | 'theirs'> = {}) {
  const { version, revision } = (await stateOf(site)).offer!;
  return (await site.owner.post('/site/template', { version, revision, choices })).status;
}

it('A-13 a new site begins with the automations of its template, by its own ids; none does anything before it is switched on', async () => {
  await publish('automated', [welcome('Welcome'), followUp('Follow up'), incomplete]);
  const site = await bed.site('automated', 'automated');
  const { owner, person } = site;
  const [greets, follows, lacks] = await automationsOf(site);
  expect(looks(await automationsOf(site))).toEqual([
    ['Welcome at automated', 'off'],
    ['Follow up', 'off'],
    ['Incomplete', 'off'],
  ]);
  const own = ((await owner.get('/pipelines')).body.items as PipelineView[]).find(({ name }) => name === 'Partners')!;
  const [first, second] = own.stages.map(({ id }) => id);
  expect(follows).toMatchObject({
    trigger: { pipelineId: own.id, stage: first },
    conditions: [{ pipelineId: own.id, stages: [first, second] }],
    actions: [{ pipelineId: own.id, stage: second }],
    fromTemplate: true,
    missing: [],
  });
  const me = (await owner.get('/me')).body;
  expect(greets!.actions[1]).toMatchObject({ kind: 'notify', who: me.membershipId });

  // What the site does not have is missing, and so it cannot be switched on.
  expect(lacks!.missing).toEqual([
    { pointer: '/trigger', what: 'stage' },
    { pointer: '/actions/0', what: 'member' },
    { pointer: '/actions/1', what: 'pipeline' },
  ]);
  expect((await switched(site, lacks!)).status).toBe(409);

  // Somebody has registered already, and was not written to; whoever comes once it is on is.
  const runs = async () => (await owner.get(`/automations/${greets!.id}/runs`)).body.items;
  expect(await runs()).toEqual([]);
  await switched(site, greets!);
  const email = 'later@automated.example';
  await visitor(bed, site.host).post('/registrations', { ...person, email });
  await bed.settle();
  expect(await runs()).toMatchObject([{ lead: { name: 'Person-automated Tester' }, chain: [] }]);
  // As they came, a new version would change none of them.
  await publish('automated', [welcome('Welcome'), followUp('Follow up'), incomplete]);
  expect((await stateOf(site)).offer!.blocks).toEqual([]);
});

it('A-13 a later version never overwrites an automation that was edited, and what it changes is off until it is switched on', async () => {
  const key = 'merged';
  await publish(key, [welcome('Welcome'), followUp('Follow up')]);
  const site = await bed.site('merged', key);
  const [greets, follows] = await automationsOf(site);
  await switched(site, follows!);
  const { version, trigger, conditions } = greets!;
  const edited = { version, name: 'Mine', trigger, conditions, actions: [mail('Mine')] };
  expect((await site.owner.put(`/automations/${greets!.id}`, edited)).status).toBe(200);
  expect((await automationsOf(site))[0]!.fromTemplate).toBe(false);
  await switched(site, greets!);

  await publish(key, [welcome('A new welcome'), followUp('Follow up sooner'), { ...incomplete, key: 'third' }]);
  const { blocks } = (await stateOf(site)).offer!;
  expect(blocks.map(({ field, state }) => [field, state])).toEqual([
    ['automations.welcome', 'conflict'],
    ['automations.follow-up', 'updated'],
    ['automations.third', 'updated'],
  ]);
  // Each side is readable: under the names of its pipelines.
  expect(blocks[1]!.theirs).toMatchObject({ pipelines: [{ key: 'partners', stages: [{ name: 'talk' }, {}] }] });
  expect(await apply(site)).toBe(400);
  expect(await apply(site, { 'automations.welcome': 'ours' })).toBe(200);
  const after = await automationsOf(site);
  expect(looks(after)).toEqual([
    ['Mine', 'on'],
    ['Follow up sooner', 'off'],
    ['Incomplete', 'off'],
  ]);
  expect(after[0]!.actions).toEqual([mail('Mine')]);
  expect(after[1]).toMatchObject({ id: follows!.id, trigger: follows!.trigger });

  // Taken back, everything is as it was: on where it was on.
  expect((await site.owner.post('/site/template/undo')).status).toBe(200);
  expect(looks(await automationsOf(site))).toEqual([
    ['Mine', 'on'],
    ['Follow up', 'on'],
  ]);
  expect((await stateOf(site)).offer!.blocks.map(({ state }) => state)).toEqual(['conflict', 'updated', 'updated']);
});

it('A-13 an update is not taken back over an automation of it that somebody has switched on since', async () => {
  const key = 'switched';
  await publish(key, []);
  const site = await bed.site('switched', key);
  await publish(key, [welcome('Welcome')]);
  expect(await apply(site)).toBe(200);
  await switched(site, (await automationsOf(site))[0]!);
  expect((await site.owner.post('/site/template/undo')).status).toBe(409);
  expect(looks(await automationsOf(site))).toEqual([['Welcome at switched', 'on']]);
});

it('A-13 a template that is made of a site carries its automations to the next one, and nobody of the site', async () => {
  await publish('source', []);
  const source = await bed.site('source', 'source');
  const own = (await source.owner.get('/pipelines')).body.items as PipelineView[];
  const { id: pipelineId, stages } = own.find(({ name }) => name === 'Partners')!;
  const place = { pipelineId, stage: stages[0]!.id };
  const made = {
    name: 'By Owner source',
    trigger: { kind: 'stage-entered', ...place },
    conditions: [{ kind: 'owner', who: source.memberId }],
    actions: [
      { ...mail('Hello {{firstName}}'), text: 'Yours, Owner source' },
      { kind: 'notify', who: source.memberId, text: 'Look' },
    ],
  };
  expect((await source.owner.post('/automations', made)).status).toBe(201);
  await switched(source, (await automationsOf(source))[0]!);

  const log = { email: 'admin@stage.test', password: 'an admin password' };
  await bed.modules.accounts.service.ensureAdmin({ ...log, name: 'Admin' });
  const admin = visitor(bed, bed.adminHost);
  await admin.post('/auth/log-in', log);
  const about = { key: 'of-source', name: 'A', description: 'A', note: 'A', slug: 'source' };
  expect(await admin.post('/templates', about)).toMatchObject({ status: 200 });
  const target = await bed.site('target', 'of-source');
  const [arrived] = await automationsOf(target);
  const there = (await target.owner.get('/pipelines')).body.items as PipelineView[];
  const mapped = there.find(({ name }) => name === 'Partners')!;
  expect(arrived).toMatchObject({
    name: 'By Owner target',
    state: 'off',
    trigger: { pipelineId: mapped.id, stage: mapped.stages[0]!.id },
    missing: [
      { pointer: '/conditions/0', what: 'member' },
      { pointer: '/actions/1', what: 'member' },
    ],
  });
  expect(arrived!.actions[0]).toMatchObject({ subject: 'Hello {{firstName}}', text: 'Yours, {{promoterName}}' });
  expect(JSON.stringify(arrived)).not.toContain(source.memberId);
});

it('A-13 the folder of templates refuses an automation of a stage that the template does not have, and people of a site', () => {
  const accepts = (...automations: readonly unknown[]) =>
    TemplateFile.safeParse({ name: 'A', description: 'A', content: content(automations as TemplateAutomation[]) })
      .success;
  const contacted = { ...followUp('A'), trigger: { kind: 'stage-entered', pipelineId: 'default', stage: 'contacted' } };
  expect(accepts(contacted, welcome('A'))).toBe(true);
  expect(accepts(incomplete)).toBe(false);
  expect(accepts({ ...contacted, conditions: [{ kind: 'stage', pipelineId: 'partners', stages: ['gone'] }] })).toBe(
    false,
  );
  expect(accepts({ ...contacted, actions: [{ kind: 'assign', to: 'mem_01jd5x8v1ye1ta8v2s3q4w5e6r' }] })).toBe(false);
});
