import { beforeAll, describe, expect, it } from '@jest/globals';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const HOST = `admin.${APEX}`;
const credentials = { email: 'root@stage.test', password: 'a root password' };
type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;

let bed: SiteBed;
let admin: ReturnType<typeof visitor>;
let [kevin, jane] = [] as unknown as [Site, Site];
beforeAll(async () => {
  bed = await createSiteBed();
  await bed.accounts.ensureAdmin({ ...credentials, name: 'Root' });
  admin = visitor(bed, HOST);
  await admin.post('/auth/log-in', credentials);
  [kevin, jane] = [await bed.activeTenant('kevin-told'), await bed.activeTenant('jane-told')];
  await bed.relay.start();
});

const hours = (count: number) => new Date(bed.clock.now().getTime() + count * 3_600_000).toISOString();
const form = (title: string, more: object = {}) => ({
  key: crypto.randomUUID(),
  title,
  text: 'We move to new machines.\n\nNothing is to be done.',
  level: 'warning',
  tenantIds: null,
  startsAt: hours(0),
  endsAt: hours(2),
  ...more,
});
const send = (title: string, more: object = {}) => admin.post('/broadcasts', form(title, more));
async function ownerOf(site: Site) {
  const browser = visitor(bed, site.host);
  await browser.post('/auth/log-in', { email: site.email, password: site.password });
  return browser;
}
const titlesFor = async (browser: ReturnType<typeof visitor>) =>
  (await browser.get('/notices')).body.items.map(({ title }: { title: string }) => title);
async function mailsTo(site: Site, subject: string) {
  await bed.relay.drain();
  const { items } = (await admin.get(`/mail?search=${encodeURIComponent(subject)}`)).body;
  return items.filter(({ to }: { to: string }) => to === site.email);
}

describe('broadcasts', () => {
  it('L-14 reach the dashboards at once and the owners by mail, once, however often the hand-over runs', async () => {
    const sent = await send('New machines');
    expect(sent).toMatchObject({ status: 201, body: { state: 'sending', tenants: null, createdBy: 'Root' } });
    expect(await titlesFor(await ownerOf(kevin))).toContain('New machines');
    await Promise.all([bed.broadcasts.fanOut(), bed.broadcasts.fanOut()]);
    await bed.broadcasts.fanOut();
    for (const site of [kevin, jane]) {
      expect(await mailsTo(site, 'New machines')).toMatchObject([
        { subject: 'Please note: New machines', from: 'Stageline <no-reply@stage.test>' },
      ]);
    }
    const { items } = (await admin.get('/broadcasts')).body;
    expect(items[0]).toMatchObject({ id: sent.body.id, state: 'shown', reached: 2 });
  });

  it('L-14 go on where a crash stopped them', async () => {
    const { body } = await send('Half told');
    // One site has its event; then the process died before the next.
    const { broadcastsRepository } = await import('./broadcasts.repository.ts');
    const { runInTenant } = await import('@stageline/tenancy');
    await runInTenant(kevin.tenantId, () =>
      bed.unitOfWork.run(async () => {
        await broadcastsRepository.insertReceipt(body.id, bed.clock.now());
        await broadcastsRepository.advance(body.id, kevin.tenantId);
      }),
    );
    await bed.broadcasts.fanOut();
    expect(await mailsTo(kevin, 'Half told')).toHaveLength(0);
    expect(await mailsTo(jane, 'Half told')).toHaveLength(1);
  });

  it('L-14 reach only the sites that were chosen', async () => {
    await send('For Jane alone', { tenantIds: [jane.tenantId], level: 'info' });
    await bed.broadcasts.fanOut();
    expect(await titlesFor(await ownerOf(jane))).toContain('For Jane alone');
    expect(await titlesFor(await ownerOf(kevin))).not.toContain('For Jane alone');
    expect(await mailsTo(jane, 'For Jane alone')).toHaveLength(1);
    expect(await mailsTo(kevin, 'For Jane alone')).toHaveLength(0);
  });

  it('L-14 wait for their start, are put away by each member for themselves, and end', async () => {
    const { body } = await send('Later', { startsAt: hours(1), endsAt: hours(3) });
    const [owner, other] = [await ownerOf(kevin), await ownerOf(jane)];
    expect(body.state).toBe('planned');
    await bed.broadcasts.fanOut();
    expect(await titlesFor(owner)).not.toContain('Later');
    bed.clock.advance(3_600_000);
    // An hour later they would have to prove once more who they are.
    await admin.post('/auth/log-in', credentials);
    expect(await titlesFor(owner)).toContain('Later');
    for (let twice = 0; twice < 2; twice++) expect((await owner.post(`/notices/${body.id}/dismiss`)).status).toBe(204);
    expect(await titlesFor(owner)).not.toContain('Later');
    expect(await titlesFor(other)).toContain('Later');
    expect((await admin.post(`/broadcasts/${body.id}/end`)).body).toMatchObject({ state: 'ended' });
    expect(await titlesFor(other)).not.toContain('Later');
    expect((await admin.post(`/broadcasts/${body.id}/end`)).status).toBe(409);
    expect((await other.post(`/notices/${body.id}/dismiss`)).status).toBe(404);
  });

  it('L-14 a form that is sent twice is one broadcast', async () => {
    const twice = form('Only once');
    const answers = await Promise.all([admin.post('/broadcasts', twice), admin.post('/broadcasts', twice)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('L-14 refuses nobody, sites that are not there, spans that are over and cursors that are not ours', async () => {
    const absent = 'tnt_01jxxxxxxxxxxxxxxxxxxxxxxx';
    const cases = [
      [{ tenantIds: [] }, '/tenantIds'],
      [{ tenantIds: [kevin.tenantId, absent] }, '/tenantIds/1'],
      [{ endsAt: hours(-1) }, '/endsAt'],
      [{ startsAt: hours(5), endsAt: hours(4) }, '/endsAt'],
      [{ text: '' }, '/text'],
    ] as const;
    for (const [more, pointer] of cases) {
      const { status, body } = await send('Wrong', more);
      expect([status, body.issues[0].pointer]).toEqual([400, pointer]);
    }
    expect((await admin.get('/broadcasts?cursor=x')).status).toBe(400);
    expect((await admin.post('/broadcasts/brc_01jxxxxxxxxxxxxxxxxxxxxxxx/end')).status).toBe(404);
  });
});
