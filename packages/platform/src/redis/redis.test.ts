import { describe, expect, it } from '@jest/globals';
import { testRedis } from '@stageline/testing';
import { freePort } from '../embedded/index.ts';
import { connectRedis } from './index.ts';

describe('connectRedis', () => {
  it('waits until Redis answers, under its name', async () => {
    const redis = await connectRedis((await testRedis()).url, { name: 'some-part' });
    expect(await redis.ping()).toBe('PONG');
    expect(await redis.client('GETNAME')).toBe('some-part');
    await redis.quit();
  });

  it('says in one sentence when nobody answers, without the password', async () => {
    const port = await freePort();
    const error: unknown = await connectRedis(`redis://default:hunter2@127.0.0.1:${port}`, { name: 'x' }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message).toContain(`Redis at 127.0.0.1:${port} cannot be reached`);
    expect((error as Error).message).not.toContain('hunter2');
  });
});
