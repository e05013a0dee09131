import {
  BroadcastAddressed,
  BroadcastId,
  jsonPointer,
  ProblemError,
  type AdminId,
  type broadcasts,
  type MembershipId,
  type TenantId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { AuditLog } from '../audit/index.ts';
import type { MailService } from '../mail/index.ts';
import type { MembersService } from '../members/index.ts';
import type { TenantRecord } from '../tenants/index.ts';
import { broadcastMail } from './broadcasts.mail.ts';
import { presentBroadcast, presentNotice } from './broadcasts.presenter.ts';
import { broadcastsRepository, type Broadcast } from './broadcasts.repository.ts';

export interface BroadcastsServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly members: Pick<MembersService, 'owners'>;
  readonly mailer: Pick<MailService, 'send'>;
  readonly findTenants: (ids: readonly TenantId[]) => Promise<readonly TenantRecord[]>;
  /** Served sites with an id above `cursor`, in the order of their ids. */
  readonly activeTenantsAfter: (cursor: TenantId | '', limit: number) => Promise<readonly TenantId[]>;
  /** The dashboard of the current tenant. */
  readonly dashboardUrl: () => Promise<string>;
  readonly adminName: (id: AdminId) => Promise<string | null>;
}

type NewBroadcast = z.output<(typeof broadcasts)['sendBroadcast']['body']>;
type Query = z.output<(typeof broadcasts)['listBroadcasts']['query']>;

export interface BroadcastsService {
  list(query: Query): Promise<{ items: broadcasts.BroadcastView[]; nextCursor: string | null }>;
  /** @throws ProblemError `validation-failed` for sites that are not there and for a span that is over */
  send(adminId: AdminId, form: NewBroadcast): Promise<broadcasts.BroadcastView>;
  /** @throws ProblemError `not-found`, `illegal-transition` */
  end(id: BroadcastId): Promise<broadcasts.BroadcastView>;
  /** Hands every broadcast that has begun to the sites that do not have it yet. Several processes may do it at once. */
  fanOut(): Promise<void>;
  /** Mails the owners of the current tenant, within the caller's transaction. */
  mailOwners(id: BroadcastId): Promise<void>;
  /** What a member of the current tenant sees at the top of the dashboard. */
  noticesFor(membershipId: MembershipId): Promise<broadcasts.NoticeView[]>;
  /** @throws ProblemError `not-found` */
  dismiss(id: BroadcastId, membershipId: MembershipId): Promise<void>;
}

const PAGE = 200;

/** Notices of the platform to the owners of sites (L-14). */
export function createBroadcastsService(deps: BroadcastsServiceDeps): BroadcastsService {
  const { unitOfWork, clock, audit } = deps;

  async function present(items: readonly Broadcast[]): Promise<broadcasts.BroadcastView[]> {
    const tenants = await deps.findTenants([...new Set(items.flatMap(({ tenantIds }) => tenantIds ?? []))]);
    const names = new Map(tenants.map(({ id, name }) => [id, name]));
    const authors = new Map<AdminId, string | null>();
    for (const id of new Set(items.map(({ createdBy }) => createdBy))) authors.set(id, await deps.adminName(id));
    return items.map((item) =>
      presentBroadcast(item, { names, author: authors.get(item.createdBy) ?? null, now: clock.now() }),
    );
  }

  async function presentOne(broadcast: Broadcast): Promise<broadcasts.BroadcastView> {
    const [view] = await present([broadcast]);
    return view!;
  }

  async function assertTenants(ids: readonly TenantId[] | null): Promise<void> {
    if (ids === null) return;
    const known = new Set((await deps.findTenants(ids)).map(({ id }) => id));
    const issues = ids.flatMap((id, index) =>
      known.has(id)
        ? []
        : [{ in: 'body' as const, pointer: jsonPointer(['tenantIds', index]), message: 'There is no such site.' }],
    );
    if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  }

  function assertSpan({ startsAt, endsAt }: NewBroadcast): void {
    const end = Date.parse(endsAt);
    if (end > Date.parse(startsAt) && end > clock.now().getTime()) return;
    const issue = {
      in: 'body',
      pointer: '/endsAt',
      message: 'Please choose an end after the start, and not in the past.',
    } as const;
    throw new ProblemError('validation-failed', { issues: [issue] });
  }

  async function pageOf(broadcast: Broadcast, cursor: TenantId | ''): Promise<readonly TenantId[]> {
    if (broadcast.tenantIds === null) return deps.activeTenantsAfter(cursor, PAGE);
    const tenants = await deps.findTenants(broadcast.tenantIds);
    return tenants
      .filter(({ id, status }) => status === 'active' && id > cursor)
      .map(({ id }) => id)
      .sort();
  }

  /** The receipt, the event and the count together: after a crash between any two sites it goes on with the next. */
  async function address({ id }: Broadcast, tenantId: TenantId): Promise<void> {
    await runInTenant(tenantId, () =>
      unitOfWork.run(async (tx) => {
        if (!(await broadcastsRepository.insertReceipt(id, clock.now()))) return;
        tx.record(BroadcastAddressed, { broadcastId: id });
        await broadcastsRepository.advance(id, tenantId);
      }),
    );
  }

  return {
    async list({ cursor, limit }) {
      const below = cursor === undefined ? undefined : BroadcastId.safeParse(cursor);
      if (below?.success === false) throw foreignCursor();
      const rows = await broadcastsRepository.list(below?.data, limit + 1);
      const items = await present(rows.slice(0, limit));
      return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
    },

    async send(adminId, form) {
      assertSpan(form);
      await assertTenants(form.tenantIds);
      const id = newId('brc');
      const span = { startsAt: new Date(form.startsAt), endsAt: new Date(form.endsAt) };
      const sent = await unitOfWork.run(async () => {
        const known = await broadcastsRepository.findByKey(form.key);
        if (known !== null) return known;
        await broadcastsRepository.insert({ ...form, ...span, id, createdBy: adminId }, clock.now());
        const { title, level, tenantIds, startsAt, endsAt } = form;
        await audit.record({
          action: 'broadcast.sent',
          target: { type: 'broadcast', id, name: title },
          after: { level, startsAt, endsAt, sites: tenantIds ?? 'all' },
        });
        return (await broadcastsRepository.find(id))!;
      });
      return presentOne(sent);
    },

    async end(id) {
      const ended = await unitOfWork.run(async () => {
        const broadcast = await broadcastsRepository.end(id, clock.now());
        if (broadcast === null) return null;
        await audit.record({ action: 'broadcast.ended', target: { type: 'broadcast', id, name: broadcast.title } });
        return broadcast;
      });
      if (ended !== null) return presentOne(ended);
      throw new ProblemError((await broadcastsRepository.find(id)) === null ? 'not-found' : 'illegal-transition');
    },

    async fanOut() {
      for (const broadcast of await broadcastsRepository.due(clock.now())) {
        let { cursor } = broadcast;
        for (;;) {
          const page = await pageOf(broadcast, cursor);
          for (const tenantId of page) await address(broadcast, tenantId);
          if (page.length < PAGE) break;
          cursor = page.at(-1)!;
        }
        await broadcastsRepository.finish(broadcast.id);
      }
    },

    async mailOwners(id) {
      // Without a receipt it was meant for somebody else.
      const broadcast = (await broadcastsRepository.hasReceipt(id)) ? await broadcastsRepository.find(id) : null;
      if (broadcast === null) return;
      const dashboardUrl = await deps.dashboardUrl();
      for (const owner of await deps.members.owners())
        await deps.mailer.send(broadcastMail(broadcast, { ...owner, dashboardUrl }));
    },

    async noticesFor(membershipId) {
      const [shown, dismissed] = await Promise.all([
        broadcastsRepository.shownHere(clock.now()),
        broadcastsRepository.dismissedBy(membershipId),
      ]);
      return shown.filter(({ id }) => !dismissed.has(id)).map(presentNotice);
    },

    async dismiss(id, membershipId) {
      const shown = await broadcastsRepository.shownHere(clock.now());
      if (!shown.some((notice) => notice.id === id)) throw new ProblemError('not-found');
      await broadcastsRepository.dismiss(id, membershipId, clock.now());
    },
  };
}

const foreignCursor = (): ProblemError =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
