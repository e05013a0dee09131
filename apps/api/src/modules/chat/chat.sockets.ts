import { ProblemError, roomNamespace, type MembershipId, type TicketClaims } from '@stageline/contracts';
import { claimsOf, socketPart, type SocketTools } from '../../realtime/binding.ts';
import {
  mergeTicks,
  personRoom,
  sessionRoom,
  teamRoom,
  type RoomTeam,
  type SessionsService,
} from '../sessions/index.ts';
import { assertChatRight, hasChatRight } from './chat.policy.ts';
import type { ChatAsides } from './chat.asides.service.ts';
import type { ChatHeld } from './chat.held.service.ts';
import type { ChatModeration } from './chat.moderation.service.ts';
import type { ChatQuestions } from './chat.questions.service.ts';
import type { ChatService } from './chat.service.ts';
import type { ChatStandingService } from './chat.standing.service.ts';

interface RoomServices {
  readonly chat: ChatService;
  readonly moderation: ChatModeration;
  readonly questions: ChatQuestions;
  readonly asides: ChatAsides;
  readonly held: ChatHeld;
  readonly standing: ChatStandingService;
  readonly sessions: Pick<SessionsService, 'roomState' | 'setLayout'>;
  readonly team: Pick<RoomTeam, 'holds'>;
}

/** The chat's part of the `/room` namespace, and where the room stands for whoever comes in. */
export const roomSockets = ({ chat, moderation, questions, asides, held, standing, sessions, team }: RoomServices) =>
  socketPart({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      const claims = claimsOf(peer);
      const { tenantId, sessionId, role } = claims;
      const identity = await standing.holderOf(claims);
      // Before anything is read: what changes after that is told.
      tools.join(sessionRoom(tenantId, sessionId));
      tools.join(personRoom(tenantId, sessionId, identity));
      // A ticket of before may say more than holds by now; what changes after this look closes the socket.
      const isOfTeam = role !== 'attendee' && role !== 'observer';
      if (isOfTeam && !(await team.holds(sessionId, identity as MembershipId, role)))
        throw new ProblemError('invalid-ticket');
      // Only now: what hosts alone read must not reach somebody who was one.
      if (hasChatRight(role, 'moderate')) tools.join(teamRoom(tenantId, sessionId));
      if (role === 'attendee') await standing.assertNotBanned({ sessionId, identity });
      // First: a client that reads the history on `room:state` then knows a revision that is not newer than it.
      tools.tell('room:chat', await standing.snapshot({ ...claims, identity }));
      tools.tell('room:state', await sessions.roomState(sessionId));
    },
    merge: { 'room:tick': mergeTicks },
    handlers: {
      async 'room:send-message'({ text, clientId }, peer, tools) {
        const claims = claimsOf(peer);
        return chat.send(claims, text, clientId).catch((error: unknown) => tellWait(error, claims, standing, tools));
      },
      'room:history': ({ after }, peer) => chat.history(claimsOf(peer).sessionId, after),
      async 'room:set-layout'(layout, peer) {
        const claims = claimsOf(peer);
        assertChatRight(claims, 'direct');
        await sessions.setLayout(claims.sessionId, layout);
      },
      'room:changes': ({ after }, peer) => standing.changes(claimsOf(peer).sessionId, after),
      'room:remove-message': ({ messageId }, peer) => moderation.remove(claimsOf(peer), messageId),
      'room:pin-message': ({ messageId, pinned }, peer) => moderation.pin(claimsOf(peer), messageId, pinned),
      'room:mute-author': ({ messageId }, peer) => moderation.muteAuthor(claimsOf(peer), messageId),
      'room:ban-author': ({ messageId }, peer) => moderation.banAuthor(claimsOf(peer), messageId),
      'room:invite-author': ({ messageId }, peer) => moderation.inviteAuthor(claimsOf(peer), messageId),
      'room:unmute': ({ personId }, peer) => moderation.unmute(claimsOf(peer), personId),
      'room:list-muted': async (_payload, peer) => ({ people: await moderation.listMuted(claimsOf(peer)) }),
      'room:set-up-chat': (rules, peer) => moderation.setUp(claimsOf(peer), rules),
      'room:held': ({ after }, peer) => held.list(claimsOf(peer), after),
      'room:decide-held': ({ heldId, approve }, peer) => held.decide(claimsOf(peer), heldId, approve),
      'room:tell-hosts': ({ text, clientId }, peer) => asides.tellHosts(claimsOf(peer), text, clientId),
      'room:answer-aside': ({ personId, text, clientId }, peer) =>
        asides.answer(claimsOf(peer), personId, text, clientId),
      'room:asides': ({ after }, peer) => asides.list(claimsOf(peer), after),
      'room:ask-question': ({ text, clientId }, peer) => questions.ask(claimsOf(peer), text, clientId),
      'room:vote': ({ questionId, inFavour }, peer) => questions.vote(claimsOf(peer), questionId, inFavour),
      'room:questions': ({ after }, peer) => questions.list(claimsOf(peer), after),
      'room:answer-question': ({ questionId, answer }, peer) => questions.answer(claimsOf(peer), questionId, answer),
      'room:remove-question': ({ questionId }, peer) => questions.remove(claimsOf(peer), questionId),
    },
  });

/** A composer counts down; whoever is refused learns for how long, since another tab of theirs may have written. */
async function tellWait(
  error: unknown,
  claims: TicketClaims,
  standing: ChatStandingService,
  tools: SocketTools,
): Promise<never> {
  if (error instanceof ProblemError && error.code === 'chat-slow') {
    const identity = await standing.holderOf(claims);
    tools.tell('room:standing', await standing.standingOf({ ...claims, identity }));
  }
  throw error;
}
