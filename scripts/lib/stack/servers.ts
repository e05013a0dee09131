import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startMongod, startRedis, type EmbeddedServer } from '@stageline/platform/embedded';
import { step } from '../progress.ts';
import { createBackoff } from './backoff.ts';
import type { Settings } from './settings.ts';

/** Where the services find their data, and how to stop what was started for them. */
export interface Servers {
  mongodbUri: string;
  redisUrl: string;
  stop(): Promise<void>;
}

/** A server that is started again, on the same port, when it ends by itself. */
interface KeptServer {
  uri: string;
  stop(): Promise<void>;
}

/** Starts an embedded MongoDB and Redis in the state folder, each unless one is configured. */
export async function startServers(settings: Settings): Promise<Servers> {
  const dir = (name: string): string => path.join(settings.stateDir, name);
  const kept: Promise<KeptServer | undefined>[] = [
    settings.mongodbUri ? nothing : keep('MongoDB', (port) => startMongod({ dir: dir('mongodb'), ...port })),
    settings.redisUrl ? nothing : keep('Redis', (port) => startRedis({ dir: dir('redis'), ...port })),
  ];
  const stopAll = async (): Promise<void> => {
    const outcomes = await Promise.allSettled(kept);
    await Promise.all(outcomes.map((each) => (each.status === 'fulfilled' ? each.value?.stop() : undefined)));
  };
  try {
    const [mongod, redis] = await step('Starting MongoDB and Redis', () => Promise.all(kept));
    return {
      mongodbUri: settings.mongodbUri ?? (mongod as KeptServer).uri,
      redisUrl: settings.redisUrl ?? (redis as KeptServer).uri,
      stop: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

const nothing = Promise.resolve(undefined);

async function keep(name: string, start: (port: { port?: number }) => Promise<EmbeddedServer>): Promise<KeptServer> {
  let server = await start({});
  const { port, uri } = server;
  let stopping = false;
  const backoff = createBackoff();

  const restartWhenItEnds = async (): Promise<void> => {
    while (!stopping) {
      await server.exited;
      if (stopping) return;
      const waitMs = backoff.next();
      console.log(`! ${name} ended by itself; starting it again in ${waitMs / 1000} s`);
      await delay(waitMs);
      if (stopping) return;
      try {
        server = await start({ port });
        backoff.started();
        console.log(`✓ ${name} is back`);
      } catch (error) {
        console.log(`! ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  void restartWhenItEnds();
  const stop = async (): Promise<void> => {
    stopping = true;
    await server.stop();
  };
  return { uri, stop };
}
