import {
  idSchemas,
  ProblemError,
  talkNow,
  type AskedTalk,
  type BodyOf,
  type CallView,
  type MembershipId,
  type TalkRequestId,
  type TalkState,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock, type Signer } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { callTypesRepository } from '../availability/index.ts';
import type { LeadsService } from '../leads/index.ts';
import type { BookingService } from './booking.service.ts';
import type { CallLinks } from './call-links.ts';
import { presentBooked } from './calls.presenter.ts';
import { callsRepository } from './calls.repository.ts';
import type { CallsService } from './calls.service.ts';
import type { Here } from './here.ts';
import type { TalkRepository, TalkRow } from './talk-now.repository.ts';

export interface TalkNowDeps {
  readonly repository: TalkRepository;
  readonly visitors: Pick<BookingService, 'talker' | 'bookNow'>;
  readonly service: Pick<CallsService, 'get'>;
  readonly here: Pick<Here, 'freeNow' | 'first'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly links: CallLinks;
  readonly signer: Signer;
  readonly hints: Hints;
  readonly clock: Clock;
}

const PURPOSE = 'talk-now';

/** Talking now (E "beyond"): whoever of the team is here and free is asked for a minute, and the first to say yes has the call. */
export function createTalkNow(deps: TalkNowDeps) {
  const { repository, visitors, here, links, signer, hints, clock } = deps;
  const signed = (id: TalkRequestId) => signer.sign(PURPOSE, `${currentTenantId()}:${id}`);
  const tokenOf = (id: TalkRequestId): string => `${id.slice('tlk_'.length)}.${signed(id)}`;

  /** @throws ProblemError `not-found` for a token that is not ours, or another site's */
  async function behind(token: string): Promise<TalkRow> {
    const [part = '', signature = ''] = token.split('.');
    const id = idSchemas.tlk.safeParse(`tlk_${part}`);
    const isOurs = id.success && signer.verify(PURPOSE, `${currentTenantId()}:${id.data}`, signature);
    const row = isOurs ? await repository.find(id.data) : null;
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  const stateOf = ({ state, until }: TalkRow): TalkState =>
    state === 'ringing' && until <= clock.now() ? 'lapsed' : state;

  async function present(tenantId: TenantId, row: TalkRow): Promise<AskedTalk> {
    const [state, now] = [stateOf(row), clock.now()];
    const call = row.callId === null ? null : await callsRepository.find(row.callId);
    const type = state === 'lapsed' ? await callTypesRepository.find(row.typeId) : null;
    return {
      ...{ token: tokenOf(row._id), state, now: now.toISOString(), until: row.until.toISOString() },
      call: call === null ? null : presentBooked(call, links.tokenFor(tenantId, call._id), now),
      first: type === null ? [] : await here.first(tenantId, type),
    };
  }

  function tell({ _id, hosts }: TalkRow): void {
    hints.send(
      hosts.map((id) => appRooms.member(currentTenantId(), id)),
      'talk',
      _id,
    );
  }

  return {
    /**
     * Rings at everybody who could take such a call at this moment.
     * @throws ProblemError `not-found`; `invalid-link`; `buyers-only`; `nobody-here`
     */
    async ask(tenantId: TenantId, slug: string, body: BodyOf<typeof talkNow.askToTalk>): Promise<AskedTalk> {
      const { type, lead, sessionId } = await visitors.talker(slug, body.personalToken, body.way);
      const known = await repository.ringingOf(lead.personId, type._id, clock.now());
      if (known !== null) return present(tenantId, known);
      const hosts = await here.freeNow(type);
      if (hosts.length === 0) throw new ProblemError('nobody-here');
      const until = new Date(clock.now().getTime() + talkNow.RING_SECONDS * 1000);
      const { timeZone, locale } = body;
      const row: TalkRow = {
        ...{ _id: newId('tlk'), typeId: type._id, leadId: lead._id, personId: lead.personId, sessionId },
        ...{ timeZone, locale, hosts, state: 'ringing', until, callId: null },
      };
      await repository.insert(row);
      tell(row);
      return present(tenantId, row);
    },

    /** @throws ProblemError `not-found` */
    look: async (tenantId: TenantId, token: string): Promise<AskedTalk> => present(tenantId, await behind(token)),

    /** @throws ProblemError `not-found` */
    async stop(tenantId: TenantId, token: string): Promise<AskedTalk> {
      const row = await behind(token);
      await repository.stop(row._id);
      tell(row);
      return present(tenantId, await behind(token));
    },

    /** What rings for a member. */
    async list(membershipId: MembershipId) {
      const now = clock.now();
      const items = [];
      for (const { _id: id, typeId, leadId, until } of await repository.ringingFor(membershipId, now)) {
        const [type, lead] = [await callTypesRepository.find(typeId), await deps.leads.findRegistered(leadId)];
        if (type === null || lead === null) continue;
        const { firstName, lastName } = lead.person;
        const guest = `${firstName} ${lastName}`.trim();
        items.push({ id, call: type.name, guest, leadId: lead._id, until: until.toISOString() });
      }
      return { now: now.toISOString(), items };
    },

    /**
     * A member takes the call: it is booked, and begins now. Of several who do, one has it.
     * @throws ProblemError `not-found`; `talk-over` where another was first, its time is over, or it was given up; `slot-taken`
     * where the member is not free any more
     */
    async accept(actor: MemberActor, id: TalkRequestId): Promise<CallView> {
      const row = await repository.find(id);
      if (row === null || !row.hosts.includes(actor.membershipId)) throw new ProblemError('not-found');
      if (stateOf(row) !== 'ringing') throw new ProblemError('talk-over');
      const call = await visitors.bookNow(row, actor.membershipId, async ({ _id }) => {
        if (!(await repository.accept(id, _id, clock.now()))) throw new ProblemError('talk-over');
      });
      tell(row);
      return deps.service.get(actor, call._id);
    },
  };
}
export type TalkNow = ReturnType<typeof createTalkNow>;
