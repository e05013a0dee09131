import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { freePort } from './embedded/index.ts';
import { isStoreAway } from './store-errors.ts';

const thrownBy = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe('isStoreAway', () => {
  it('knows what MongoDB and Redis throw when nobody answers', async () => {
    const port = await freePort();
    const mongo = mongoose.createConnection();
    const mongoOptions = { serverSelectionTimeoutMS: 50 };
    expect(isStoreAway(await thrownBy(mongo.openUri(`mongodb://127.0.0.1:${port}/x`, mongoOptions)))).toBe(true);
    await mongo.destroy();
    for (const options of [{ maxRetriesPerRequest: 0 }, { retryStrategy: () => null }]) {
      const redis = new Redis({ port, disconnectTimeout: 10, ...options });
      redis.on('error', () => undefined);
      expect(isStoreAway(await thrownBy(redis.ping()))).toBe(true);
      redis.disconnect();
    }
  });

  it('looks at causes, and at nothing else', () => {
    const cause = Object.assign(new Error('not primary'), { name: 'MongoServerError', code: 10_107 });
    expect(isStoreAway(new Error('wrapped', { cause }))).toBe(true);
    const duplicate = Object.assign(new Error('E11000'), { name: 'MongoServerError', code: 11_000 });
    for (const error of [new Error('something else'), duplicate, 'MongoNetworkError', null]) {
      expect(isStoreAway(error)).toBe(false);
    }
  });
});
