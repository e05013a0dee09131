import type { SessionId, TenantId } from '@stageline/contracts';
import { createKeyedMutex, type Logger } from '@stageline/platform';
import type { RecordingOrder, RecordingOrders } from '@stageline/platform/recordings';

const RETRY_MS = 1000;

interface Where {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
}

export interface OrderWatchDeps {
  readonly orders: Pick<RecordingOrders, 'load'>;
  readonly carryOut: (order: RecordingOrder | null, where: Where) => Promise<void>;
  readonly later: (ms: number, fn: () => void) => void;
  readonly logger: Logger;
}

/** Looks up what is to be recorded and has it carried out, one look of a session after the other; what fails is tried again. */
export class OrderWatch {
  readonly #deps: OrderWatchDeps;
  readonly #mutex = createKeyedMutex();
  /** Looks that are under way or will be tried again, by session. */
  readonly #looks = new Map<string, number>();

  constructor(deps: OrderWatchDeps) {
    this.#deps = deps;
  }

  /** Looks once more, whoever looks already: what they see may be older. */
  look(tenantId: TenantId, sessionId: SessionId): void {
    const { orders, carryOut, later, logger } = this.#deps;
    const key = `${tenantId}/${sessionId}`;
    this.#looks.set(key, (this.#looks.get(key) ?? 0) + 1);
    void this.#mutex
      .run(key, async () => {
        await carryOut(await orders.load(tenantId, sessionId), { tenantId, sessionId });
        this.#looked(key);
      })
      .catch((error: unknown) => {
        logger.warn({ err: error, sessionId }, 'an order to record could not be read, will be tried again');
        later(RETRY_MS, () => {
          this.#looked(key);
          this.look(tenantId, sessionId);
        });
      });
  }

  /** Looks at all of these, except where somebody does already. */
  lookAgain(sessions: readonly Where[]): void {
    for (const { tenantId, sessionId } of sessions)
      if (!this.#looks.has(`${tenantId}/${sessionId}`)) this.look(tenantId, sessionId);
  }

  #looked(key: string): void {
    const left = (this.#looks.get(key) ?? 1) - 1;
    if (left === 0) this.#looks.delete(key);
    else this.#looks.set(key, left);
  }
}
