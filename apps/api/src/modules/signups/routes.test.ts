import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@stageline/testing';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
let count = 0;
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.queue.start(bed.signups.jobs ?? []);
});

const form = (more: object = {}) => {
  count += 1;
  return {
    name: 'Pat Promoter',
    email: `pat${count}@example.com`,
    password: 'a long password',
    siteName: `Pat ${count}`,
    ...more,
  };
};
const post = (body: object) => visitor(bed, APEX).post('/signups', body);

describe('202', () => {
  it('takes a promoter from the form to their own dashboard', async () => {
    const platform = visitor(bed, APEX);
    const { status, body } = await platform.post('/signups', form({ siteName: 'Pat’s Café' }));
    expect(status).toBe(202);
    expect(body).toMatchObject({ slug: 'pat-s-cafe', siteUrl: `http://pat-s-cafe.${APEX}` });
    const progress = await eventually(
      async () => {
        const answer = await platform.get(`/signups/${body.signupId}?token=${body.token}`);
        return answer.body.status === 'active' ? answer.body : undefined;
      },
      { what: 'the site' },
    );
    expect(progress.doneSteps).toEqual(
      expect.arrayContaining(['account', 'site', 'membership', 'masterclass', 'dns', 'address']),
    );
    const browser = visitor(bed, `pat-s-cafe.${APEX}`);
    expect((await browser.get('/site')).body.profile).toMatchObject({
      siteName: 'Pat’s Café',
      promoterName: 'Pat Promoter',
    });
    expect((await browser.post('/auth/handover', { token: progress.handoverToken })).body.roles).toContain('owner');
    expect((await browser.get('/site/draft')).status).toBe(200);
  });

  it('hands over for a quarter of an hour only', async () => {
    const site = await bed.activeTenant('handover-site');
    const at = () => bed.signups.service.progress(site.signupId, site.token);
    expect((await at()).handoverToken).not.toBeNull();
    bed.clock.advance(16 * 60_000);
    expect(await at()).toMatchObject({ status: 'active', handoverToken: null });
  });
});

describe('400', () => {
  it('A-02 points at what is wrong, a reserved or look-alike address included', async () => {
    const issues = async (more: object) => {
      const { status, body } = await post(form(more));
      expect(status).toBe(400);
      return body.issues.map(({ pointer }: { pointer: string }) => pointer);
    };
    for (const slug of ['admin', 'www', 'xn--kevin', 'ab', '-abc', 'a_b', 'a.b', 'a'.repeat(64)]) {
      expect(await issues({ slug })).toEqual(['/slug']);
    }
  });

  it('names each field', async () => {
    const { body } = await post({ name: '', email: 'x', password: 'short', siteName: 'A\nB', role: 'admin' });
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/email',
      '/name',
      '/password',
      '/role',
      '/siteName',
    ]);
  });
});

describe('404', () => {
  it('tells nothing without the token of the sign-up', async () => {
    const { signupId, token } = await bed.signups.service.request(form());
    const other = await bed.signups.service.request(form());
    const ask = (id: string, given: string) => visitor(bed, APEX).get(`/signups/${id}?token=${given}`);
    expect((await ask(signupId, token)).status).toBe(200);
    expect((await ask(signupId, other.token)).status).toBe(404);
    expect((await ask('sgn_01jxxxxxxxxxxxxxxxxxxxxxxx', token)).status).toBe(404);
  });
});

describe('409', () => {
  it('A-02 of many who want one address one gets it', async () => {
    const attempts = await Promise.allSettled(
      [1, 2, 3, 4].map(() => bed.signups.service.request(form({ slug: 'wanted-site' }))),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'slug-taken' });
    }
  });

  it('finds an address for each when the choice is ours', async () => {
    const made = await Promise.all([1, 2, 3].map(() => bed.signups.service.request(form({ siteName: 'Same Name' }))));
    expect(made.map(({ slug }) => slug).sort()).toEqual(['same-name', 'same-name-2', 'same-name-3']);
  });

  it('one address has one sign-up under way, and none once it has an account', async () => {
    const email = 'busy@example.com';
    const attempts = await Promise.allSettled([1, 2, 3].map(() => bed.signups.service.request(form({ email }))));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const site = await bed.activeTenant('account-site');
    await expect(bed.signups.service.create(form({ email: site.email }))).rejects.toMatchObject({
      code: 'email-taken',
    });
  });
});

describe('429', () => {
  it('one address may ask ten times an hour', async () => {
    let answer = await post(form());
    for (let calls = 0; calls < 10 && answer.status !== 429; calls += 1) answer = await post(form());
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('addresses', () => {
  it('A-02 says whether one is free, and suggests another', async () => {
    await bed.activeTenant('taken-site');
    const check = async (text: string) => (await visitor(bed, APEX).get(`/slugs/${encodeURIComponent(text)}`)).body;
    expect(await check('Free-Site')).toEqual({ slug: 'free-site', available: true, reason: null, suggestion: null });
    expect(await check('taken-site')).toMatchObject({ available: false, suggestion: 'taken-site-2' });
    expect(await check('admin')).toMatchObject({
      available: false,
      reason: expect.stringContaining('reserved'),
      suggestion: 'admin-site',
    });
    expect(await check('My Café!')).toMatchObject({ slug: 'My Café!', available: false, suggestion: 'my-cafe' });
  });
});
