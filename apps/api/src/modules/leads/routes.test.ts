import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

let bed: ApiBed;
let kevin: Site;
let jane: Site;
let rep: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createApiBed();
  kevin = await bed.site('kevin-leads');
  jane = await bed.site('jane-leads');
  rep = visitor(bed, kevin.host);
  await rep.post('/auth/log-in', { email: `rep@${kevin.slug}.example`, password: kevin.password });
});

describe('200', () => {
  it('F-06 shows the new lead to the rep that it was given to, who moves it', async () => {
    const { body } = await rep.get('/leads');
    expect(body).toMatchObject({
      nextCursor: null,
      items: [{ id: kevin.leadId, assignee: { name: 'Rep kevin-leads' }, stage: 'new' }],
    });
    const moved = await rep.post(`/leads/${kevin.leadId}/stage`, {
      stage: 'contacted',
      version: body.items[0].version,
    });
    expect(moved).toMatchObject({ status: 200, body: { stage: 'contacted' } });
    const { history } = (await kevin.owner.get(`/leads/${kevin.leadId}`)).body;
    expect(
      history.map(({ stage, actorName }: { stage: string; actorName: string | null }) => [stage, actorName]),
    ).toEqual([
      ['new', null],
      ['contacted', 'Rep kevin-leads'],
    ]);
    const mails = await bed.modules.mail.service.listKept({ limit: 20, search: 'rep@kevin-leads' });
    expect(mails.items.map(({ subject }) => subject)).toEqual(['New lead: Person-kevin-leads Tester']);
  });
});

describe('400', () => {
  it('points at an unknown stage and a wrong cursor', async () => {
    const bad = await kevin.owner.post(`/leads/${kevin.leadId}/stage`, { stage: 'sold!', version: 'one', note: 'x' });
    expect(bad.body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/note',
      '/stage',
      '/version',
    ]);
    expect((await kevin.owner.get('/leads?cursor=x')).body).toMatchObject({
      status: 400,
      issues: [{ in: 'query', pointer: '/cursor' }],
    });
    expect((await kevin.owner.get('/leads?limit=1000')).status).toBe(400);
  });
});

describe('401', () => {
  it('asks who is there, and does not take the cookie of another site', async () => {
    expect((await visitor(bed, kevin.host).get('/leads')).status).toBe(401);
    expect((await visitor(bed, kevin.host, jane.cookie).get('/leads')).status).toBe(401);
  });
});

describe('404', () => {
  it("A-05 has no lead of another site, and for a rep none of somebody else's", async () => {
    expect((await kevin.owner.get(`/leads/${kevin.sessionId}`)).status).toBe(404);
    expect((await kevin.owner.get(`/leads/${jane.leadId}`)).status).toBe(404);
    expect((await kevin.owner.post(`/leads/${jane.leadId}/stage`, { stage: 'won', version: 1 })).status).toBe(404);
    const stranger = await kevin.member('other', ['rep']);
    expect((await stranger.get('/leads')).body.items).toEqual([]);
    expect((await stranger.get(`/leads/${kevin.leadId}`)).status).toBe(404);
    expect((await jane.owner.get(`/leads/${jane.leadId}`)).status).toBe(200);
  });
});

describe('409', () => {
  it('F-03 refuses a move from a version that has passed', async () => {
    const { version } = (await jane.owner.get(`/leads/${jane.leadId}`)).body;
    expect((await jane.owner.post(`/leads/${jane.leadId}/stage`, { stage: 'won', version })).status).toBe(200);
    expect((await jane.owner.post(`/leads/${jane.leadId}/stage`, { stage: 'lost', version })).body).toMatchObject({
      status: 409,
      code: 'conflict',
    });
  });
});

describe('fields', () => {
  it('L-04 hides e-mail and phone from a role without contacts.read, in lists, in one lead and in the overview', async () => {
    const reviewer = await jane.member('reviewer', ['reviewer']);
    const [list, one, overview] = await Promise.all([
      reviewer.get('/leads'),
      reviewer.get(`/leads/${jane.leadId}`),
      reviewer.get('/overview'),
    ]);
    for (const { person } of [list.body.items[0], one.body, overview.body.latestLeads[0]])
      expect(person).toMatchObject({ firstName: jane.person.firstName, email: null, phone: null });
    expect(JSON.stringify([list.body, one.body, overview.body])).not.toContain(jane.person.email);
    expect((await jane.owner.get(`/leads/${jane.leadId}`)).body.person.email).toBe(jane.person.email);
  });
});
