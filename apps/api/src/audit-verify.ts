import { createLogger } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { loadConfig } from './config.ts';
import { verifyChains } from './modules/audit/index.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Verifies every chain of the audit log; one line per chain that does not hold, and a sum. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger({ service: 'audit-verify', level: 'warn' });
  const connection = await connectMongo({ uri: config.MONGODB_URI, logger, appName: 'stageline-audit-verify' });
  let [chains, entries, broken] = [0, 0, 0];
  try {
    for await (const report of verifyChains()) {
      chains += 1;
      entries += report.intact;
      if (report.broken === null) continue;
      broken += 1;
      say(`${report.chain}: entry ${report.broken.sequence} ${report.broken.problem}`);
    }
  } finally {
    await connection.close();
  }
  say(
    `${chains} chains, ${entries} entries verified, ${broken === 0 ? 'all as they were written' : `${broken} broken`}.`,
  );
  if (broken > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
