import type { signalNamespace } from '@stageline/contracts';
import type { z } from 'zod';
import type { Peer, PeerState } from '../rooms/peer.ts';
import type { RoomRegistry } from '../rooms/registry.ts';
import type { Room } from '../rooms/room.ts';

type Asks = (typeof signalNamespace)['ask'];
export type AskEvent = keyof Asks;
export type AskPayload<E extends AskEvent> = z.output<Asks[E]['payload']>;
export type AskAnswer<E extends AskEvent> = z.input<Asks[E]['ack']>;

/** One connection: its peer, and the room that it is in once it has joined. */
export interface Connection {
  readonly peer: Peer;
  room: Room | undefined;
  /** Ends the connection in good order. */
  leave(): void;
}

export type Handlers = {
  readonly [E in AskEvent]?: (payload: AskPayload<E>, connection: Connection) => Promise<AskAnswer<E>>;
};

/** The joined peer's room. A handler that needs it is installed after the join only. */
function roomOf(connection: Connection): Room {
  if (connection.room === undefined) throw new Error('A handler of joined peers ran before the join.');
  return connection.room;
}

const done = {};

/** What a peer may say in each state and role: a message without a handler here is refused. */
export function createHandlers(registry: RoomRegistry): (peer: Peer) => Handlers {
  const always: Handlers = {
    'peer:leave': async (_payload, connection) => {
      connection.leave();
      return done;
    },
  };
  const connected: Handlers = {
    ...always,
    'peer:join': async ({ rtpCapabilities }, connection) => {
      const { room, answer } = await registry.join(connection.peer, rtpCapabilities);
      connection.room = room;
      return answer;
    },
  };
  const attendee: Handlers = {
    ...always,
    'transport:connect': async ({ transportId, dtlsParameters }, connection) => {
      await roomOf(connection).connectTransport(connection.peer, transportId, dtlsParameters);
      return done;
    },
    'consumer:resume': async ({ consumerIds }, connection) => {
      await roomOf(connection).resumeConsumers(connection.peer, consumerIds);
      return done;
    },
  };
  const host: Handlers = {
    ...attendee,
    'producer:create': async (payload, connection) => ({
      producerId: await roomOf(connection).produce(connection.peer, payload),
    }),
    'producer:pause': async ({ producerId }, connection) => {
      await roomOf(connection).pauseProducer(connection.peer, producerId);
      return done;
    },
    'producer:resume': async ({ producerId }, connection) => {
      await roomOf(connection).resumeProducer(connection.peer, producerId);
      return done;
    },
    'producer:close': async ({ producerId }, connection) => {
      roomOf(connection).closeProducer(connection.peer, producerId);
      return done;
    },
  };
  const byState: Readonly<Record<PeerState, (peer: Peer) => Handlers>> = {
    connected: () => connected,
    joining: () => always,
    joined: (peer) => (peer.claims.role === 'host' ? host : attendee),
    closed: () => ({}),
  };
  return (peer) => byState[peer.state](peer);
}
