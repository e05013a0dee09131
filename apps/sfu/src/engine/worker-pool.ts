import { ProblemError } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { createWorker, type types } from 'mediasoup';
import { mediaSocket } from './udp-sockets.ts';
import { WorkerSlot } from './worker-slot.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

export interface WorkerPoolOptions {
  readonly workers: number;
  readonly listenIp: string;
  readonly announcedIp: string;
  /** First port of media, one more per further worker; 0 takes free ports. */
  readonly webRtcPort: number;
  readonly consumersPerWorker: number;
  readonly workerBin?: string | undefined;
  readonly logger: Logger;
}

/** The media workers of this process: one per core, each behind one UDP and one TCP port. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  /** By index; undefined while a dead worker is being replaced. */
  readonly #slots: (WorkerSlot | undefined)[] = [];
  readonly #onLost: (slot: WorkerSlot) => void;
  readonly #retries = new Set<NodeJS.Timeout>();
  #draining = false;
  #closed = false;

  private constructor(options: WorkerPoolOptions, onLost: (slot: WorkerSlot) => void) {
    this.#options = options;
    this.#onLost = onLost;
  }

  /**
   * Starts all workers.
   * @param onLost told when a worker died; its rooms are dead then, and a replacement is on its way
   * @throws Error when a worker cannot be started
   */
  static async start(options: WorkerPoolOptions, onLost: (slot: WorkerSlot) => void): Promise<WorkerPool> {
    const pool = new WorkerPool(options, onLost);
    try {
      await Promise.all(Array.from({ length: options.workers }, (_, index) => pool.#startWorker(index)));
    } catch (cause) {
      pool.close();
      const program = options.workerBin ?? "mediasoup's own download";
      const advice = 'Point MEDIASOUP_WORKER_BIN at a worker for this system; npm start builds one.';
      throw new Error(`The media worker (${program}) does not start. ${advice}`, { cause });
    }
    return pool;
  }

  /** Workers that are alive. */
  get alive(): readonly WorkerSlot[] {
    return this.#slots.filter((slot) => slot !== undefined);
  }

  /** Consumers that the workers have taken on, and that they take on at most. */
  get load(): { readonly demand: number; readonly budget: number } {
    const demand = this.alive.reduce((sum, slot) => sum + slot.demand, 0);
    return { demand, budget: this.alive.length * this.#options.consumersPerWorker };
  }

  get draining(): boolean {
    return this.#draining;
  }

  /**
   * The worker with the least to do, for a new room.
   * @throws ProblemError `unavailable` while there is none or the pool drains
   */
  place(): WorkerSlot {
    const least = this.#draining ? undefined : leastOf(this.alive);
    if (least === undefined) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
    return least;
  }

  /** The worker with the least to do that has room for so many consumers, beside those that a room uses already. */
  spare(used: ReadonlySet<WorkerSlot>, consumers: number): WorkerSlot | undefined {
    if (this.#draining) return undefined;
    return leastOf(this.alive.filter((slot) => !used.has(slot) && slot.fits(used, consumers)));
  }

  /** Takes no further room; those that are here go on. */
  drain(): void {
    this.#draining = true;
  }

  /** Ends all workers. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#retries) clearTimeout(timer);
    for (const slot of this.alive) slot.worker.close();
    this.#slots.length = 0;
  }

  async #startWorker(index: number): Promise<void> {
    const { logger, workerBin, consumersPerWorker } = this.#options;
    const worker = await createWorker({
      logLevel: 'warn',
      // io_uring changes nothing for us and is refused in many containers.
      disableLiburing: true,
      ...(workerBin === undefined ? {} : { workerBin }),
    });
    if (this.#closed) return worker.close();
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
      const slot = new WorkerSlot(worker, webRtcServer, consumersPerWorker);
      worker.once('died', (error) => this.#replace(index, slot, error));
      this.#slots[index] = slot;
      logger.info({ worker: worker.pid, index }, 'media worker ready');
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { listenIp, announcedIp, webRtcPort } = this.#options;
    return [mediaSocket(listenIp), { protocol: 'tcp', ip: listenIp } as const].map((socket) => ({
      ...socket,
      ...(announcedIp === listenIp ? {} : { announcedAddress: announcedIp }),
      ...(webRtcPort === 0 ? {} : { port: webRtcPort + index }),
    }));
  }

  #replace(index: number, slot: WorkerSlot, error: Error): void {
    this.#options.logger.error({ err: error, worker: slot.worker.pid, index }, 'media worker died');
    this.#slots[index] = undefined;
    if (!this.#closed) this.#restart(index, FIRST_RETRY_MS);
    this.#onLost(slot);
  }

  #restart(index: number, nextDelayMs: number): void {
    this.#startWorker(index).catch((error: unknown) => {
      this.#options.logger.error({ err: error, index }, 'media worker did not start');
      if (this.#closed) return;
      const timer = setTimeout(() => {
        this.#retries.delete(timer);
        this.#restart(index, Math.min(nextDelayMs * 2, LAST_RETRY_MS));
      }, nextDelayMs);
      this.#retries.add(timer);
    });
  }
}

function leastOf(slots: readonly WorkerSlot[]): WorkerSlot | undefined {
  let least: WorkerSlot | undefined;
  for (const slot of slots) if (least === undefined || slot.demand < least.demand) least = slot;
  return least;
}
