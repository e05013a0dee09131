import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ExperimentView, PageInput } from '@stageline/contracts';
import { createApiBed, type Site } from '../../testing/api-bed.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const OTHER = 'Another promise';

let bed: Awaited<ReturnType<typeof createApiBed>>;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('experiment');
});

interface Look {
  readonly host?: string;
  readonly cookie?: string;
  readonly agent?: string;
}
async function look(ip: string, { host = site.host, cookie, agent = BROWSER }: Look = {}) {
  const response = await bed.http.inject({
    url: '/',
    remoteAddress: ip,
    headers: { host, 'user-agent': agent, ...(cookie !== undefined && { cookie }) },
  });
  const { site: shown } = JSON.parse(response.payload) as Extract<PageInput, { kind: 'landing' }>;
  const set = response.cookies.find(({ name }) => name === 'stageline_page')?.value;
  return { arm: shown.profile.headline === OTHER ? 'b' : 'a', blocks: shown.blocks.map(({ key }) => key), cookie: set };
}
const register = (ip: string, email: string) =>
  bed.http.inject({
    method: 'POST',
    url: '/api/v1/registrations',
    remoteAddress: ip,
    headers: { host: site.host, 'user-agent': BROWSER },
    payload: { firstName: 'Ana', lastName: 'Ruiz', email },
  });
const ask = async (): Promise<ExperimentView> => {
  await bed.modules.experiments.service.flush();
  return (await site.owner.get('/site/experiment')).body.experiment;
};
const start = (variant: object, as = site.owner) => as.post('/site/experiment', { variant, effect: 0.05 });

describe('an experiment with the landing page', () => {
  it('shows each visitor one of two versions and the same one again, and counts people only', async () => {
    expect((await site.owner.get('/site/experiment')).body).toEqual({ experiment: null });
    expect((await look('203.0.113.1')).cookie).toBeUndefined();
    const order = ['form', 'testimonials'];
    expect((await start({ headline: OTHER, order })).status).toBe(200);
    expect((await start({ headline: OTHER })).status).toBe(409);

    const ips = Array.from({ length: 24 }, (_, index) => `198.51.100.${index + 1}`);
    const first = await Promise.all(ips.map((ip) => look(ip)));
    expect(new Set(first.map(({ arm }) => arm))).toEqual(new Set(['a', 'b']));
    const b = first.findIndex(({ arm }) => arm === 'b');
    expect(first[b]!.blocks.slice(0, 3)).toEqual(['hero', 'form', 'testimonials']);
    // Without a cookie it is the same page from the same place, with one from everywhere.
    expect((await Promise.all(ips.map((ip) => look(ip)))).map(({ arm }) => arm)).toEqual(first.map(({ arm }) => arm));
    const moved = await Promise.all(first.map(({ cookie }) => look(ips[b]!, { cookie: `stageline_page=${cookie}` })));
    expect(moved.map(({ arm }) => arm)).toEqual(first.map(({ arm }) => arm));
    expect(moved.every(({ cookie }) => cookie === undefined)).toBe(true);

    for (const agent of ['Googlebot/2.1 (+http://www.google.com/bot.html)', ''])
      expect(await Promise.all(ips.map((ip) => look(ip, { agent })))).toEqual(
        ips.map(() => expect.objectContaining({ arm: 'a', cookie: undefined })),
      );
    const shown = first.filter(({ arm }) => arm === 'b').length;
    expect(await ask()).toMatchObject({ a: { visitors: 24 - shown }, b: { visitors: shown, registrations: 0 } });

    expect((await register(ips[b]!, 'one@example.com')).statusCode).toBeLessThan(300);
    // Somebody who never saw the page counts for neither version, and nobody counts twice.
    await register('192.0.2.9', 'two@example.com');
    await register(ips[b]!, 'three@example.com');
    const { a, b: other, verdict } = await ask();
    expect([a.registrations, other.registrations, other.visitors]).toEqual([0, 1, shown]);
    expect(verdict.says).toBe('wait');
    expect(verdict.more).toBeGreaterThan(100);
  });

  it('is of one site alone', async () => {
    const other = await bed.site('experiment-other');
    expect((await other.owner.get('/site/experiment')).body).toEqual({ experiment: null });
    expect((await other.owner.post('/site/experiment/end', { keep: 'b' })).status).toBe(404);
    const arms = await Promise.all([1, 2, 3, 4, 5, 6].map((last) => look(`198.51.100.${last}`, { host: other.host })));
    expect(arms.every(({ arm, cookie }) => arm === 'a' && cookie === undefined)).toBe(true);
  });

  it('ends with one version for everybody; keeping the other publishes it, and the numbers stay', async () => {
    const { revision, content } = (await site.owner.get('/site/draft')).body;
    const edited = { ...content, profile: { ...content.profile, welcomeMessage: 'In between' } };
    const saved = (await site.owner.put('/site/draft', { revision, content: edited })).body;
    // Publishing the version must not publish what nobody has looked at.
    expect((await site.owner.post('/site/experiment/end', { keep: 'b' })).status).toBe(409);
    await site.owner.post('/site/draft/discard', { revision: saved.revision });
    const before = await ask();
    const { status, body } = await site.owner.post('/site/experiment/end', { keep: 'b' });
    expect(status).toBe(200);
    expect(body.experiment).toMatchObject({ state: 'ended', kept: 'b', a: before.a, b: before.b });
    expect((await look('198.51.100.1')).arm).toBe('b');
    const draft = (await site.owner.get('/site/draft')).body;
    expect(draft).toMatchObject({ changes: [], content: { profile: { headline: OTHER } } });
    expect((await site.owner.post('/site/experiment/end', { keep: 'a' })).status).toBe(404);
  });

  it('refuses a version that could not be published, and one that changes nothing', async () => {
    expect((await start({})).status).toBe(400);
    expect((await start({ headline: 'x'.repeat(121) })).status).toBe(400);
    expect((await start({ nothing: 'known' })).status).toBe(400);
    const { brandPolicy } = bed.modules.site;
    const { version, policy } = await brandPolicy.view();
    await brandPolicy.replace(version, { ...policy, forbiddenWords: [{ word: 'Acme', reason: 'A trade mark.' }] });
    const refused = await start({ headline: 'Acme for everybody' });
    expect([refused.status, refused.body.issues[0].pointer]).toEqual([400, '/content/profile/headline']);
    expect((await start({ headline: 'For everybody' })).status).toBe(200);
    expect((await site.owner.post('/site/experiment/end', { keep: 'a' })).body.experiment.kept).toBe('a');
  });
});
