import { describe, expect, it } from '@jest/globals';
import { afterFile, eventually, testRedis } from '@stageline/testing';
import { createInvalidationBus } from './invalidation.ts';
import { connectRedis } from './redis/index.ts';

const { url } = await testRedis();
const channel = `invalidate:${url}:${process.pid}`;

async function openBus() {
  const redis = await connectRedis(url, { name: 'invalidation-test' });
  const bus = await createInvalidationBus({ redis, channel });
  const heard: (string | null)[] = [];
  bus.on('topic', (key) => heard.push(key));
  afterFile(async () => {
    await bus.close();
    redis.disconnect();
  });
  return { bus, heard, redis };
}

describe('the invalidation bus', () => {
  it('tells its own process before it returns, once, and the others soon', async () => {
    const [here, there] = [await openBus(), await openBus()];
    const published = here.bus.publish('topic', 'one');
    expect(here.heard).toEqual(['one']);
    await published;
    await eventually(() => there.heard.includes('one') || undefined, { what: 'the message' });
    await there.bus.publish('topic', 'two');
    await eventually(() => here.heard.includes('two') || undefined, { what: 'the answer' });
    expect([here.heard, there.heard]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
  });

  it('keeps topics apart', async () => {
    const [here, there] = [await openBus(), await openBus()];
    await here.bus.publish('another', 'x');
    await here.bus.publish('topic', 'y');
    await eventually(() => there.heard.length > 0 || undefined, { what: 'the message' });
    expect(there.heard).toEqual(['y']);
  });

  it('says that messages may be lost after a break', async () => {
    const { heard, redis } = await openBus();
    await redis.client('KILL', 'TYPE', 'pubsub');
    await eventually(() => heard.includes(null) || undefined, { what: 'the reconnect' });
  });
});
