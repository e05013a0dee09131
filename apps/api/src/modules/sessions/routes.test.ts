import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

let bed: ApiBed;
let kevin: Site;
let jane: Site;
beforeAll(async () => {
  bed = await createApiBed();
  kevin = await bed.site('kevin-live');
  jane = await bed.site('jane-live');
});

const plan = {
  title: 'Next',
  description: 'About',
  startsAt: '2031-05-01T18:00:00Z',
  durationMinutes: 90,
  timeZone: 'Asia/Kathmandu',
};

describe('200 and 201', () => {
  it('plans a masterclass, opens it, goes live and ends it; the site says so at once', async () => {
    const { owner } = kevin;
    const anyone = visitor(bed, kevin.host);
    const planned = await owner.post('/sessions', plan);
    expect(planned).toMatchObject({
      status: 201,
      body: { endsAt: '2031-05-01T19:30:00.000Z', timeZone: 'Asia/Kathmandu', registered: 0 },
    });
    const path = `/sessions/${planned.body.id}`;
    expect((await owner.post(`${path}/tickets`)).body).toMatchObject({
      roomTicket: expect.any(String),
      mediaTicket: expect.any(String),
      displayName: 'Owner kevin-live',
    });
    expect((await owner.post(`${path}/go-live`)).body).toMatchObject({ status: 'live' });
    const { nextSession } = (await anyone.get('/site')).body;
    expect(nextSession).toMatchObject({ id: planned.body.id, status: 'live' });
    // Years before its time: the site announces it for now, as long as was planned, and the plan stays what it was.
    expect(Date.parse(nextSession.startsAt)).toBeLessThan(Date.parse('2031-01-01T00:00:00.000Z'));
    expect(Date.parse(nextSession.endsAt) - Date.parse(nextSession.startsAt)).toBe(
      Date.parse(planned.body.endsAt) - Date.parse(planned.body.startsAt),
    );
    expect((await owner.get(path)).body.endsAt).toBe(planned.body.endsAt);
    expect((await anyone.post('/join', { token: kevin.joinToken })).body).toMatchObject({
      mediaTicket: expect.any(String),
      position: 1,
    });
    expect((await owner.get('/overview')).body.nextSession).toMatchObject({ id: planned.body.id, status: 'live' });
    expect((await owner.post(`${path}/end`)).body).toMatchObject({ status: 'ended' });
    expect((await anyone.get('/site')).body.nextSession.id).toBe(kevin.sessionId);
    expect((await owner.get(`${path}/attendance`)).body).toEqual({ items: [] });
    expect((await owner.get('/sessions')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      kevin.sessionId,
      planned.body.id,
    ]);
  });

  it('counts the registration for the first masterclass', async () => {
    expect((await kevin.owner.get(`/sessions/${kevin.sessionId}`)).body).toMatchObject({
      registered: 1,
      viewers: 0,
      attended: 0,
    });
  });
});

describe('400', () => {
  it('points at a zone that does not exist and a time without one', async () => {
    const { status, body } = await kevin.owner.post('/sessions', {
      ...plan,
      timeZone: 'Mars/Base',
      startsAt: '2031-05-01 18:00',
    });
    expect(status).toBe(400);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/startsAt', '/timeZone']);
  });

  it('points at a time that has passed', async () => {
    const { status, body } = await kevin.owner.post('/sessions', { ...plan, startsAt: '2020-05-01T18:00:00.000Z' });
    expect([status, body.issues[0].pointer]).toEqual([400, '/startsAt']);
  });
});

describe('401', () => {
  it('C-08 refuses a link that we did not make, and that of another site', async () => {
    const anyone = visitor(bed, kevin.host);
    for (const token of [jane.joinToken, 'x'.repeat(69), kevin.joinToken.slice(0, -2)]) {
      expect((await anyone.post('/join', { token })).body).toMatchObject({ status: 401, code: 'invalid-ticket' });
    }
  });
});

describe('403', () => {
  it('leaves sessions to owners and hosts', async () => {
    const rep = visitor(bed, kevin.host);
    await rep.post('/auth/log-in', { email: `rep@${kevin.slug}.example`, password: kevin.password });
    expect((await rep.get('/sessions')).status).toBe(403);
    expect((await rep.post(`/sessions/${kevin.sessionId}/go-live`)).status).toBe(403);
    expect((await rep.get('/overview')).status).toBe(200);
  });
});

describe('404', () => {
  it('A-05 has no session of another site', async () => {
    const path = `/sessions/${jane.sessionId}`;
    expect((await kevin.owner.get(path)).status).toBe(404);
    expect((await kevin.owner.get(`${path}/attendance`)).status).toBe(404);
    for (const step of ['tickets', 'go-live', 'end'])
      expect((await kevin.owner.post(`${path}/${step}`)).status).toBe(404);
    expect((await jane.owner.get(path)).body).toMatchObject({ status: 'scheduled' });
  });
});

describe('409', () => {
  it('B-03 does not end what is not live', async () => {
    const { body } = await kevin.owner.post(`/sessions/${kevin.sessionId}/end`);
    expect(body).toMatchObject({ status: 409, code: 'illegal-transition' });
  });
});
