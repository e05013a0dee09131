import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiBed, type ApiBed, type Site } from '../testing/api-bed.ts';
import { readsOf } from '../testing/reads.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('frugal');
});

/** Times that each route is asked: what a process keeps for some seconds may run out between two of them. */
const TIMES = 5;

/** What a warm process reads for one answer, the fewest of some. */
async function warmReadsOf(path: string): Promise<readonly string[]> {
  const ask = async () => expect([path, (await site.owner.get(path)).status]).toEqual([path, 200]);
  await ask();
  const reads: (readonly string[])[] = [];
  for (let time = 0; time < TIMES; time += 1) reads.push(await readsOf(ask));
  return reads.toSorted((one, other) => one.length - other.length)[0]!;
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
    const found: Record<string, readonly string[]> = {};
    for (const path of Object.keys(hot)) found[path] = await warmReadsOf(path);
    expect(found).toEqual(hot);
  });

  it('P7 is for a board its pipeline, what its stages count and a page of each, and none for rights', async () => {
    const { columns } = (await site.owner.get('/pipelines/default/board')).body as { columns: { count: number }[] };
    const filled = columns.filter(({ count }) => count > 0);
    expect(await warmReadsOf('/pipelines/default/board')).toEqual(['pipelines', 'leads', ...filled.map(() => 'leads')]);
  });
});
