import { beforeAll, expect, it } from '@jest/globals';
import { TemplateContent, type PipelineView, type TemplatePipeline, type TemplateState } from '@stageline/contracts';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
beforeAll(async () => {
  bed = await createSiteBed();
});

const stage = (
  key: string,
  name: string | null,
  kind: 'open' | 'won' | 'lost' = 'open',
  leadsTo: string[] | null = null,
) => ({
  key,
  name,
  kind,
  entry: [],
  leadsTo,
});
const sales = (...more: TemplatePipeline['stages']): TemplatePipeline => ({
  key: 'default',
  name: null,
  stages: [stage('new', null), ...more, stage('won', null, 'won'), stage('lost', null, 'lost')],
});
const partners = (name: string): TemplatePipeline => ({
  key: 'partners',
  name,
  stages: [stage('talk', 'Talk', 'open', ['signed']), stage('signed', 'Signed', 'won')],
});
const content = (pipelines: readonly TemplatePipeline[]) =>
  TemplateContent.parse({
    theme: { primaryColor: '#1d4ed8', secondaryColor: '#0f766e' },
    texts: { headline: 'Hello', welcomeMessage: 'Welcome.', benefits: ['One'] },
    masterclass: { title: 'Live', description: '', startsAtLocal: '19:00', startsInDays: 2, durationMinutes: 60 },
    pipelines,
  });
const publish = (key: string, pipelines: readonly TemplatePipeline[]) =>
  bed.templates.publish({
    key,
    name: key,
    description: 'A test',
    note: 'A test',
    source: 'folder',
    content: content(pipelines),
  });

async function ownerOf(slug: string, template: string) {
  const { email, password, ...site } = await (async () => {
    const form = {
      name: 'Owner',
      email: `owner@${slug}.example`,
      password: 'correct horse battery',
      siteName: slug,
      slug,
    };
    const signup = await bed.signups.service.request({ ...form, template });
    await bed.signups.provisioning.run(signup.signupId);
    await bed.signups.provisioning.run(signup.signupId);
    return { ...form, ...signup };
  })();
  const browser = visitor(bed, `${slug}.${APEX}`);
  await browser.post('/auth/log-in', { email, password });
  const pipelines = async () => (await browser.get('/pipelines')).body.items as PipelineView[];
  const state = async () => (await browser.get('/site/template')).body as TemplateState;
  return { ...site, browser, pipelines, state };
}
const namesOf = ({ stages }: PipelineView) => stages.map(({ id, name }) => name ?? id);

it('A-13 a new site begins with the pipelines of its template, and later versions never overwrite what was edited', async () => {
  const key = 'with-pipelines';
  await publish(key, [sales(stage('call', 'Call')), partners('Partners')]);
  const { browser, pipelines, state } = await ownerOf('piped', key);
  const [first, second, ...none] = await pipelines();
  expect(none).toEqual([]);
  expect([namesOf(first!), second!.name, namesOf(second!)]).toEqual([
    ['new', 'Call', 'won', 'lost'],
    'Partners',
    ['Talk', 'Signed'],
  ]);
  expect(second!.stages[0]!.leadsTo).toEqual([second!.stages[1]!.id]);
  expect((await state()).offer).toBeNull();

  // The owner renames one of them; the other they leave alone.
  const { id, version, stages } = second!;
  expect((await browser.put(`/pipelines/${id}`, { name: 'My partners', version, stages })).status).toBe(200);
  await publish(key, [sales(stage('call', 'Phone call'), stage('meet', 'Meeting')), partners('Business partners')]);
  const { offer } = await state();
  expect(offer!.blocks.map(({ field, state: of }) => [field, of])).toEqual([
    ['pipelines.default', 'updated'],
    ['pipelines.partners', 'conflict'],
  ]);
  const { revision } = offer!;
  const undecided = await browser.post('/site/template', { version: 2, revision, choices: {} });
  expect([undecided.status, undecided.body.issues[0].pointer]).toEqual([400, '/choices/pipelines.partners']);
  const choices = { 'pipelines.partners': 'ours' };
  expect((await browser.post('/site/template', { version: 2, revision, choices })).status).toBe(200);
  const [after, kept] = await pipelines();
  expect(namesOf(after!)).toEqual(['new', 'Phone call', 'Meeting', 'won', 'lost']);
  // Renamed by the template, a stage is still the same one: its leads and its history stay with it.
  expect(after!.stages[1]!.id).toBe(first!.stages[1]!.id);
  expect([kept!.name, namesOf(kept!)]).toEqual(['My partners', ['Talk', 'Signed']]);

  expect((await browser.post('/site/template/undo')).status).toBe(200);
  expect(namesOf((await pipelines())[0]!)).toEqual(['new', 'Call', 'won', 'lost']);
});

it('A-13 an update cannot be taken back over a pipeline that somebody has changed since', async () => {
  const key = 'taken-back';
  await publish(key, [sales()]);
  const { browser, pipelines, state } = await ownerOf('back-piped', key);
  await publish(key, [sales(stage('call', 'Call')), partners('Partners')]);
  const { revision } = (await state()).offer!;
  expect((await browser.post('/site/template', { version: 2, revision })).status).toBe(200);
  const [first, second] = await pipelines();
  expect(second!.name).toBe('Partners');
  const { version, stages } = first!;
  await browser.put('/pipelines/default', { name: 'Ours', version, stages });
  expect((await browser.post('/site/template/undo')).status).toBe(409);
  expect((await pipelines()).map(({ name }) => name)).toEqual(['Ours', 'Partners']);
});

it('A-13 a template that is made of a site carries its pipelines to the next one', async () => {
  await publish('of-a-site', []);
  const { browser } = await ownerOf('source-piped', 'of-a-site');
  const stages = [
    { name: 'Visit', kind: 'open' },
    { name: 'Bought', kind: 'won' },
  ];
  await browser.post('/pipelines', { name: 'Shop', stages });
  const log = { email: 'admin@stage.test', password: 'an admin password' };
  await bed.accounts.ensureAdmin({ ...log, name: 'Admin' });
  const admin = visitor(bed, `admin.${APEX}`);
  await admin.post('/auth/log-in', log);
  const about = {
    key: 'of-a-site',
    name: 'Of a site',
    description: 'A test',
    note: 'With a shop',
    slug: 'source-piped',
  };
  expect((await admin.post('/templates', about)).status).toBe(200);
  const { pipelines } = await ownerOf('copied-piped', 'of-a-site');
  expect((await pipelines()).map((pipeline) => [pipeline.name, namesOf(pipeline)])).toEqual([
    [null, ['new', 'contacted', 'qualified', 'won', 'lost']],
    ['Shop', ['Visit', 'Bought']],
  ]);
});

it('A-13 refuses a pipeline that no site could have', () => {
  const wrong = [
    [partners('A'), partners('B')],
    [{ ...partners('A'), stages: [stage('talk', null), stage('signed', 'Signed', 'won')] }],
    [{ ...sales(), stages: [stage('call', 'Call'), stage('won', null, 'won')] }],
    [{ ...partners('A'), stages: [stage('talk', 'Talk', 'open', ['nowhere']), stage('signed', 'Signed', 'won')] }],
  ];
  for (const pipelines of wrong) expect(() => content(pipelines as TemplatePipeline[])).toThrow();
});
