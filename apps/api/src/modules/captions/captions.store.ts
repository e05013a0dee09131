import { CaptionLine, CaptionTrouble, idSchemas, type SessionId, type TenantId } from '@stageline/contracts';
import { globalKey, tenantKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** The room of a session. */
export interface CaptionPlace {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
}

const Segment = z.object({
  storageKey: z.string(),
  startMs: z.number(),
  durationMs: z.number(),
  bytes: z.number(),
  /** A pause began in it: what is behind its end is not to be heard. */
  isCut: z.boolean(),
});

/** A piece of sound that waits for the recogniser. */
const Piece = z.object({
  recordingId: idSchemas.rec,
  trackId: idSchemas.trk,
  /** Null at the end of a track: nothing comes after what was heard of it. */
  segment: Segment.nullable(),
  /** When we were told of it. */
  toldAt: z.number(),
});
export type Piece = z.infer<typeof Piece>;

/** Where the hearing of a track stands. */
const Tail = z.object({
  recordingId: idSchemas.rec,
  /** Up to here of the recording it was heard. */
  fromMs: z.number(),
  /** What holds the sound after that; empty where there is none. */
  segments: z.array(Segment),
  /** When that came last. */
  toldAt: z.number(),
});
export type Tail = z.infer<typeof Tail>;

/** A minute and a half of one speaker, half a minute of three. */
const MOST_WAITING = 24;
/** Of a long day; who comes late is told of the newest ones. */
const MOST_LINES = 3000;
/** What a session leaves is gone by then, also where its end was never heard of. */
const KEPT_SECONDS = 12 * 3600;
const WAITING = globalKey('captions', 'waiting');

/** Compares and deletes, so that nobody gives up what another has taken since. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** What live captions need to remember, in Redis: for all processes, no longer than a session is live, and bounded. */
export function createCaptionStore(redis: Redis) {
  const keyOf = ({ tenantId, sessionId }: CaptionPlace, part: string) =>
    tenantKey(tenantId, 'room', 'captions', sessionId, part);
  const PARTS = ['queue', 'tails', 'lines', 'numbers', 'trouble'] as const;

  return {
    /** Has a piece wait; where too many do, the oldest is left out. @returns whether one was */
    async add(place: CaptionPlace, piece: Piece): Promise<boolean> {
      const queue = keyOf(place, 'queue');
      const length = await redis.rpush(queue, JSON.stringify(piece));
      if (length > MOST_WAITING) await redis.ltrim(queue, -MOST_WAITING, -1);
      await redis.expire(queue, KEPT_SECONDS);
      // Never later than it was: a room in which much is said would wait behind all others for ever.
      await redis.zadd(WAITING, 'LT', piece.toldAt, memberOf(place));
      return length > MOST_WAITING;
    },

    /** The piece that has waited longest; null where none does. */
    async next(place: CaptionPlace): Promise<Piece | null> {
      const text = await redis.lpop(keyOf(place, 'queue'));
      return text === null ? null : Piece.parse(JSON.parse(text));
    },

    waiting: (place: CaptionPlace): Promise<number> => redis.llen(keyOf(place, 'queue')),

    async tails(place: CaptionPlace): Promise<Map<string, Tail>> {
      const stored = Object.entries(await redis.hgetall(keyOf(place, 'tails')));
      return new Map(stored.map(([trackId, text]) => [trackId, Tail.parse(JSON.parse(text))]));
    },

    async setTail(place: CaptionPlace, trackId: string, tail: Tail): Promise<void> {
      const key = keyOf(place, 'tails');
      await redis.multi().hset(key, trackId, JSON.stringify(tail)).expire(key, KEPT_SECONDS).exec();
    },

    /** Rooms in which something is to do by now, those that have waited longest first. */
    async due(now: number, limit: number): Promise<CaptionPlace[]> {
      return (await redis.zrangebyscore(WAITING, '-inf', now, 'LIMIT', 0, limit)).map(placeOf);
    },

    /** When there will be something to do in a room; null for nothing that is known of. */
    async setDue(place: CaptionPlace, at: number | null): Promise<void> {
      if (at === null) await redis.zrem(WAITING, memberOf(place));
      else await redis.zadd(WAITING, at, memberOf(place));
    },

    /** For one process at a time. @returns whether it is ours now */
    async take(place: CaptionPlace, token: string, forMs: number): Promise<boolean> {
      return (await redis.set(keyOf(place, 'lease'), token, 'PX', forMs, 'NX')) === 'OK';
    },

    async release(place: CaptionPlace, token: string): Promise<void> {
      await redis.eval(RELEASE, 1, keyOf(place, 'lease'), token);
    },

    /** Numbers the lines and keeps them, the newest of them. */
    async append(place: CaptionPlace, lines: readonly Omit<CaptionLine, 'number'>[]): Promise<CaptionLine[]> {
      const [key, numbers] = [keyOf(place, 'lines'), keyOf(place, 'numbers')];
      const last = await redis.incrby(numbers, lines.length);
      const numbered = lines.map((line, index) => ({ ...line, number: last - lines.length + index + 1 }));
      await redis
        .multi()
        .rpush(key, ...numbered.map((line) => JSON.stringify(line)))
        .ltrim(key, -MOST_LINES, -1)
        .expire(key, KEPT_SECONDS)
        .expire(numbers, KEPT_SECONDS)
        .exec();
      return numbered;
    },

    /** The last lines, in their order. */
    async lines(place: CaptionPlace, limit: number = MOST_LINES): Promise<CaptionLine[]> {
      return (await redis.lrange(keyOf(place, 'lines'), -limit, -1)).map((text) => CaptionLine.parse(JSON.parse(text)));
    },

    async trouble(place: CaptionPlace): Promise<CaptionTrouble | null> {
      return CaptionTrouble.safeParse(await redis.get(keyOf(place, 'trouble'))).data ?? null;
    },

    /** @returns whether it was another before */
    async setTrouble(place: CaptionPlace, trouble: CaptionTrouble | null): Promise<boolean> {
      const key = keyOf(place, 'trouble');
      if (trouble === null) return (await redis.del(key)) === 1;
      return (await redis.set(key, trouble, 'EX', KEPT_SECONDS, 'GET')) !== trouble;
    },

    /** What waits is not heard any more; what was heard stays. */
    async stop(place: CaptionPlace): Promise<void> {
      await redis.del(keyOf(place, 'queue'), keyOf(place, 'tails'), keyOf(place, 'trouble'));
      await redis.zrem(WAITING, memberOf(place));
    },

    /** Everything of a room. */
    async clear(place: CaptionPlace): Promise<void> {
      await redis.del(...PARTS.map((part) => keyOf(place, part)));
      await redis.zrem(WAITING, memberOf(place));
    },

    /** What was heard in one recording of a room. */
    async forget(place: CaptionPlace, recordingId: string): Promise<void> {
      const key = keyOf(place, 'lines');
      const batch = redis.multi();
      for (const text of await redis.lrange(key, 0, -1))
        if (CaptionLine.parse(JSON.parse(text)).recordingId === recordingId) batch.lrem(key, 1, text);
      await batch.exec();
    },
  };
}
export type CaptionStore = ReturnType<typeof createCaptionStore>;

const memberOf = ({ tenantId, sessionId }: CaptionPlace): string => `${tenantId}/${sessionId}`;

function placeOf(member: string): CaptionPlace {
  const [tenantId, sessionId] = member.split('/');
  return { tenantId: idSchemas.tnt.parse(tenantId), sessionId: idSchemas.ses.parse(sessionId) };
}
