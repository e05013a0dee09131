import { roomNamespace, type PersonId } from '@stageline/contracts';
import { claimsOf, socketPart } from '../../realtime/binding.ts';
import { leadMerges } from '../leads/index.ts';
import { hostsRoom, mergeHostTicks } from '../sessions/index.ts';
import type { OffersBoard } from './offers.board.service.ts';
import type { OfferMarks } from './offers.marks.service.ts';
import type { OfferPass } from './offers.pass.ts';
import type { OfferPeopleRepository } from './offers.people.repository.ts';

interface OfferSocketDeps {
  readonly board: Pick<OffersBoard, 'board'>;
  readonly marks: OfferMarks;
  readonly pass: OfferPass;
  readonly people: Pick<OfferPeopleRepository, 'dismissedOf'>;
}

/** The offers' part of the `/room` namespace. What hosts do with them goes over HTTP, where their rights are checked. */
export const offerSockets = ({ board, marks, pass, people }: OfferSocketDeps) =>
  socketPart({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      const { tenantId, sessionId, role, identity } = claimsOf(peer);
      if (role === 'host' || role === 'cohost') tools.join(hostsRoom(tenantId, sessionId));
      // The way through an offer outlives the visit of an observer, who would leave a trace there.
      if (role === 'observer') return;
      const { offers } = await board.board(sessionId);
      const ids = role === 'attendee' ? offers.map(({ id }) => id) : [];
      const dismissed = await people.dismissedOf(await leadMerges.personOf(identity as PersonId), ids);
      tools.tell('room:own-offers', { pass: pass.issue(tenantId, sessionId, identity), dismissed });
    },
    merge: { 'room:host-tick': mergeHostTicks },
    handlers: {
      'room:mark-offer': ({ offerId, mark }, peer) => marks.mark(claimsOf(peer), offerId, mark),
    },
  });
