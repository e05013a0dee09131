import { SFU_LEASE_MS, SfuNode, type SessionId, type TenantId } from '@stageline/contracts';
import { globalKey, tenantKey } from '@stageline/tenancy/keys';
import type { Redis } from 'ioredis';

export interface SessionKey {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
}

/** The sfu processes that live, and which of them serves which session. Errors are Redis' own. */
export interface SfuNodes {
  /** Says that a node lives, for as long as a lease lasts. */
  announce(node: SfuNode): Promise<void>;
  /** A node that ends in good order. */
  withdraw(nodeId: string): Promise<void>;
  /** All that live, in the order of their ids. */
  list(): Promise<SfuNode[]>;
  /** Takes a session for a node, unless another has it. @returns the id of the node that has it */
  claim(session: SessionKey, nodeId: string): Promise<string>;
  /** As `claim`, from a node that is known to be gone before its lease is over. */
  takeOver(session: SessionKey, nodeId: string, gone: string): Promise<string>;
  /** The node that serves a session; null when none does that lives. */
  serving(session: SessionKey): Promise<SfuNode | null>;
  /** Keeps sessions for one more lease. @returns those that another node has taken meanwhile */
  renew<S extends SessionKey>(sessions: readonly S[], nodeId: string): Promise<S[]>;
  /** Lets go of a session. Harmless when another node has it. */
  release(session: SessionKey, nodeId: string): Promise<void>;
}

const IDS = globalKey('sfu-nodes', 'ids');
const nodeKey = (id: string) => globalKey('sfu-nodes', 'node', id);
const sessionKey = ({ tenantId, sessionId }: SessionKey) => tenantKey(tenantId, 'room', 'node', sessionId);

/** ARGV: us, the lease, and whose it may be instead of nobody's. The owner afterwards. */
const CLAIM = `local owner = redis.call('get', KEYS[1])
if not owner or owner == ARGV[1] or owner == ARGV[3] then
  redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
  return ARGV[1]
end
return owner`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** @param leaseMs the contract's unless a test has no time for it */
export function createSfuNodes(redis: Redis, leaseMs = SFU_LEASE_MS): SfuNodes {
  const claim = async (session: SessionKey, nodeId: string, gone = '') =>
    String(await redis.eval(CLAIM, 1, sessionKey(session), nodeId, leaseMs, gone));
  return {
    async announce(node) {
      await redis.set(nodeKey(node.id), JSON.stringify(node), 'PX', leaseMs);
      await redis.sadd(IDS, node.id);
    },
    async withdraw(nodeId) {
      await redis.del(nodeKey(nodeId));
      await redis.srem(IDS, nodeId);
    },
    async list() {
      const ids = (await redis.smembers(IDS)).sort();
      if (ids.length === 0) return [];
      const texts = await redis.mget(ids.map(nodeKey));
      // One that was only late is entered again with its next word.
      const dead = ids.filter((_, index) => texts[index] === null);
      if (dead.length > 0) await redis.srem(IDS, ...dead);
      return texts.filter((text) => text !== null).map((text) => SfuNode.parse(JSON.parse(text)));
    },
    claim,
    takeOver: claim,
    async serving(session) {
      const id = await redis.get(sessionKey(session));
      const text = id === null ? null : await redis.get(nodeKey(id));
      return text === null ? null : SfuNode.parse(JSON.parse(text));
    },
    async renew(sessions, nodeId) {
      const owners = await Promise.all(sessions.map((session) => claim(session, nodeId)));
      return sessions.filter((_, index) => owners[index] !== nodeId);
    },
    async release(session, nodeId) {
      await redis.eval(RELEASE, 1, sessionKey(session), nodeId);
    },
  };
}
