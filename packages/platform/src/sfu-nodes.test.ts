import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SfuNode } from '@stageline/contracts';
import { eventually, testRedis } from '@stageline/testing';
import { newId } from './ids.ts';
import { connectRedis, type Redis } from './redis/index.ts';
import { createSfuNodes } from './sfu-nodes.ts';

let redis: Redis;
beforeAll(async () => {
  redis = await connectRedis((await testRedis()).url, { name: 'sfu-nodes' });
});
afterAll(() => redis.quit());

const session = () => ({ tenantId: newId('tnt'), sessionId: newId('ses') });
const node = (id: string): SfuNode => ({ v: 1, id, url: `http://${id}:1`, demand: 1, budget: 2, draining: false });

describe('sfu nodes', () => {
  it('C-02 are listed while they live: not after they withdraw, nor after their lease', async () => {
    const nodes = createSfuNodes(redis);
    const brief = createSfuNodes(redis, 20);
    for (const id of ['b', 'a']) await nodes.announce(node(id));
    await brief.announce(node('c'));
    await eventually(async () => (await nodes.list()).length === 2, { what: 'the lease to end' });
    expect(await nodes.list()).toEqual([node('a'), node('b')]);
    await nodes.withdraw('a');
    expect(await nodes.list()).toEqual([node('b')]);
  });

  it('C-02 have a session one at a time, of several that ask at once', async () => {
    const nodes = createSfuNodes(redis);
    const asked = session();
    const owners = await Promise.all(['a', 'b', 'c'].map((id) => nodes.claim(asked, id)));
    expect(new Set(owners).size).toBe(1);
    expect(await nodes.claim({ ...asked, tenantId: newId('tnt') }, 'd')).toBe('d');
  });

  it('C-02 keep a session by renewing it, are told when it is lost, and let go of nothing that is another’s', async () => {
    const nodes = createSfuNodes(redis);
    const [kept, lost] = [session(), session()];
    for (const each of [kept, lost]) await nodes.claim(each, 'a');
    expect(await nodes.takeOver(lost, 'b', 'somebody')).toBe('a');
    expect(await nodes.takeOver(lost, 'b', 'a')).toBe('b');
    expect(await nodes.renew([kept, lost], 'a')).toEqual([lost]);
    await nodes.release(lost, 'a');
    expect(await nodes.claim(lost, 'c')).toBe('b');
    await nodes.release(lost, 'b');
    expect(await nodes.claim(lost, 'c')).toBe('c');
  });

  it('C-02 lose a session with its lease', async () => {
    const asked = session();
    await createSfuNodes(redis, 20).claim(asked, 'a');
    const nodes = createSfuNodes(redis);
    await eventually(async () => (await nodes.claim(asked, 'b')) === 'b', { what: 'the lease to end' });
  });
});
