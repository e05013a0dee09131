import { lineNamespace } from '@stageline/contracts';

export const NAMESPACE = lineNamespace.name;
export const EVENT = 'line:joined';
/** The room that every socket of these arms is in. */
export const ROOM = 't:bench:room:line';

/** What a broadcast sends: 230 bytes as a frame, with the time at which it was sent where latency counts. */
export const payloadAt = (at: number, filler = '') => ({
  from: 1233,
  to: 1235,
  total: 1235,
  at,
  entries: [
    { position: 1235, name: 'Maria S.', joinedAt: '2026-11-01T10:00:00.000Z' },
    { position: 1234, name: 'John D.', joinedAt: '2026-11-01T10:00:00.000Z' },
  ],
  ...(filler === '' ? {} : { filler }),
});

/** Milliseconds of the machine's own clock, which all processes share. */
export const machineMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

/** One chat message of a room, as its tick carries it, with the time at which it was sent. */
export const tickAt = (at: number, sequence: number) => ({
  messages: [
    {
      id: 'msg_01jd5x8v1ye1ta8v2s3q4w5e6r',
      sequence,
      authorName: 'Maria Santos',
      fromHost: false,
      text: 'Is the recording there tomorrow as well? I have to leave early today.',
      sentAt: '2026-11-01T10:00:00.000Z',
      at,
    },
  ],
});

/** Sends `count` messages, one every `everyMs` on average: a timer that comes late does not make the burst slower. */
export async function chat({ count, everyMs }: Blast, send: (payload: object) => void): Promise<void> {
  const begunAt = machineMs();
  for (let sequence = 1; sequence <= count; sequence += 1) {
    send(tickAt(machineMs(), sequence));
    const early = begunAt + sequence * everyMs - machineMs();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
  }
}

export interface Blast {
  /** Broadcasts in a row. */
  readonly count: number;
  /** Milliseconds between two; 0: each in a turn of the event loop of its own. */
  readonly everyMs: number;
  /** Bytes added to each payload. */
  readonly extraBytes?: number;
}

/** Runs `send` as a blast says. */
export async function blast({ count, everyMs, extraBytes = 0 }: Blast, send: (payload: object) => void): Promise<void> {
  const filler = 'x'.repeat(extraBytes);
  for (let index = 0; index < count; index += 1) {
    send(payloadAt(machineMs(), filler));
    await new Promise<void>((resolve) => (everyMs === 0 ? setImmediate(resolve) : setTimeout(resolve, everyMs)));
  }
}
