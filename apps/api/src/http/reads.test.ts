import { beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../testing/api-bed.ts';

/** Times that each route is asked; between two of them the worker may have read something, too. */
const TIMES = 20;

let bed: ApiBed;
let site: Site;
let collections: string[] = [];
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('frugal');
  // What a new site sets going reads as well.
  await bed.settle();
  // The net under all tests has every client tell of its commands.
  mongoose.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (['find', 'aggregate', 'count', 'distinct'].includes(commandName)) collections.push(command[commandName]);
  });
});

/** What a warm process reads for one answer, the fewest of some. */
async function readsOf(path: string): Promise<string[]> {
  const seen: string[][] = [];
  for (let time = 0; time <= TIMES; time += 1) {
    collections = [];
    expect([path, (await site.owner.get(path)).status]).toEqual([path, 200]);
    if (time > 0) seen.push(collections);
  }
  return seen.toSorted((one, other) => one.length - other.length)[0]!;
}

describe('what a request reads', () => {
  it('P7 is one thing for what is asked again and again, and nothing for tenant and authorisation', async () => {
    const hot = {
      '/me': ['memberships'],
      '/site': [],
      '/line': ['line_members'],
      '/line?after=0': ['line_members'],
      '/leads?limit=20': ['leads'],
      '/leads?stage=new&limit=20': ['leads'],
      [`/leads/${site.leadId}`]: ['leads'],
      '/sessions': ['sessions'],
      // With how many seats are held, and how many people wait.
      [`/sessions/${site.sessionId}`]: ['sessions', 'seats'],
    };
    const found: Record<string, string[]> = {};
    for (const path of Object.keys(hot)) found[path] = await readsOf(path);
    expect(found).toEqual(hot);
  });

  it('P7 is for a board its pipeline, what its stages count and a page of each, and none for rights', async () => {
    const { columns } = (await site.owner.get('/pipelines/default/board')).body as { columns: { count: number }[] };
    const filled = columns.filter(({ count }) => count > 0);
    expect(await readsOf('/pipelines/default/board')).toEqual(['pipelines', 'leads', ...filled.map(() => 'leads')]);
  });
});
