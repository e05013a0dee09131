export { createBatcher, type BatcherOptions } from './batcher.ts';
export { newId } from './ids.ts';
export { systemClock, type Clock } from './clock.ts';
export { ConfigError, parseConfig } from './config.ts';
export { createHealth, type Health, type Readiness } from './health.ts';
export { allEnded } from './all-ended.ts';
export { createKeyedMutex, type KeyedMutex } from './keyed-mutex.ts';
export { callerFacts, logContext, runWithLogContext, type CallerFacts, type LogContext } from './log-context.ts';
export {
  createLogger,
  createRequestLog,
  logDestination,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logger.ts';
export { runOutside } from './outside.ts';
export { redact, redactText } from './redaction.ts';
export { createSealer, type Sealer } from './sealer.ts';
export { createSecondLook } from './second-look.ts';
export { createShutdown, type Shutdown } from './shutdown.ts';
export { isStoreAway } from './store-errors.ts';
export { createSigner, type Signer } from './signer.ts';
