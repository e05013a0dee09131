import { setTimeout as delay } from 'node:timers/promises';
import { SFU_COMMAND_STREAM, SfuCommand } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { Redis } from 'ioredis';

const BLOCK_MS = 5_000;
const RETRY_MS = 500;

/** Reads the api's commands. It needs a connection of its own, because it waits in Redis. */
export class CommandListener {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #handle: (command: SfuCommand) => void;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #lastId = '0-0';

  /** @param redis is this listener's from now on; `close` ends it */
  constructor(redis: Redis, logger: Logger, handle: (command: SfuCommand) => void) {
    this.#redis = redis;
    this.#logger = logger;
    this.#handle = handle;
    // A dropped connection shows as a failed read; without a listener ioredis would print it, too.
    redis.on('error', () => undefined);
  }

  /** Finds the end of the stream, after which all is for us: what was said before a restart concerned rooms of before. */
  async start(): Promise<void> {
    const [last] = await this.#redis.xrevrange(SFU_COMMAND_STREAM, '+', '-', 'COUNT', 1);
    if (last !== undefined) this.#lastId = last[0];
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#redis.disconnect();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        const streams = await this.#redis.xread(
          'COUNT',
          100,
          'BLOCK',
          BLOCK_MS,
          'STREAMS',
          SFU_COMMAND_STREAM,
          this.#lastId,
        );
        for (const [, entries] of streams ?? []) for (const [id, fields] of entries) this.#take(id, fields);
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#logger.warn({ err: error }, 'commands wait for Redis');
        await delay(RETRY_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  #take(id: string, fields: readonly string[]): void {
    this.#lastId = id;
    try {
      this.#handle(SfuCommand.parse(JSON.parse(fields[fields.indexOf('command') + 1] ?? '')));
    } catch (error) {
      this.#logger.error({ err: error, entry: id }, 'a command could not be carried out');
    }
  }
}
