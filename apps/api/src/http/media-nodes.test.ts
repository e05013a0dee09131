import { beforeEach, expect, it } from '@jest/globals';
import { SFU_LEASE_MS, type SfuNode } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { createSfuNodes, type SfuNodes } from '@stageline/platform/sfu-nodes';
import { afterFile, createFakeClock, testRedis } from '@stageline/testing';
import { MediaNodes } from './media-nodes.ts';

const FALLBACK = 'http://sfu:3001';
const hosts = Array.from({ length: 60 }, (_, index) => `site-${index}.localhost`);

let nodes: SfuNodes;
let clock: ReturnType<typeof createFakeClock>;
let media: MediaNodes;
beforeEach(async () => {
  const redis = await connectRedis((await testRedis()).url, { name: 'media-nodes' });
  await redis.flushdb();
  afterFile(async () => redis.quit());
  nodes = createSfuNodes(redis);
  clock = createFakeClock();
  const logger = createLogger({ service: 'api', level: 'silent' });
  media = new MediaNodes({ nodes, fallbackUrl: FALLBACK, clock, logger });
});

const announce = (id: string, more: Partial<SfuNode> = {}) =>
  nodes.announce({ v: 1, id, url: `http://${id}:3001`, demand: 0, budget: 300, draining: false, ...more });
async function choices(): Promise<string[]> {
  // The list is older than it may be.
  clock.advance(1_000);
  return Promise.all(hosts.map((host) => media.urlFor(host)));
}

it('C-02 goes where the configuration says while no sfu has announced itself', async () => {
  expect(new Set(await choices())).toEqual(new Set([FALLBACK]));
});

it('C-02 sends all of a site to one sfu and the sites to all; a further one takes over its share and nothing else', async () => {
  await announce('a');
  await announce('b');
  const before = await choices();
  expect(await choices()).toEqual(before);
  expect(new Set(before)).toEqual(new Set(['http://a:3001', 'http://b:3001']));
  await announce('c');
  const after = await choices();
  const moved = after.filter((url, index) => url !== before[index]);
  expect(new Set(moved)).toEqual(new Set(['http://c:3001']));
  expect(moved.length).toBeLessThan(hosts.length / 2);
});

it('C-02 passes over one that drains, is withdrawn or did not answer, and comes back to the last', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await announce(id);
  await announce('b', { draining: true });
  await nodes.withdraw('c');
  const before = await choices();
  expect(new Set(before)).toEqual(new Set(['http://a:3001', 'http://d:3001']));
  media.failed('http://d:3001');
  expect(new Set(await choices())).toEqual(new Set(['http://a:3001']));
  clock.advance(SFU_LEASE_MS);
  expect(await choices()).toEqual(before);
});
