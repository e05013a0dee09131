/**
 * A launcher for embedded.test.ts to kill: starts one server in a folder and writes to it without end. Every line it
 * prints after the first is a number of writes that the server has acknowledged.
 */
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { startMongod, startRedis } from './index.ts';

const [kind, dir] = process.argv.slice(2) as ['mongod' | 'redis', string];
const server = await (kind === 'mongod' ? startMongod({ dir }) : startRedis({ dir }));
console.log(JSON.stringify({ pid: server.pid, port: server.port }));

const write = kind === 'mongod' ? await mongoWriter(server.uri) : redisWriter(server.uri);
for (let acknowledged = 1; ; acknowledged += 1) {
  await write();
  console.log(String(acknowledged));
}

async function mongoWriter(uri: string): Promise<() => Promise<unknown>> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const writes = connection.getClient().db().collection('writes');
  return () => writes.insertOne({ at: new Date() });
}

function redisWriter(uri: string): () => Promise<unknown> {
  const redis = new Redis(uri);
  return () => redis.rpush('writes', 'x');
}
