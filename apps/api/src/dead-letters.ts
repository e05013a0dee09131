import { createLogger } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { listDeadLetters, replayDeadLetter } from '@stageline/platform/outbox';
import { createQueue, type DeadLetter } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { loadConfig } from './config.ts';
import { replaySfuReport, SFU_REPORT_LANE } from './modules/sessions/index.ts';

const SHOWN = 100;

/** One letter on one line; its payload may hold what people typed and stays in the database. */
const lineOf = ({ id, name, envelope, error, attempts, failedAt }: DeadLetter): string =>
  [failedAt.toISOString(), id, name, envelope.tenantId ?? 'platform', `${attempts} attempts`, error.message].join('  ');

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Lists what failed for good, or runs one of it again; what is replayed is done by a running worker. */
async function main([command, ...ids]: string[]): Promise<void> {
  const config = loadConfig();
  const logger = createLogger({ service: 'dead-letters', level: 'warn' });
  const connection = await connectMongo({ uri: config.MONGODB_URI, logger, appName: 'stageline-dead-letters' });
  const redis = await connectRedis(config.REDIS_URL, { name: 'dead-letters' });
  const queue = createQueue({ redisUrl: config.REDIS_URL, logger });
  try {
    if (command === 'replay') {
      const others = { [SFU_REPORT_LANE]: (letter: DeadLetter) => replaySfuReport(redis, letter) };
      for (const id of ids) say(`${id}: ${(await replayDeadLetter(queue, id, others)) ? 'runs again' : 'not found'}`);
    } else {
      const letters = await listDeadLetters(SHOWN);
      for (const letter of letters) say(lineOf(letter));
      say(letters.length === 0 ? 'No dead letters.' : `${letters.length} shown, the newest first.`);
    }
  } finally {
    await queue.close();
    redis.disconnect();
    await connection.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
