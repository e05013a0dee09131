import type { ReadableStream } from 'node:stream/web';
import { OVERFLOW_PLAYLIST, ProblemError, type SessionId, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { SfuNodes } from '@stageline/platform/sfu-nodes';

/** A playlist may wait for its first segment. */
const ANSWER_WITHIN_MS = 20_000;
/** How long it is remembered which sfu serves a session: every viewer asks twice a second. */
const KEEP_MS = 1000;
const KEPT_AT_MOST = 1000;

export interface OverflowServiceDeps {
  readonly nodes: Pick<SfuNodes, 'serving'>;
  readonly clock: Clock;
}

interface OverflowFile {
  readonly content: ReadableStream;
  readonly mediaType: string;
  /** How long a browser may keep it: a playlist is another with every second, a segment never is. */
  readonly keepSeconds: number;
}

/**
 * Passes on what an sfu shows of a room that is full. Who may see it is the sfu's to say: the token stands for a connection
 * that is there now, in this session of this tenant.
 */
export function createOverflowService({ nodes, clock }: OverflowServiceDeps) {
  const kept = new Map<string, { readonly url: Promise<string | null>; readonly until: number }>();

  function urlOf(tenantId: TenantId, sessionId: SessionId): Promise<string | null> {
    const key = `${tenantId}/${sessionId}`;
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known !== undefined && known.until > now) return known.url;
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    const url = nodes.serving({ tenantId, sessionId }).then((node) => node?.url ?? null);
    kept.set(key, { url, until: now + KEEP_MS });
    url.catch(() => kept.delete(key));
    return url;
  }

  return {
    /** @throws ProblemError `not-found`; `unavailable` while the sfu does not answer */
    async file(
      tenantId: TenantId,
      { sessionId, token, file }: { sessionId: SessionId; token: string; file: string },
    ): Promise<OverflowFile> {
      const node = await urlOf(tenantId, sessionId).catch((cause: unknown) => {
        throw new ProblemError('unavailable', { cause });
      });
      if (node === null) throw new ProblemError('not-found');
      const url = new URL(`/overflow/${tenantId}/${sessionId}/${token}/${file}`, node);
      const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch((cause: unknown) => {
        throw new ProblemError('unavailable', { retryAfterSeconds: 1, cause });
      });
      if (answer.status === 200 && answer.body !== null) {
        const isPlaylist = file === OVERFLOW_PLAYLIST;
        return {
          content: answer.body as ReadableStream,
          mediaType: isPlaylist ? 'application/vnd.apple.mpegurl' : 'video/mp4',
          keepSeconds: isPlaylist ? 0 : 60,
        };
      }
      await answer.body?.cancel();
      throw new ProblemError(answer.status === 404 ? 'not-found' : 'unavailable');
    },
  };
}
export type OverflowService = ReturnType<typeof createOverflowService>;
