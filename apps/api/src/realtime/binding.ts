import { ProblemError, type NamespaceDefinition, type TenantId, type TicketClaims } from '@stageline/contracts';
import type { z } from 'zod';
import type { Actor } from '../http/route.ts';

/** Who is at the other end of a socket; fixed at the handshake. */
export interface SocketPeer {
  readonly tenantId: TenantId | null;
  readonly actor: Actor | null;
  /** The claims of the room ticket, on namespaces that are opened with one. */
  readonly ticket: TicketClaims | null;
}

/** The claims that opened a socket; the gateway has verified them against the host's tenant. */
export function claimsOf({ ticket, tenantId }: SocketPeer): TicketClaims {
  if (ticket === null || ticket.tenantId !== tenantId) throw new ProblemError('invalid-ticket');
  return ticket;
}

/** What a handler may do with its own socket besides answering. */
export interface SocketTools {
  readonly id: string;
  join(room: string): void;
  /** Sends one `tell` message of the namespace to this socket only. */
  tell(event: string, payload: unknown): void;
}

type Payload<N extends NamespaceDefinition, E extends keyof N['ask']> = z.output<N['ask'][E]['payload']>;
type Answer<N extends NamespaceDefinition, E extends keyof N['ask']> = N['ask'][E]['ack'] extends z.ZodType
  ? z.output<N['ask'][E]['ack']>
  : void;

type Told<N extends NamespaceDefinition, E extends keyof N['tell']> = z.output<N['tell'][E]>;

/** One namespace with a handler for each of its `ask` messages; the gateway parses and enters the tenant per packet. */
export interface SocketBinding<N extends NamespaceDefinition = NamespaceDefinition> {
  readonly namespace: N;
  /** Runs inside the tenant once the peer is admitted; joins rooms and sends the first state. */
  readonly onConnect?: (peer: SocketPeer, tools: SocketTools) => Promise<void>;
  /** How two broadcasts of one event within a tick become one; an event without a rule goes out at once. */
  readonly merge?: { readonly [E in keyof N['tell']]?: (older: Told<N, E>, newer: Told<N, E>) => Told<N, E> };
  readonly handlers: {
    readonly [E in keyof N['ask']]: (
      payload: Payload<N, E>,
      peer: SocketPeer,
      tools: SocketTools,
    ) => Promise<Answer<N, E>>;
  };
}

/** Binds a namespace's handlers; types follow from the contract. */
export function socketBinding<const N extends NamespaceDefinition>(binding: SocketBinding<N>): SocketBinding {
  return binding as unknown as SocketBinding;
}

type Handlers<N extends NamespaceDefinition> = SocketBinding<N>['handlers'];

/**
 * A module's part of a namespace that several modules answer: its own messages, checked as above. At boot the parts are
 * joined, and a message that nobody answers is an error then.
 */
export function socketPart<const N extends NamespaceDefinition>(
  part: Omit<SocketBinding<N>, 'handlers'> & { readonly handlers: Partial<Handlers<N>> },
): SocketBinding {
  return part as unknown as SocketBinding;
}

/** Broadcasts, encoded once per room; the only way modules reach sockets. Implemented by the gateway. */
export interface Broadcaster {
  /**
   * Sends one `tell` message to every socket in `room` of `namespace`, on every process.
   * @param room from `tenantRoom(tenantId, …)`
   */
  tell(namespace: `/${string}`, room: string, event: string, payload: unknown): void;
  /**
   * Closes every socket in `room` of `namespace`, on every process; a client that may comes back by itself.
   * @param room from `tenantRoom(tenantId, …)`
   */
  disconnectRoom(namespace: `/${string}`, room: string): void;
  /** Closes every socket of a tenant on every process, e.g. when its site is suspended. */
  disconnectTenant(tenantId: TenantId): void;
}
