import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingOrders } from '@stageline/platform/recordings';
import { isListening, LIST_FILE, sayBye } from './ffmpeg.ts';
import type { RecordingAccount } from './recording-account.ts';
import { SegmentList } from './segment-list.ts';
import { readFacts } from './work-folder.ts';

/** A writer that outlived its process closes its file within this, or has hung. */
const ENDS_WITHIN_MS = 3000;

/** Takes over tracks whose process is gone, each once. */
export class Adoption {
  readonly #accountOf: (place: RecordingAccount['place']) => RecordingAccount;
  readonly #orders: Pick<RecordingOrders, 'load'>;
  readonly #taken = new Set<string>();

  constructor(
    accountOf: (place: RecordingAccount['place']) => RecordingAccount,
    orders: Pick<RecordingOrders, 'load'>,
  ) {
    this.#accountOf = accountOf;
    this.#orders = orders;
  }

  /** @param directories of such tracks */
  async take(directories: readonly string[]): Promise<void> {
    await Promise.all(directories.filter((directory) => !this.#taken.has(directory)).map((each) => this.#adopt(each)));
  }

  async #adopt(directory: string): Promise<void> {
    this.#taken.add(directory);
    const facts = await readFacts(directory);
    if (facts?.anchorMs == null) {
      // Nothing had come of it, or nobody can say any more what it is.
      if (facts !== null) await endWriter(facts.rtpPort);
      return rm(directory, { recursive: true, force: true });
    }
    const { tenantId, sessionId, recordingId, nodeId, trackId, anchorMs, recordingStartMs, pausesKnown } = facts;
    // Where the order cannot be read, or is over, the api sees to it that nothing of a pause is used.
    const order = await this.#orders.load(tenantId, sessionId).catch(() => null);
    const pause = order?.recordingId === recordingId ? order.pauses[pausesKnown] : undefined;
    const account = this.#accountOf({ tenantId, sessionId, recordingId, nodeId });
    account.open(trackId, directory);
    account.begun(facts);
    if (pause !== undefined) account.cut(trackId, pause.fromMs);
    account.alive(null);
    await endWriter(facts.rtpPort);
    const { segments } = await new SegmentList(path.join(directory, LIST_FILE)).next();
    for (const segment of segments)
      await account.segment(trackId, segment, anchorMs + segment.startMs - recordingStartMs);
    account.ended(trackId, 'process-lost');
  }
}

/** Lets a writer that is still there close its file. */
async function endWriter(rtpPort: number): Promise<void> {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  while ((await isListening(rtpPort)) && performance.now() < deadline) {
    await sayBye(rtpPort);
    await delay(100);
  }
}
