import { io, type Socket } from 'socket.io-client';

/** Where a room is, and the site's host. */
export interface Door {
  readonly url: string;
  readonly host: string;
}

const open = (door: Door, ticket: string): Socket =>
  io(new URL('/room', door.url).href, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { Host: door.host },
    auth: { ticket },
  });

/** Somebody who comes late, as the client does: the state, the end of the history, and out again. @returns messages that they read */
export async function lookIn(door: Door, ticket: string): Promise<number> {
  const socket = open(door, ticket);
  try {
    const { lastSequence } = await new Promise<{ lastSequence: number }>((resolve, reject) => {
      socket.once('room:state', resolve);
      socket.once('connect_error', reject);
    });
    const after = Math.max(0, lastSequence - 200);
    const answer = await socket.timeout(10_000).emitWithAck('room:history', { after });
    return (answer.data.messages as unknown[]).length;
  } finally {
    socket.disconnect();
  }
}

interface Message {
  readonly sequence: number;
}

/** Somebody in a room, who follows the protocol of its chat: what does not follow is asked for. */
export interface RoomVisitor {
  /** Numbers of the messages that they have. */
  readonly seen: ReadonlySet<number>;
  /** Those of them that nobody had to ask for. */
  readonly live: ReadonlySet<number>;
  /** Messages that a tick brought although they had come by one before. */
  readonly twice: number;
  drop(): void;
  comeBack(): Promise<void>;
}

/**
 * @param door the room's address, and the site's host
 * @param ticket a new ticket; each lets in once
 */
export async function enterRoom(door: Door, ticket: () => Promise<string>): Promise<RoomVisitor> {
  const seen = new Set<number>();
  const live = new Set<number>();
  let twice = 0;
  /** Everything up to here is there. */
  let cursor = 0;
  let socket: Socket;
  let asking: Promise<void> | undefined;

  function advance(): void {
    while (seen.has(cursor + 1)) cursor += 1;
  }
  async function ask(): Promise<void> {
    for (let hasMore = true; hasMore;) {
      const answer = await socket.timeout(10_000).emitWithAck('room:history', { after: cursor });
      for (const { sequence } of answer.data.messages as Message[]) seen.add(sequence);
      advance();
      ({ hasMore } = answer.data);
    }
  }
  /** What is missing, asked for once at a time. */
  const close = (): Promise<void> =>
    (asking ??= ask()
      .catch(() => undefined)
      .finally(() => (asking = undefined)));

  async function connect(): Promise<void> {
    socket = open(door, await ticket());
    socket.on('room:tick', ({ messages }: { messages: Message[] }) => {
      for (const { sequence } of messages) {
        if (live.has(sequence)) twice += 1;
        live.add(sequence);
        seen.add(sequence);
      }
      advance();
      if (seen.size > cursor) void close();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    await close();
  }
  await connect();
  return {
    seen,
    live,
    get twice() {
      return twice;
    },
    drop: () => void socket.disconnect(),
    comeBack: connect,
  };
}
