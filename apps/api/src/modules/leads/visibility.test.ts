import { beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import { appRooms } from '../../realtime/hints.ts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { fakeSocket } from '../../testing/fake-socket.ts';
import { visitor } from '../../testing/site-bed.ts';
import { appSockets } from './leads.sockets.ts';

type Browser = Site['owner'];
type Who = 'owner' | 'leader' | 'rep' | 'below' | 'beside';

let bed: ApiBed;
let site: Site;
const browsers = {} as Record<Who, Browser>;
const ids = {} as Record<Who, string>;
/** Leads by whose they are. */
const leadOf = {} as Record<'rep' | 'below', string>;
/** The confirmation of each. */
const mailOf = {} as Record<'rep' | 'below', string>;

/** `leader` leads `rep`, who leads `below`, who could be a leader but leads nobody; `beside` belongs to no team. */
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('sight');
  browsers.owner = site.owner;
  for (const [who, role] of [
    ['leader', 'leader'],
    ['rep', 'leader'],
    ['below', 'rep'],
    ['beside', 'rep'],
  ] as const) {
    browsers[who] = await site.member(`${who}-of-team`, [role]);
    ids[who] = (await browsers[who].get('/me')).body.membershipId;
  }
  for (const [led, leader] of [
    ['rep', 'leader'],
    ['below', 'rep'],
  ] as const)
    expect((await site.owner.put(`/members/${ids[led]}/leader`, { leaderId: ids[leader] })).status).toBe(200);
  for (const who of ['rep', 'below'] as const) {
    const person = {
      firstName: `Lead-of-${who}`,
      lastName: 'Sight',
      email: `${who}@lead.example`,
      phone: '+15552345678',
    };
    await visitor({ http: bed.http }, site.host).post('/registrations', person);
    const lead = await eventually(
      async () =>
        ((await site.owner.get('/leads')).body.items as any[]).find(
          (item) => item.person.email === person.email && item.assignee !== null,
        ) as { id: string; assignee: { membershipId: string } } | undefined,
    );
    leadOf[who] = lead.id;
    if (lead.assignee.membershipId === ids[who]) continue;
    const given = { membershipId: ids[who], seen: lead.assignee.membershipId };
    expect((await site.owner.put(`/leads/${lead.id}/assignee`, given)).status).toBeLessThan(300);
  }
  await bed.settle();
  for (const whose of ['rep', 'below'] as const)
    mailOf[whose] = (await site.owner.get(`/leads/${leadOf[whose]}/mails`)).body.items[0].id;
});

/** What each of them may see of the two leads (F-08). */
const sight: Record<Who, readonly ('rep' | 'below')[]> = {
  owner: ['rep', 'below'],
  leader: ['rep'],
  rep: ['rep', 'below'],
  below: ['below'],
  beside: [],
};

const text = async (browser: Browser, url: string) => {
  const { body } = await browser.get(url);
  return JSON.stringify(body);
};
/** Every route that answers several leads; which of ours it names. */
const listing: Readonly<Record<string, (browser: Browser) => Promise<string>>> = {
  'leads.list': (browser) => text(browser, '/leads'),
  'leads.list, searched': (browser) => text(browser, '/leads?q=lead-of&sort=oldest'),
  'leads.list, of a stage': (browser) => text(browser, '/leads?stage=new'),
  'leads.board': (browser) => text(browser, '/pipelines/default/board'),
  'leads.board, searched': (browser) => text(browser, '/pipelines/default/board?q=lead-of'),
  'overview.get': (browser) => text(browser, '/overview'),
};
const inFile = async (browser: Browser, format: string): Promise<string> => {
  const headers = { host: site.host, cookie: browser.cookie() ?? '' };
  const answer = await bed.http.inject({ url: `/api/v1/leads/export.${format}`, headers });
  return answer.body;
};

describe('who sees which lead', () => {
  for (const [name, read] of Object.entries(listing)) {
    it(`F-08 ${name}: a rep their own, a leader those of their team and nothing below it, an owner all`, async () => {
      for (const who of Object.keys(sight) as Who[]) {
        const answer = await read(browsers[who]);
        const seen = (['rep', 'below'] as const).filter((one) => answer.includes(`"Lead-of-${one}"`));
        expect([who, seen]).toEqual([who, sight[who]]);
      }
    });
  }

  it('F-08 counts on the board are those of the leads that are seen', async () => {
    for (const who of ['leader', 'rep', 'below', 'beside'] as const) {
      const { columns } = (await browsers[who].get('/pipelines/default/board')).body;
      const count = (columns as { count: number }[]).reduce((sum, column) => sum + column.count, 0);
      expect([who, count]).toEqual([who, sight[who].length]);
      expect((await browsers[who].get('/overview')).body.leadsTotal).toBe(sight[who].length);
    }
  });

  const single = operations.filter(
    ({ method, path, access, produces }) =>
      method === 'GET' && path.includes(':leadId') && access.kind === 'member' && produces === undefined,
  );
  /** What an operation has to be asked. */
  const asked: Readonly<Record<string, string>> = { 'places.find-sponsors': '?search=a' };
  for (const { id, path } of single) {
    it(`F-08 ${id}: a lead that is not seen is not there`, async () => {
      for (const who of Object.keys(sight) as Who[])
        for (const one of ['rep', 'below'] as const) {
          const other = one === 'rep' ? 'below' : 'rep';
          const address = path
            .replace('/api/v1', '')
            .replace(':leadId', leadOf[one])
            .replace(':otherId', leadOf[other])
            .replace(':mailId', mailOf[one]);
          const { status } = await browsers[who].get(address + (asked[id] ?? ''));
          const named = path.includes(':otherId') ? ([one, other] as const) : ([one] as const);
          const expected = named.every((each) => sight[who].includes(each)) ? 200 : 404;
          expect([who, one, status]).toEqual([who, one, status === 403 ? status : expected]);
          if (status === 403) expect(who).not.toBe('owner');
        }
    });
  }

  it('F-08 what is not seen is not moved, and not shared', async () => {
    const { leader, beside } = browsers;
    const body = { stage: 'contacted', version: 1 };
    for (const browser of [leader, beside]) {
      expect((await browser.post(`/leads/${leadOf.below}/stage`, body)).status).toBe(404);
      expect((await browser.put(`/leads/${leadOf.below}/shares/${ids.beside}`, {})).status).toBe(404);
    }
  });

  it('F-08 a file holds what its reader sees: a permission of its own, and no sight of more', async () => {
    expect((await browsers.rep.get('/leads/export.csv')).status).toBe(403);
    const made = await site.owner.post('/roles', { name: 'Exporter', permissions: ['exports.create'] });
    const exporter = await site.member('exporter', ['rep', made.body.id]);
    const id = (await exporter.get('/me')).body.membershipId;
    await site.owner.put(`/leads/${leadOf.rep}/shares/${id}`, {});
    const file = await inFile(exporter, 'csv');
    expect([file.includes('Lead-of-rep'), file.includes('Lead-of-below')]).toEqual([true, false]);
    expect((await site.owner.get('/audit')).body.items[0]).toMatchObject({ action: 'leads.exported' });
    await site.owner.delete(`/leads/${leadOf.rep}/shares/${id}`);
  });

  it('F-08 a shared lead is seen, with its contact data, until it is shared no more; it is not shared on', async () => {
    const { below, leader, beside } = browsers;
    const offered = (await below.get(`/leads/${leadOf.below}/shares`)).body.candidates as { membershipId: string }[];
    expect(offered.map(({ membershipId }) => membershipId)).toContain(ids.leader);
    const shared = await below.put(`/leads/${leadOf.below}/shares/${ids.leader}`, {});
    expect(shared.body.sharedWith).toMatchObject([{ membershipId: ids.leader, name: 'leader-of-team sight' }]);
    expect((await leader.get(`/leads/${leadOf.below}`)).body.person).toMatchObject({ email: 'below@lead.example' });
    expect((await leader.get('/leads')).body.items).toHaveLength(2);
    expect((await leader.get('/leads?q=below@lead')).body.items).toHaveLength(1);
    expect((await leader.get(`/leads/${leadOf.below}/shares`)).body.candidates).toBeNull();
    expect((await leader.put(`/leads/${leadOf.below}/shares/${ids.beside}`, {})).status).toBe(403);
    expect((await beside.get(`/leads/${leadOf.below}`)).status).toBe(404);
    await below.delete(`/leads/${leadOf.below}/shares/${ids.leader}`);
    expect((await leader.get(`/leads/${leadOf.below}`)).status).toBe(404);
    const actions = ((await site.owner.get('/audit')).body.items as { action: string }[]).map(({ action }) => action);
    expect(actions.slice(0, 2)).toEqual(['lead.unshared', 'lead.shared']);
  });

  it('F-08 only a leader with the permission hears what happens to the leads of the team', async () => {
    const joined = async (permissions: readonly string[]) => {
      const socket = fakeSocket();
      const actor = { kind: 'member', membershipId: ids.leader, permissions: new Set(permissions) };
      await appSockets(async () => undefined).onConnect!({ tenantId: site.tenantId, actor } as never, socket);
      return socket.joined;
    };
    const room = appRooms.leader(site.tenantId, ids.leader as never);
    expect(await joined(['leads.read', 'leads.read-team'])).toContain(room);
    expect(await joined(['leads.read'])).not.toContain(room);
  });
});

describe('who leads whom', () => {
  it('F-08 nobody leads themselves, however many stand between, also when two close a circle at once', async () => {
    const set = (led: string, leaderId: string | null) => site.owner.put(`/members/${led}/leader`, { leaderId });
    for (const [led, leader] of [
      [ids.leader, ids.leader],
      [ids.leader, ids.below],
    ] as const)
      expect((await set(led, leader)).body).toMatchObject({
        status: 400,
        issues: [{ pointer: '/leaderId', message: 'Nobody leads themselves, nor those who lead them.' }],
      });
    const answers = await Promise.all([set(ids.beside, ids.leader), set(ids.leader, ids.beside)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await set(ids.beside, null);
    await set(ids.leader, null);
    expect((await set(ids.beside, 'mem_01jd5x8v1ye1ta8v2s3q4w5e6r')).status).toBe(400);
  });
});
