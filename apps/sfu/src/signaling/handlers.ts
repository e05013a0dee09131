import { RoomRole, type RoomStanding, type signalNamespace } from '@stageline/contracts';
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

/** What a peer may say now, and what it may not say however it goes on. */
export interface PeerHandlers {
  of(peer: Peer): Handlers;
  /** Whether a message without a handler is not the peer's to say; otherwise it comes at the wrong time. */
  isForbidden(peer: Peer, event: string): boolean;
}

/** What a peer may say in each state, role and standing: a message without a handler here is refused. */
export function createHandlers(registry: RoomRegistry): PeerHandlers {
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
  const audience: Handlers = { ...always, ...receiving };
  const invited: Handlers = { ...audience, ...answering };
  const panelist: Handlers = { ...audience, ...sending, ...steppingDown };
  const host: Handlers = { ...audience, ...sending };
  const byStanding: Readonly<Record<RoomStanding, Handlers>> = { audience, invited, panelist, host };
  const byRole: Readonly<Record<RoomRole, Handlers>> = {
    host: directing,
    cohost: directing,
    moderator: moderating,
    attendee: {},
    observer: {},
  };
  const joined = { ...forEachStanding(byRole, byStanding), observer: everywhere(audience) };
  // Whoever is not on the stage may be asked there and step down again at any time, and may send only while on it.
  const guest = { ...connected, ...invited, ...steppingDown };
  const words = {
    ...forEachStanding(byRole, {
      audience: guest,
      invited: guest,
      panelist: { ...guest, ...sending },
      host: { ...connected, ...host },
    }),
    observer: everywhere({ ...connected, ...audience }),
  };
  const byState: Readonly<Record<PeerState, (peer: Peer) => Handlers>> = {
    connected: () => connected,
    joining: () => always,
    joined: (peer) => joined[peer.role][peer.standing],
    closed: () => ({}),
  };
  return {
    of: (peer) => byState[peer.state](peer),
    isForbidden: (peer, event) => !(event in words[peer.role][peer.standing]),
  };
}

/** Made once, because it is asked for with every message. */
function forEachStanding(
  byRole: Readonly<Record<RoomRole, Handlers>>,
  byStanding: Readonly<Record<RoomStanding, Handlers>>,
): Readonly<Record<RoomRole, Readonly<Record<RoomStanding, Handlers>>>> {
  const of = (role: RoomRole) =>
    Object.fromEntries(
      Object.entries(byStanding).map(([standing, handlers]) => [standing, { ...handlers, ...byRole[role] }]),
    ) as Record<RoomStanding, Handlers>;
  return Object.fromEntries(RoomRole.options.map((role) => [role, of(role)])) as Record<
    RoomRole,
    ReturnType<typeof of>
  >;
}

/** The same wherever somebody is said to stand. */
const everywhere = (handlers: Handlers): Readonly<Record<RoomStanding, Handlers>> => ({
  audience: handlers,
  invited: handlers,
  panelist: handlers,
  host: handlers,
});

const receiving: Handlers = {
  'transport:connect': async ({ transportId, dtlsParameters }, connection) => {
    await roomOf(connection).connectTransport(connection.peer, transportId, dtlsParameters);
    return done;
  },
  'transport:restart-ice': async ({ transportId }, connection) => ({
    iceParameters: await roomOf(connection).restartIce(connection.peer, transportId),
  }),
  'consumer:resume': async ({ consumerIds }, connection) => {
    await roomOf(connection).resumeConsumers(connection.peer, consumerIds);
    return done;
  },
  'consumer:prefer': async ({ preferences }, connection) => {
    await roomOf(connection).prefer(connection.peer, preferences);
    return done;
  },
};

const sending: Handlers = {
  'producer:create': async (payload, connection) => ({
    producerId: await roomOf(connection).production.produce(connection.peer, payload),
  }),
  'producer:pause': async ({ producerId }, connection) => {
    await roomOf(connection).production.pause(connection.peer, producerId);
    return done;
  },
  'producer:resume': async ({ producerId }, connection) => {
    await roomOf(connection).production.resume(connection.peer, producerId);
    return done;
  },
  'producer:close': async ({ producerId }, connection) => {
    roomOf(connection).production.close(connection.peer, producerId);
    return done;
  },
};

const answering: Handlers = {
  'stage:accept': async (_payload, connection) => ({ send: await roomOf(connection).stage.accept(connection.peer) }),
  'stage:decline': async (_payload, connection) => {
    await roomOf(connection).stage.decline(connection.peer);
    return done;
  },
};

const steppingDown: Handlers = {
  'stage:leave': async (_payload, connection) => {
    await roomOf(connection).stage.leave(connection.peer);
    return done;
  },
};

const moderating: Handlers = {
  'people:watch': async (_payload, connection) => ({ people: roomOf(connection).watchPeople(connection.peer) }),
  'stage:mute': async ({ identity }, connection) => {
    await roomOf(connection).stage.mute(identity);
    return done;
  },
};

const directing: Handlers = {
  ...moderating,
  'stage:invite': async ({ identity }, connection) => {
    await roomOf(connection).stage.invite(identity);
    return done;
  },
  'stage:remove': async ({ identity }, connection) => {
    await roomOf(connection).stage.remove(identity);
    return done;
  },
};
