import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Hint, SavedView, ViewQuery } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { connectSocket, eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { pipelineBody } from '../../testing/isolation-world.ts';

let bed: ApiBed;
let site: Site;
let rep: Site['owner'];
let leader: Site['owner'];
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('views');
  rep = await site.member('viewer', ['rep']);
  leader = await site.member('leads-them', ['leader']);
});

const VIEWS = '/saved-views';
const path = ({ id }: Pick<SavedView, 'id'>) => `${VIEWS}/${id}`;
const query: ViewQuery = { layout: 'list', stage: 'new', sort: 'hottest', q: 'an', stageDays: 7 };
let made = 0;
const make = async (by: Site['owner'], more: object = {}): Promise<SavedView> => {
  const { status, body } = await by.post(VIEWS, { name: `View ${(made += 1)}`, query, ...more });
  expect([status, body]).toEqual([201, body]);
  return body;
};
const listOf = async (by: Site['owner']): Promise<{ items: SavedView[]; defaultId: string | null }> =>
  (await by.get(VIEWS)).body;
const namesOf = async (by: Site['owner']) => (await listOf(by)).items.map(({ name }) => name);

/** What a member's tab is told of views from now on, in the order of the hints. */
async function hear(by: Site['owner']): Promise<string[]> {
  const heard: string[] = [];
  const cookie = by.cookie() ?? '';
  const socket = await connectSocket(bed.url, { host: site.host, namespace: '/app', cookie });
  socket.on('hint', ({ entity, id }: Hint) => {
    if (entity === 'view') heard.push(id);
  });
  return heard;
}

describe('saved views', () => {
  it('F-03 keep what the address said, and are renamed, changed, removed and brought back', async () => {
    const view = await make(rep, { name: 'Mine' });
    expect(view).toMatchObject({ version: 1, isShared: false, mayChange: true, query, missing: [] });
    const renamed = await rep.patch(path(view), { version: 1, name: 'Still mine' });
    expect(renamed.body).toMatchObject({ version: 2, name: 'Still mine', query });
    const other: ViewQuery = { layout: 'board', heat: 'hot' };
    expect((await rep.patch(path(view), { version: 2, query: other })).body).toMatchObject({
      version: 3,
      query: other,
    });
    expect((await rep.delete(path(view))).status).toBe(204);
    expect((await rep.delete(path(view))).status).toBe(204);
    expect(await namesOf(rep)).not.toContain('Still mine');
    expect((await rep.patch(path(view), { version: 4, name: 'x' })).status).toBe(404);
    expect((await rep.post(`${path(view)}/restore`)).body).toMatchObject({ name: 'Still mine', query: other });
    expect(await namesOf(rep)).toContain('Still mine');
  });

  it('F-03 of two who change one at once, the second is told', async () => {
    const view = await make(leader, { isShared: true });
    const answers = await Promise.all(
      [leader, site.owner].map((by, index) => by.patch(path(view), { version: 1, name: `At once ${index}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict' });
  });

  it('L-04 are shared by whoever may by their role, and changed by them and the author alone', async () => {
    expect((await rep.post(VIEWS, { name: 'No', query, isShared: true })).body).toMatchObject({ code: 'forbidden' });
    const own = await make(rep);
    const asShared = await rep.patch(path(own), { version: 1, isShared: true });
    expect(asShared.body).toMatchObject({ code: 'forbidden' });

    const shared = await make(leader, { isShared: true });
    const seen = (await listOf(rep)).items.find(({ id }) => id === shared.id);
    expect(seen).toMatchObject({ isShared: true, mayChange: false, author: shared.author });
    for (const answer of [await rep.patch(path(shared), { version: 1, name: 'x' }), await rep.delete(path(shared))])
      expect(answer.body).toMatchObject({ code: 'forbidden' });
    expect((await site.owner.patch(path(shared), { version: 1, name: 'By the owner' })).status).toBe(200);
    // What is somebody's own is not there for anybody else, whatever their role.
    expect((await site.owner.patch(path(own), { version: 1, name: 'x' })).status).toBe(404);
    expect((await site.owner.delete(path(own))).status).toBe(404);
    expect(await namesOf(site.owner)).not.toContain(own.name);
    const { items } = (await site.owner.get('/audit')).body;
    expect(items.slice(0, 2).map(({ action }: { action: string }) => action)).toEqual(['view.changed', 'view.shared']);
  });

  it('F-08 show each viewer the leads that are theirs to see, and no more than the list does', async () => {
    const shared = await make(leader, { isShared: true, query: { layout: 'list', sort: 'hottest' } });
    const asked = Object.entries((await listOf(rep)).items.find(({ id }) => id === shared.id)!.query)
      .filter(([field]) => field !== 'layout')
      .map(([field, value]) => `${field}=${String(value)}`);
    expect((await rep.get(`/leads?${asked.join('&')}`)).body.items).toEqual([]);
    expect((await site.owner.get(`/leads?${asked.join('&')}`)).body.items.length).toBeGreaterThan(0);
  });

  it('F-03 stand in the order that each viewer likes, one of them first; nobody else is concerned', async () => {
    const [a, b] = [await make(leader, { isShared: true }), await make(leader)];
    const before = (await listOf(site.owner)).items.map(({ id }) => id);
    const foreign = await make(rep);
    const order = [b.id, foreign.id, a.id, b.id];
    const { body } = await leader.put(VIEWS, { order, defaultId: b.id });
    expect(body.items.slice(0, 2).map(({ id }: SavedView) => id)).toEqual([b.id, a.id]);
    expect(body.defaultId).toBe(b.id);
    expect((await leader.put(VIEWS, { order: [], defaultId: foreign.id })).body.defaultId).toBeNull();
    await leader.put(VIEWS, { order: [], defaultId: b.id });
    await leader.delete(path(b));
    expect((await listOf(leader)).defaultId).toBeNull();
    expect((await listOf(site.owner)).items.map(({ id }) => id)).toEqual(before);
  });

  it('F-03 tell at once whoever has them that they changed, and nobody of a view that is not theirs', async () => {
    const others = [leader, site.owner, await site.member('edits-pages', ['editor'])];
    const ears = await Promise.all([rep, ...others].map((by) => hear(by)));
    const own = await make(rep);
    await rep.patch(path(own), { version: 1, name: 'Mine alone' });
    await rep.put(VIEWS, { order: [own.id], defaultId: null });
    await rep.delete(path(own));
    await rep.post(`${path(own)}/restore`);
    // The last to be told of it are those who had it before.
    const shared = await make(leader, { isShared: true });
    await site.owner.patch(path(shared), { version: 1, query: { layout: 'board' } });
    await leader.delete(path(shared));
    await leader.post(`${path(shared)}/restore`);
    await leader.patch(path(shared), { version: 4, isShared: false });
    await leader.patch(path(shared), { version: 5, name: 'No longer yours' });
    await leader.patch(path(shared), { version: 6, isShared: true });

    const last = await make(leader, { isShared: true });

    const [byRep, byLeader, byOwner, byEditor] = ears;
    await eventually(() => [byRep, byLeader, byOwner].every((heard) => heard!.includes(last.id)));
    const six = Array<string>(6).fill(shared.id);
    expect(byRep).toEqual([own.id, own.id, 'all', own.id, own.id, ...six.slice(1), shared.id, last.id]);
    expect(byLeader).toEqual([...six, shared.id, last.id]);
    expect(byOwner).toEqual([...six, last.id]);
    expect(byEditor).toEqual([]);
  });

  it('F-03 say what they name that is not there any more', async () => {
    const { body: pipeline } = await site.owner.post('/pipelines', pipelineBody('To be removed'));
    const [stage] = pipeline.stages;
    const ofStage = await make(rep, { query: { layout: 'list', pipeline: pipeline.id, stage: stage.id } });
    const owner = 'mem_01jd5x8v1ye1ta8v2s3q4w5e6r';
    const ofNobody = await make(rep, { query: { layout: 'list', owner } });
    const missing = async ({ id }: SavedView) => (await listOf(rep)).items.find((view) => view.id === id)!.missing;
    expect([await missing(ofStage), await missing(ofNobody)]).toEqual([[], ['owner']]);
    const stages = pipeline.stages.slice(1).map(({ id, name, kind }: never) => ({ id, name, kind }));
    const more = { name: 'Another', kind: 'open' };
    await site.owner.put(`/pipelines/${pipeline.id}`, { name: pipeline.name, version: 1, stages: [more, ...stages] });
    expect(await missing(ofStage)).toEqual(['stage']);
    await site.owner.delete(`/pipelines/${pipeline.id}`);
    expect(await missing(ofStage)).toEqual(['pipeline']);
  });

  it('F-03 are refused with what is wrong: a name that is taken, none, too long, what is no filter, and too many', async () => {
    const taken = await make(rep);
    const post = async (body: object) => (await rep.post(VIEWS, { name: `New ${(made += 1)}`, query, ...body })).body;
    expect(await post({ name: taken.name.toUpperCase() })).toMatchObject({ code: 'name-taken' });
    expect(await post({ name: '  ' })).toMatchObject({ status: 400, issues: [{ pointer: '/name' }] });
    expect(await post({ name: 'x'.repeat(61) })).toMatchObject({ status: 400, issues: [{ pointer: '/name' }] });
    expect(await post({ query: { layout: 'list', hair: 'red' } })).toMatchObject({ status: 400 });
    expect((await rep.patch(path(taken), { version: 1 })).status).toBe(400);
    const shared = await make(leader, { isShared: true });
    expect((await site.owner.post(VIEWS, { name: shared.name, query, isShared: true })).body.code).toBe('name-taken');
    // A name that is taken only by what was removed is free, until that is brought back.
    await rep.delete(path(taken));
    const second = await make(rep, { name: taken.name });
    expect((await rep.post(`${path(taken)}/restore`)).body).toMatchObject({ code: 'name-taken' });
    await rep.delete(path(second));
    const { tenantId } = site;
    const filled = Array.from({ length: 50 }, (_, index) => ({
      ...{ _id: `svw_${index}`, version: 1, name: 'n', isShared: false, authorName: 'x', query, removedAt: null },
      ...{ authorId: taken.author.membershipId, createdAt: new Date(), updatedAt: new Date() },
    }));
    await runInTenant(tenantId, () => mongoose.models['SavedView']!.insertMany(filled));
    expect(await post({})).toMatchObject({ code: 'limit-reached' });
    expect((await rep.post(`${path(taken)}/restore`)).body).toMatchObject({ code: 'limit-reached' });
    await runInTenant(tenantId, () => mongoose.models['SavedView']!.deleteMany({ name: 'n' }));
  });

  it('F-03 of a member who leaves, what the team has stays and their own goes', async () => {
    const leaving = await site.member('leaving', ['leader']);
    const [shared, own] = [await make(leaving, { isShared: true }), await make(leaving)];
    const { body } = await site.owner.get('/members');
    const { id } = body.items.find(({ id: each }: { id: string }) => each === shared.author.membershipId);
    expect((await site.owner.delete(`/members/${id}`)).status).toBe(204);
    await bed.settle();
    const left = await runInTenant(site.tenantId, () => mongoose.models['SavedView']!.find({ authorId: id }).lean());
    expect(left.map(({ _id }: any) => _id)).toEqual([shared.id]);
    expect(own.id).not.toBe(shared.id);
    expect((await site.owner.patch(path(shared), { version: 1, name: 'Taken over' })).status).toBe(200);
  });
});
