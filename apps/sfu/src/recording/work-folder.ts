import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MediaSource,
  MembershipId,
  PersonId,
  RecordingId,
  RecordingTrackId,
  SessionId,
  TenantId,
} from '@stageline/contracts';
import { z } from 'zod';

/** What is known of a track outside of the process that records it: all that another one needs to bring it home. */
export const TrackFacts = z.object({
  tenantId: TenantId,
  sessionId: SessionId,
  recordingId: RecordingId,
  trackId: RecordingTrackId,
  nodeId: z.string(),
  identity: z.union([PersonId, MembershipId]),
  displayName: z.string(),
  fromHost: z.boolean(),
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  codec: z.string(),
  /** Epoch milliseconds from which offsets of the recording count. */
  recordingStartMs: z.number(),
  /** How many pauses the recording had when it began: the next one is its end. */
  pausesKnown: z.int().default(0),
  /** Where its writer listens. */
  rtpPort: z.int(),
  /** Epoch milliseconds of its first packet; null while none has come. */
  anchorMs: z.number().nullable(),
});
export type TrackFacts = z.infer<typeof TrackFacts>;

const FACTS_FILE = 'track.json';
/** Its age says whether the process that owns a folder lives. */
const OWNER_FILE = 'owner';

/** The segments that are not in storage yet: a folder per process, and a folder per track in it. */
export class WorkFolder {
  readonly #root: string;
  readonly #own: string;

  constructor(root: string, nodeId: string) {
    this.#root = root;
    this.#own = path.join(root, encodeURIComponent(nodeId));
  }

  /** Makes our own folder, and says that we live; to be repeated. */
  async touch(): Promise<void> {
    const owner = path.join(this.#own, OWNER_FILE);
    const now = new Date();
    await utimes(owner, now, now).catch(async () => {
      await mkdir(this.#own, { recursive: true });
      await writeFile(owner, '');
    });
  }

  /** Makes the folder of a new track. */
  async openTrack(trackId: RecordingTrackId): Promise<string> {
    const directory = path.join(this.#own, trackId);
    await mkdir(directory, { recursive: true });
    return directory;
  }

  /** Folders of tracks whose process has said nothing for `silentMs`; one that holds no track any more is removed. */
  async orphans(silentMs: number): Promise<string[]> {
    const found: string[] = [];
    for (const node of await namesIn(this.#root)) {
      const directory = path.join(this.#root, node);
      if (directory === this.#own || !(await this.#isSilent(directory, silentMs))) continue;
      const tracks = (await namesIn(directory)).filter((name) => name !== OWNER_FILE);
      found.push(...tracks.map((name) => path.join(directory, name)));
      if (tracks.length === 0) await rm(directory, { recursive: true, force: true });
    }
    return found;
  }

  async #isSilent(directory: string, silentMs: number): Promise<boolean> {
    const spoke = await stat(path.join(directory, OWNER_FILE)).catch(() => stat(directory).catch(() => null));
    return spoke !== null && Date.now() - spoke.mtimeMs > silentMs;
  }
}

/** Writes what is known of a track, whole or not at all. */
export async function writeFacts(directory: string, facts: TrackFacts): Promise<void> {
  const file = path.join(directory, FACTS_FILE);
  await writeFile(`${file}.new`, JSON.stringify(facts));
  await rename(`${file}.new`, file);
}

/** What is known of a track; null where that cannot be read. */
export async function readFacts(directory: string): Promise<TrackFacts | null> {
  try {
    const text = await readFile(path.join(directory, FACTS_FILE), 'utf8');
    return TrackFacts.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}
