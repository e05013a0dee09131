import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CockpitViewer } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { readsOf } from '../../testing/reads.ts';

let bed: ApiBed;
let site: Site;
const path = () => `/sessions/${site.sessionId}/cockpit`;
const ask = async (as: Site['owner'], personIds: readonly string[]) =>
  ((await as.post(path(), { personIds })).body as { items: CockpitViewer[] }).items;

/** Leads as they stand in the database: of nobody, or of a member. */
async function people(amount: number, owner: { id: string; name: string } | null): Promise<string[]> {
  const ids = Array.from({ length: amount }, () => newId('per'));
  const now = new Date();
  await site.in(() =>
    mongoose.models['Lead']!.insertMany(
      ids.map((personId, index) => ({
        ...{
          _id: newId('led'),
          personId,
          sessionId: site.sessionId,
          linePosition: 1000 + index,
          via: null,
          source: 'site',
        },
        person: {
          firstName: 'Guest',
          lastName: String(index),
          email: `${personId}@x.example`,
          phone: null,
          company: null,
        },
        ...{ version: 1, pipelineId: 'default', stage: 'new', outcome: 'open', search: ['guest'] },
        assignee: owner && { membershipId: owner.id, name: owner.name, at: now },
        readers: [owner === null ? 'o:' : `o:${owner.id}`],
        attendance: { [site.sessionId]: 60, [newId('ses')]: 600, [newId('ses')]: 0 },
        ...{ history: [], createdAt: now, stageChangedAt: now, hotUntil: new Date(0) },
      })),
    ),
  );
  return ids;
}

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('cockpit');
});

describe('what is known of people in a room', () => {
  it('F-08 is told of leads that the caller sees, and of nobody else', async () => {
    const [mine, free] = [await people(2, { id: site.memberId, name: 'Rep cockpit' }), await people(1, null)];
    const all = [...mine, ...free, newId('per')];
    const stranger = await site.member('other', ['rep']);
    const rows = await ask(site.owner, all);
    expect(new Set(rows.map(({ personId }) => personId))).toEqual(new Set([...mine, ...free]));
    expect(rows.find(({ personId }) => personId === mine[0])).toMatchObject({
      name: 'Guest 0',
      position: 1000,
      owner: 'Rep cockpit',
      stage: 'new',
      heat: null,
      pastSessions: 1,
      questions: { asked: 0, last: [] },
    });
    expect(await ask(stranger, all)).toEqual([]);
    // Shared with one member, it is seen by that one.
    const { body: members } = await site.owner.get('/members');
    const { id } = (members as { items: { id: string; name: string }[] }).items.find(({ name }) =>
      /other/i.test(name),
    )!;
    await site.in(() =>
      mongoose.models['Lead']!.updateOne({ personId: free[0] }, { $set: { readers: ['o:', `s:${id}`] } }),
    );
    expect((await ask(stranger, all)).map(({ personId }) => personId)).toEqual(free);
    expect((await site.owner.post(path(), { personIds: [] })).status).toBe(400);
    const editor = await site.member('editor', ['editor']);
    expect((await editor.post(path(), { personIds: all })).status).toBe(403);
  });

  it('P7 has the questions of this masterclass, by one read of people and one of questions for a whole screen of rows', async () => {
    const ids = await people(50, null);
    const asked = (index: number, text: string, more = {}) => ({
      ...{ _id: newId('qst'), sessionId: site.sessionId, identity: ids[index]!, clientId: newId('evt') },
      ...{ authorName: 'G', text, askedAt: new Date(), votes: 0, answered: null, revision: 1, ...more },
    });
    await site.in(() =>
      mongoose.models['ChatQuestion']!.insertMany([
        asked(0, 'first'),
        asked(0, 'second'),
        asked(1, 'gone', { removedAt: new Date(), removedBy: 'x' }),
        asked(2, 'elsewhere', { sessionId: newId('ses') }),
      ]),
    );
    let rows: CockpitViewer[] = [];
    const ask50 = async () => void (rows = await ask(site.owner, ids));
    await ask50();
    const reads = await readsOf(ask50);
    expect(rows).toHaveLength(50);
    // And the masterclass, which is kept for some seconds.
    const ofRows = reads.filter((collection) => collection !== 'sessions');
    expect(ofRows.toSorted()).toEqual(['chat_questions', 'leads']);
    const of = (index: number) => rows.find(({ personId }) => personId === ids[index])!.questions;
    expect(of(0)).toMatchObject({ asked: 2, last: [{ text: 'second' }, { text: 'first' }] });
    expect([of(1).asked, of(2).asked]).toEqual([0, 0]);
  });
});
