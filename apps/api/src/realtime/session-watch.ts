import type { SignInId, TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { Namespace, Socket } from 'socket.io';
import type { SessionStore } from '../http/sessions.ts';
import type { SocketPeer } from './binding.ts';
import { stateOf } from './dispatch.ts';

/** Where the gateway hears that sign-ins may have ended or changed, and asks what became of one. */
export interface SessionWatch {
  /** The listener gets a sign-in, a membership, an account, an administrator or a tenant; null: any may have changed. */
  readonly onChanged: (listener: (key: string | null) => void) => void;
  readonly store: Pick<SessionStore, 'member' | 'admin'>;
}

/**
 * Closes the sockets whose session has ended, and those whose member may do something else than at the handshake: the rooms
 * that a socket is in were chosen then. The connection is closed, not refused: a client that is signed in still comes back
 * by itself, with what holds now.
 */
export function watchSessions(
  namespaces: readonly Namespace[],
  { onChanged, store }: SessionWatch,
  logger: Logger,
): void {
  /** One after the other: after a gap in the messages all of them are due. */
  let looking: Promise<void> = Promise.resolve();

  async function lookAt(socket: Socket): Promise<void> {
    if (!(await holds(stateOf(socket).peer, store))) socket.conn.close();
  }

  async function lookAgain(key: string | null): Promise<void> {
    for (const namespace of namespaces) {
      for (const socket of namespace.sockets.values()) {
        if (isTouched(stateOf(socket).peer, key)) await lookAt(socket);
      }
    }
  }

  onChanged((key) => {
    looking = looking
      .then(() => lookAgain(key))
      .catch((err: unknown) => logger.error({ err }, 'sockets were not looked at'));
  });
}

function isTouched({ actor, tenantId, ticket }: SocketPeer, key: string | null): boolean {
  // A host's ticket was given to a member; an attendee's has nothing to do with sessions. Hosts are few, and who they are is
  // in memory: one that may have been touched by way of its account or site is looked at.
  if (actor === null) return ticket?.signInId !== undefined;
  if (key === null || actor.signIn.id === key) return true;
  return actor.kind === 'admin'
    ? actor.adminId === key
    : [actor.accountId, actor.membershipId, tenantId].includes(key as never);
}

/** Whether the session that a socket was opened with goes on, with the same rights. */
export async function holds(peer: SocketPeer, store: SessionWatch['store']): Promise<boolean> {
  const { actor, ticket } = peer;
  if (actor === null) {
    const host = await store.member(peer.tenantId as TenantId, ticket?.signInId as SignInId);
    // A visit of support has its rights by being one. Those to whom a host gave a role in the room need no other right; what becomes of that closes their sockets, too.
    return host !== null && (host.permissions.has('sessions.host') || ticket?.role !== 'host');
  }
  if (actor.kind === 'admin') return (await store.admin(actor.signIn.id))?.permissions === actor.permissions;
  const now = await store.member(peer.tenantId as TenantId, actor.signIn.id);
  // Equal permissions are one object (contracts, permissionSet).
  return now !== null && now.permissions === actor.permissions;
}
