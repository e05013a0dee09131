import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { logContext } from './log-context.ts';
import { redact, redactText } from './redaction.ts';

export type { Logger };
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LoggerOptions {
  /** Name of the process in every line, e.g. `api`. */
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; standard output, buffered, unless a test wants to read them. */
  readonly stream?: DestinationStream;
}

/** Bytes that may wait, and for how long at most, before lines are written. */
const BUFFER_BYTES = 8192;
const FLUSH_MS = 250;

/**
 * A destination that writes many lines with one system call, which is most of what a line costs. What waits is written
 * when the process ends, also by an error; a fatal line is written at once; kill -9 loses a quarter of a second of lines.
 * @param dest file descriptor or path
 */
export function logDestination(dest: number | string): DestinationStream {
  return pino.destination({ dest, sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MS });
}

/** An error as a log may hold it: no field that is a secret, no credentials in an address. */
function loggableError(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(error);
  const plain = stdSerializers.err(error) as unknown as Record<string, unknown>;
  const safe: Record<string, unknown> = {};
  for (const key in plain) {
    const value = plain[key];
    safe[key] = typeof value === 'string' ? redactText(value) : redact(value);
  }
  return redact(safe);
}

/**
 * Makes the process's logger: one compact JSON line per call, with the request, tenant and actor of the running call, and
 * without secrets whatever they are nested in.
 */
export function createLogger({ service, level, stream }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    // a copy: pino writes the line's own fields into the object that it gets
    mixin: () => ({ ...logContext() }),
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redact(fields) as Record<string, unknown>,
    },
    serializers: { err: loggableError, error: loggableError },
  };
  return pino(options, stream ?? logDestination(process.stdout.fd));
}
