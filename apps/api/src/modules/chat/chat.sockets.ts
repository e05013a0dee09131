import { ProblemError, roomNamespace, type TicketClaims } from '@stageline/contracts';
import { socketBinding, type SocketPeer } from '../../realtime/binding.ts';
import { mergeTicks, sessionRoom, type SessionsService } from '../sessions/index.ts';
import type { ChatService } from './chat.service.ts';

/** The claims that opened the socket; the gateway has verified them against the host's tenant. */
function claimsOf(peer: SocketPeer): TicketClaims {
  if (peer.ticket === null || peer.ticket.tenantId !== peer.tenantId) throw new ProblemError('invalid-ticket');
  return peer.ticket;
}

/** The `/room` namespace: everything beside the media. */
export const roomSockets = (service: ChatService, sessions: Pick<SessionsService, 'roomState'>) =>
  socketBinding({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      const { tenantId, sessionId } = claimsOf(peer);
      tools.join(sessionRoom(tenantId, sessionId));
      tools.tell('room:state', await sessions.roomState(sessionId));
    },
    merge: { 'room:tick': mergeTicks },
    handlers: {
      'room:send-message': ({ text, clientId }, peer) => service.send(claimsOf(peer), text, clientId),
      'room:history': ({ after }, peer) => service.history(claimsOf(peer).sessionId, after),
    },
  });
