import { createLogger, createShutdown } from '@stageline/platform';
import { loadConfig } from './config.ts';
import { startApi } from './start.ts';

/** A problem of configuration or of a store is told in its own words; a stack trace would hide them. */
function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

try {
  const config = loadConfig();
  const logger = createLogger({ service: 'api', level: config.LOG_LEVEL });
  const shutdown = createShutdown(logger);
  shutdown.install();
  const { port } = await startApi(config, logger, shutdown);
  logger.info({ port, roles: config.ROLES }, 'ready');
} catch (error) {
  fail(error);
}
