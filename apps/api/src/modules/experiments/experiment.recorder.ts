import type { PageArm, TenantId } from '@stageline/contracts';
import { runOutside, type Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import { experimentRepository } from './experiment.repository.ts';

interface Note {
  readonly tenantId: TenantId;
  readonly experimentId: string;
  readonly hash: string;
  /** The version that they saw; null for a registration. */
  readonly arm: PageArm | null;
}

/** How long a note may wait to be written; a crash loses no more. */
const FLUSH_MS = 1000;
/** Notes that may wait; what comes beyond is counted for neither version. */
const MAX_WAITING = 20_000;
/** Visitors that are known to be written; a page that is loaded again costs no write. */
const KNOWN = 20_000;

/**
 * Gathers who saw which version and who registered, and writes them together once a second, as visits are. A row for each
 * visitor makes every write safe to repeat.
 */
export function createExperimentRecorder({ logger }: { readonly logger: Logger }) {
  const written = new LRUCache<string, true>({ max: KNOWN });
  let waiting: Note[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  function add(note: Note): void {
    if (waiting.length >= MAX_WAITING) return;
    waiting.push(note);
    timer ??= runOutside(() => setTimeout(() => void flush(), FLUSH_MS).unref());
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    flushing = flushing.then(write);
    return flushing;
  }
  async function write(): Promise<void> {
    const notes = waiting;
    waiting = [];
    const groups = Map.groupBy(notes, ({ tenantId, experimentId }) => `${tenantId} ${experimentId}`);
    for (const own of groups.values()) {
      const { tenantId, experimentId } = own[0]!;
      try {
        await runInTenant(tenantId, () => writeOne(experimentId, own));
      } catch (err) {
        logger.warn({ err, tenantId, notes: own.length }, 'an experiment could not be counted');
        // Tried again with what comes next; a store that is away fills no more than the list may hold.
        waiting = [...own, ...waiting].slice(0, MAX_WAITING);
      }
    }
    if (waiting.length > 0) timer ??= runOutside(() => setTimeout(() => void flush(), FLUSH_MS).unref());
  }
  async function writeOne(experimentId: string, notes: readonly Note[]): Promise<void> {
    const seen = new Map<string, PageArm>();
    for (const { hash, arm } of notes) if (arm !== null && !seen.has(hash)) seen.set(hash, arm);
    // First who saw it: a registration counts for whoever was seen.
    if (seen.size > 0)
      await experimentRepository.see(
        experimentId,
        [...seen].map(([hash, arm]) => ({ hash, arm })),
      );
    for (const hash of seen.keys()) written.set(`${experimentId} ${hash}`, true);
    const registered = [...new Set(notes.filter(({ arm }) => arm === null).map(({ hash }) => hash))];
    if (registered.length > 0) await experimentRepository.register(experimentId, registered);
  }
  return {
    seen(tenantId: TenantId, experimentId: string, hash: string, arm: PageArm): void {
      if (!written.has(`${experimentId} ${hash}`)) add({ tenantId, experimentId, hash, arm });
    },
    registered: (tenantId: TenantId, experimentId: string, hash: string): void =>
      add({ tenantId, experimentId, hash, arm: null }),
    /** Writes what waits now, rather than within the second. */
    flush,
  };
}
