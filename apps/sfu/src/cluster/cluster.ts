import {
  ProblemError,
  SFU_RENEW_MS,
  SIGNAL_PATH,
  signalNamespace,
  TICKET_TTL_SECONDS,
  TicketClaims,
  type SessionId,
  type SfuNode,
  type TenantId,
} from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { SessionKey, SfuNodes } from '@stageline/platform/sfu-nodes';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { Place } from '../rooms/place.ts';
import type { SessionOwners } from '../rooms/registry.ts';
import { connectTo } from './connect.ts';
import { Link } from './link.ts';
import { LINK_PURPOSE } from './link-protocol.ts';
import { RemotePlace } from './remote-place.ts';

const RELAY_PURPOSE = 'sfu-relay';
const ANSWER_WITHIN_MS = 3_000;
/** Of other processes that are asked to take peers; all of them are only full when the whole platform is. */
const ASKED_AT_MOST = 3;

const Relayed = z.object({ tenantId: z.string(), relay: z.string().max(4_000) });

export interface ClusterDeps {
  readonly nodeId: string;
  readonly nodes: SfuNodes;
  readonly tokens: SingleUseTokens;
  readonly pool: Pick<WorkerPool, 'load' | 'draining'>;
  /** Where pipes from other processes arrive: an address of the private network. */
  readonly linkIp: string;
  /** Sessions that are served here, with what ends them. */
  readonly rooms: () => Iterable<SessionKey & { close(reason: 'reconnect'): void }>;
  /** Whether a session is served here, or about to be. */
  readonly has: (tenantId: TenantId, sessionId: SessionId) => boolean;
  readonly logger: Logger;
}

/** The process that serves a session, with a connection for one peer. */
export interface Upstream {
  readonly socket: Socket;
}

/**
 * This process among the others (ADR 34). Each session is served by one of them, whichever was asked first; a peer that
 * comes to another is passed on to it, and what a peer receives may come from the workers of any.
 */
export class Cluster implements SessionOwners {
  readonly #deps: ClusterDeps;
  readonly #links = new Map<string, Promise<Link>>();
  #url: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: ClusterDeps) {
    this.#deps = deps;
  }

  /** Joins the others. @param url where they, and the api, reach this process */
  async start(url: string): Promise<void> {
    this.#url = url;
    await this.#announce();
    this.#timer = setInterval(() => void this.#renew(), SFU_RENEW_MS);
  }

  /** Says that nobody shall be sent here any more. */
  async drain(): Promise<void> {
    clearInterval(this.#timer);
    await this.#deps.nodes.withdraw(this.#deps.nodeId).catch(() => undefined);
  }

  /** After the last room. */
  close(): void {
    clearInterval(this.#timer);
    for (const link of this.#links.values())
      link.then(
        (open) => open.close(),
        () => undefined,
      );
  }

  async claim(tenantId: TenantId, sessionId: SessionId): Promise<void> {
    const owner = await this.#deps.nodes.claim({ tenantId, sessionId }, this.#deps.nodeId);
    if (owner !== this.#deps.nodeId) throw elsewhere();
  }

  release(tenantId: TenantId, sessionId: SessionId): void {
    const { nodes, nodeId, logger } = this.#deps;
    nodes
      .release({ tenantId, sessionId }, nodeId)
      .catch((error: unknown) => logger.warn({ err: error }, 'a session was not released; its lease ends by itself'));
  }

  /**
   * What another process vouches for when it passes a peer on; undefined for a peer that comes by itself.
   * @throws ProblemError `invalid-ticket`
   */
  async relayedClaims(auth: unknown): Promise<TicketClaims | undefined> {
    const relayed = Relayed.safeParse(auth);
    if (!relayed.success) return undefined;
    const { tenantId, relay } = relayed.data;
    const claims = TicketClaims.safeParse(await this.#deps.tokens.spend(tenantId as TenantId, RELAY_PURPOSE, relay));
    if (!claims.success) throw new ProblemError('invalid-ticket');
    return claims.data;
  }

  /**
   * A connection to the process that serves a session; undefined when that is, or now becomes, this one.
   * @throws ProblemError `unavailable` while that process does not answer; what it refuses with
   */
  async upstreamOf(claims: TicketClaims): Promise<Upstream | undefined> {
    const { nodes, nodeId, has } = this.#deps;
    const { tenantId, sessionId } = claims;
    if (has(tenantId, sessionId)) return undefined;
    const owner = await nodes.claim(claims, nodeId);
    if (owner === nodeId) return undefined;
    const node = (await nodes.list()).find(({ id }) => id === owner);
    try {
      if (node !== undefined) return { socket: await this.#connect(node, claims) };
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (!(await isGone(node as SfuNode))) throw elsewhere(error);
    }
    // It is gone, and its sessions need not wait for the end of their leases.
    if ((await nodes.takeOver(claims, nodeId, owner)) !== nodeId) throw elsewhere();
    return undefined;
  }

  /** As `OpenRemotePlace`. */
  async openPlace(tracks: number, onLost: () => void): Promise<Place> {
    const { nodes, nodeId, linkIp, logger } = this.#deps;
    const spare = ({ demand, budget }: SfuNode) => budget - demand;
    const others = (await nodes.list())
      // What they have announced is a second old, and they know better.
      .filter((node) => node.id !== nodeId && !node.draining)
      .sort((one, other) => spare(other) - spare(one));
    for (const node of others.slice(0, ASKED_AT_MOST)) {
      try {
        return await RemotePlace.open(await this.#linkTo(node), tracks, linkIp, onLost);
      } catch (error) {
        logger.warn({ err: error, node: node.id }, 'another sfu takes no peers');
      }
    }
    throw new ProblemError('unavailable', { detail: 'This room is full right now.', retryAfterSeconds: 5 });
  }

  #linkTo(node: SfuNode): Promise<Link> {
    const existing = this.#links.get(node.id);
    if (existing !== undefined) return existing;
    const token = this.#deps.tokens.issue('platform', LINK_PURPOSE, {}, TICKET_TTL_SECONDS);
    const opening = Link.open(node, token);
    this.#links.set(node.id, opening);
    const forget = () => void this.#links.delete(node.id);
    opening.then((link) => link.onLost(forget), forget);
    return opening;
  }

  /** @throws as `connectTo` */
  #connect(node: SfuNode, claims: TicketClaims): Promise<Socket> {
    const { tenantId } = claims;
    const relay = this.#deps.tokens.issue(tenantId, RELAY_PURPOSE, claims, TICKET_TTL_SECONDS);
    return connectTo(new URL(signalNamespace.name, node.url).href, SIGNAL_PATH, { tenantId, relay });
  }

  async #announce(): Promise<void> {
    const { nodes, nodeId: id, pool } = this.#deps;
    if (this.#url === undefined) return;
    await nodes.announce({ v: 1, id, url: this.#url, ...pool.load, draining: pool.draining });
  }

  /** While Redis is away everything stays as it is: nobody else can take a session then. */
  async #renew(): Promise<void> {
    const { nodes, nodeId, rooms, logger } = this.#deps;
    try {
      await this.#announce();
      for (const room of await nodes.renew([...rooms()], nodeId)) {
        logger.error({ sessionId: room.sessionId }, 'another sfu serves this session now');
        room.close('reconnect');
      }
    } catch (error) {
      logger.warn({ err: error }, 'leases wait for Redis');
    }
  }
}

const elsewhere = (cause?: unknown) => new ProblemError('unavailable', { retryAfterSeconds: 1, cause });

/** Whether nobody listens there any more; a process that is slow, or cut off from us, may still serve others. */
async function isGone({ url }: SfuNode): Promise<boolean> {
  try {
    await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return false;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code === 'ECONNREFUSED';
  }
}
