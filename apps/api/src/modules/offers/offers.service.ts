import {
  MOST_OFFERS,
  OfferPlanned,
  ProblemError,
  type LeadId,
  type OfferBody,
  type OfferId,
  type OfferView,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import { callTypesRepository } from '../availability/index.ts';
import { comparableLeads, leadAutomations, type LeadScope } from '../leads/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import { cursorAfter, parseCursor } from './offers.cursor.ts';
import type { OfferPeopleRepository } from './offers.people.repository.ts';
import { presentOffer } from './offers.presenter.ts';
import type { OfferRow, OffersRepository, OfferWords } from './offers.repository.ts';

export interface OffersServiceDeps {
  readonly repository: OffersRepository;
  readonly people: OfferPeopleRepository;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** @throws ProblemError `seller-missing`, `payments-off` where nothing can be sold here */
  readonly assertCanSell: () => Promise<void>;
  /** Which leads somebody sees. */
  readonly visibleTo: (actor: MemberActor) => Promise<LeadScope>;
}

/** @param ownHosts under which the site itself is found */
function wordsOf(body: OfferBody, ownHosts: readonly string[]): OfferWords {
  const callSlug = callBehind(body.link, ownHosts);
  if (body.kind === 'offer') return { ...body, callSlug };
  return { ...body, title: '', label: '', price: '', sells: null, tellsOrders: false, opens: null, callSlug };
}
/** @throws ProblemError `validation-failed` for a kind of call that is not there */
async function assertCallType(body: OfferBody): Promise<void> {
  const callTypeId = body.kind === 'offer' ? body.opens.callTypeId : null;
  if (callTypeId === null || (await callTypesRepository.find(callTypeId)) !== null) return;
  const message = 'This kind of call is not there any more.';
  throw new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/opens/callTypeId', message }],
  });
}
const isSold = (body: OfferBody): boolean => body.kind === 'offer' && body.sells !== null;

/** The call that a link books on the site itself; null for every other link. */
function callBehind(link: string | null, ownHosts: readonly string[]): string | null {
  if (link === null) return null;
  const { host, pathname } = new URL(link);
  return ownHosts.includes(host) ? (/^\/book\/([a-z0-9-]{1,50})\/?$/.exec(pathname)?.[1] ?? null) : null;
}

/** Offers of the current tenant's masterclasses, as they are prepared, and who followed them. */
export function createOffersService(deps: OffersServiceDeps) {
  const { repository, people, sessions, unitOfWork, clock } = deps;

  async function existing(sessionId: SessionId, id: OfferId): Promise<OfferRow> {
    const row = await repository.find(sessionId, id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  /** The event comes after the commit, so that whoever gives it its time finds it, and the state of the session. */
  function recordPlan(tx: Transaction, { _id: offerId, sessionId, plan }: OfferRow): void {
    if (plan === 'waiting') tx.record(OfferPlanned, { sessionId, offerId });
  }
  const planOf = ({ offsetSeconds }: OfferBody) => (offsetSeconds === null ? 'none' : 'waiting');

  /** Leads that the reader sees, by person, and everybody's name. */
  async function leadsOf(actor: MemberActor, personIds: readonly PersonId[]) {
    const leads = personIds.length === 0 ? [] : await leadAutomations.ofPersons(personIds);
    const seen = await comparableLeads.seen(
      await deps.visibleTo(actor),
      leads.map(({ _id }) => _id),
    );
    return new Map(
      leads.map(({ _id, personId, person }) => {
        const leadId: LeadId | null = seen.has(_id) ? _id : null;
        return [personId, { leadId, name: `${person.firstName} ${person.lastName}`.trim() }];
      }),
    );
  }

  return {
    /** @throws ProblemError `not-found` */
    async list(sessionId: SessionId): Promise<{ now: string; items: OfferView[] }> {
      await sessions.get(sessionId);
      const rows = await repository.list(sessionId);
      return { now: clock.now().toISOString(), items: rows.map(presentOffer) };
    },

    /** @throws ProblemError `not-found`; `limit-reached`; `seller-missing`, `payments-off` */
    async create(sessionId: SessionId, body: OfferBody, ownHosts: readonly string[]): Promise<OfferView> {
      await sessions.get(sessionId);
      if (isSold(body)) await deps.assertCanSell();
      await assertCallType(body);
      if ((await repository.count(sessionId)) >= MOST_OFFERS) throw new ProblemError('limit-reached');
      const nothing = { showings: [], on: false, shown: 0, clicked: 0, dismissed: 0, version: 1 };
      const row: OfferRow = {
        _id: newId('ofr'),
        sessionId,
        ...wordsOf(body, ownHosts),
        plan: planOf(body),
        ...nothing,
      };
      await unitOfWork.run(async (tx) => {
        await repository.insert(row);
        recordPlan(tx, row);
      });
      return presentOffer(row);
    },

    /**
     * @throws ProblemError `not-found`; `conflict`; `illegal-transition` once somebody has seen it; `seller-missing`,
     * `payments-off`
     */
    async change(
      sessionId: SessionId,
      id: OfferId,
      version: number,
      body: OfferBody,
      ownHosts: readonly string[],
    ): Promise<OfferView> {
      if (isSold(body)) await deps.assertCanSell();
      await assertCallType(body);
      return unitOfWork.run(async (tx) => {
        const before = await existing(sessionId, id);
        if (before.showings.length > 0) throw new ProblemError('illegal-transition');
        const row = await repository.rewrite(id, version, wordsOf(body, ownHosts), planOf(body));
        if (row === null) throw new ProblemError('conflict');
        recordPlan(tx, row);
        return presentOffer(row);
      });
    },

    /** @throws ProblemError `not-found`; `illegal-transition` once somebody has seen it */
    async remove(sessionId: SessionId, id: OfferId): Promise<void> {
      await existing(sessionId, id);
      if (!(await repository.remove(id))) throw new ProblemError('illegal-transition');
    },

    /** Who clicked it, the last one first. @throws ProblemError `not-found`; `validation-failed` for a foreign cursor */
    async people(
      actor: MemberActor,
      sessionId: SessionId,
      id: OfferId,
      page: { cursor?: string | undefined; limit: number },
    ) {
      await existing(sessionId, id);
      const rows = await people.clicksOf(id, parseCursor(page.cursor), page.limit + 1);
      const items = rows.slice(0, page.limit);
      const leads = await leadsOf(
        actor,
        items.map(({ identity }) => identity),
      );
      return {
        items: items.map(({ identity, clickedAt }) => {
          const { name = '', leadId = null } = leads.get(identity) ?? {};
          return { name, leadId, clickedAt: clickedAt.toISOString() };
        }),
        nextCursor: rows.length > page.limit ? cursorAfter(items.at(-1)!) : null,
      };
    },
  };
}
export type OffersService = ReturnType<typeof createOffersService>;
