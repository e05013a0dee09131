import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInTenant } from '@stageline/tenancy';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';
import { auditRepository } from './audit.repository.ts';

const HOST = `admin.${APEX}`;
const credentials = { email: 'root@stage.test', password: 'a root password' };

let bed: SiteBed;
let site: Awaited<ReturnType<SiteBed['activeTenant']>>;
let owner: ReturnType<typeof visitor>;
let admin: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createSiteBed();
  site = await bed.activeTenant('logged-site');
  owner = visitor(bed, site.host);
  await owner.post('/auth/log-in', { email: site.email, password: site.password });
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = visitor(bed, HOST);
  await admin.post('/auth/log-in', credentials);
  await inSite(async () => {
    for (let n = 1; n <= 5; n++) await bed.audit.log.record({ action: 'member.changed', reason: `change ${n}` });
  });
});
const inSite = <T>(fn: () => Promise<T>) => runInTenant(site.tenantId, fn);
const reasonsOf = (body: { items: { reason: string }[] }) => body.items.map(({ reason }) => reason);

describe('200', () => {
  it('L-06 an owner reads the log page by page, newest first, by action, actor and time', async () => {
    const first = (await owner.get('/audit?action=member.changed&limit=2')).body;
    expect(reasonsOf(first)).toEqual(['change 5', 'change 4']);
    const second = (await owner.get(`/audit?action=member.changed&limit=2&cursor=${first.nextCursor}`)).body;
    expect(reasonsOf(second)).toEqual(['change 3', 'change 2']);
    const last = (await owner.get(`/audit?action=member.changed&limit=2&cursor=${second.nextCursor}`)).body;
    expect([reasonsOf(last), last.nextCursor]).toEqual([['change 1'], null]);
    expect((await owner.get('/audit?actor=mem_nobody')).body.items).toEqual([]);
    expect((await owner.get('/audit?from=2090-01-01T00:00:00.000Z')).body.items).toEqual([]);
    expect((await owner.get('/audit?to=2000-01-01T00:00:00.000Z')).body.items).toEqual([]);
  });

  it('L-06 an administrator reads every chain together, and one alone', async () => {
    const all = (await admin.get('/audit?limit=3')).body;
    const more = (await admin.get(`/audit?limit=3&cursor=${all.nextCursor}`)).body;
    expect(all.items[0]).toMatchObject({ reason: 'change 5', tenant: { slug: 'logged-site' } });
    expect(new Set([...all.items, ...more.items].map(({ id }: { id: string }) => id)).size).toBe(6);
    const platform = (await admin.get('/audit?chain=platform&action=admin.logged-in')).body;
    expect(platform.items).toMatchObject([{ tenant: null, actor: { name: 'Root' } }]);
  });

  it('L-06 log-ins, failed ones and log-outs are there, on a site and in central administration', async () => {
    const browser = visitor(bed, site.host);
    await browser.post('/auth/log-in', { email: site.email, password: 'a wrong password' });
    await browser.post('/auth/log-in', { email: site.email, password: site.password });
    await browser.post('/auth/log-out');
    const { items } = (await owner.get('/audit?limit=3')).body;
    expect(items.map(({ action, actor }: any) => [action, actor.name])).toEqual([
      ['auth.logged-out', 'Owner of logged-site'],
      ['auth.logged-in', 'Owner of logged-site'],
      ['auth.log-in-failed', null],
    ]);
    const second = visitor(bed, HOST);
    await second.post('/auth/log-in', credentials);
    await second.post('/auth/log-out');
    expect((await admin.get('/audit?chain=platform&limit=1')).body.items).toMatchObject([
      { action: 'admin.logged-out', actor: { kind: 'admin', name: 'Root' } },
    ]);
  });

  it('L-06 an export is a file of JSON lines with every entry, and is written down itself', async () => {
    const response = await bed.http.inject({
      url: '/api/v1/audit/export?chain=platform',
      headers: { host: HOST, cookie: admin.cookie()! },
    });
    expect(response.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="audit-platform.jsonl"',
      'cache-control': 'no-store',
    });
    const lines = response.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.at(-1)).toMatchObject({ action: 'audit.exported', actor: { kind: 'admin' } });
  });
});

describe('400', () => {
  it('L-06 refuses forged cursors and filters that are nonsense', async () => {
    const nonsense = [
      'cursor=0',
      'cursor=-1',
      'cursor=1e9',
      'cursor=%7B%22%24gt%22%3A0%7D',
      'action=nothing',
      'limit=0',
      'from=yesterday',
      'actor=',
    ];
    for (const query of nonsense) expect([query, (await owner.get(`/audit?${query}`)).status]).toEqual([query, 400]);
    for (const query of ['cursor=5', 'chain=other', 'chain=platform&cursor=aud_x'])
      expect([query, (await admin.get(`/audit?${query}`)).status]).toEqual([query, 400]);
  });
});

describe('401 and 403', () => {
  it('L-06 nobody reads it who may not', async () => {
    expect((await visitor(bed, site.host).get('/audit')).status).toBe(401);
    expect((await visitor(bed, HOST).get('/audit')).status).toBe(401);
    const other = await bed.activeTenant('other-logged-site');
    const stranger = visitor(bed, other.host);
    await stranger.post('/auth/log-in', { email: other.email, password: other.password });
    const { items } = (await stranger.get('/audit?action=member.changed')).body;
    expect(items).toEqual([]);
    expect(await inSite(() => auditRepository.list({ action: 'member.changed' }, undefined, 10))).toHaveLength(5);
  });
});
