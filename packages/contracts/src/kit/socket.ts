import type { z } from 'zod';
import type { Access, HostKind } from './operation.ts';
import type { Problem } from './errors.ts';

/** One message that a client may send: its payload and, where the server acknowledges, the answer. */
export interface SocketRequest {
  readonly payload: z.ZodType;
  readonly ack?: z.ZodType;
  /** As how many messages it counts, where answering it is more work than of others. Default: 1. */
  readonly weight?: number;
  /** An observer may say it: it changes nothing, and answers what the audience may know. Default: false. */
  readonly observed?: boolean;
}
/** One socket.io namespace: who may connect, what may be said (`ask`) and what is told (`tell`). */
export interface NamespaceDefinition {
  readonly name: `/${string}`;
  readonly host: HostKind;
  readonly access: Access | { readonly kind: 'ticket' };
  /** Parsed from `socket.handshake.auth`. */
  readonly auth: z.ZodType;
  readonly ask: Readonly<Record<string, SocketRequest>>;
  readonly tell: Readonly<Record<string, z.ZodType>>;
}
export const defineNamespace = <const N extends NamespaceDefinition>(namespace: N): N => namespace;

/**
 * Every acknowledgement: the answer or a problem; a message that does not parse gets a problem and the socket stays.
 * `retryAfterSeconds` is what Retry-After is to HTTP.
 */
export type Ack<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly problem: Problem; readonly retryAfterSeconds?: number };
