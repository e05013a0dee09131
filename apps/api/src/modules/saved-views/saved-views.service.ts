import { ProblemError, savedViews as contract, type AuditAction, type SavedViewId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { MemberActor } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import { mayChange, mayShare, mayUse } from './saved-views.policy.ts';
import { presentViews, type ViewDirectories } from './saved-views.presenter.ts';
import { savedViewsRepository, type Arrangement, type SavedViewRow } from './saved-views.repository.ts';

export interface SavedViewsServiceDeps extends ViewDirectories {
  readonly audit: Pick<AuditLog, 'record'>;
  readonly hints: Hints;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

type Draft = Pick<SavedViewRow, 'name' | 'query' | 'isShared'>;
type Change = { readonly [Field in keyof Draft]?: Draft[Field] | undefined };

/** Views of the current tenant's leads that members have kept. Which leads a view shows is for the list to say (F-08). */
export function createSavedViewsService(deps: SavedViewsServiceDeps) {
  const { audit, hints, unitOfWork, clock } = deps;
  const present = async (actor: MemberActor, row: SavedViewRow) => (await presentViews(actor, [row], deps))[0]!;

  /** @throws ProblemError `not-found`, also for somebody else's own; `forbidden` for one that is not theirs to change */
  async function changeable(actor: MemberActor, id: SavedViewId): Promise<SavedViewRow> {
    const view = await savedViewsRepository.find(id);
    if (view === null || !mayUse(actor, view)) throw new ProblemError('not-found');
    if (!mayChange(actor, view)) throw new ProblemError('forbidden');
    return view;
  }

  /** @throws ProblemError `conflict` when it was changed meanwhile */
  async function write(before: SavedViewRow, change: Partial<SavedViewRow>): Promise<SavedViewRow> {
    const after = { ...before, ...change, version: before.version + 1, updatedAt: clock.now() };
    if (!(await savedViewsRepository.replace(after))) throw new ProblemError('conflict');
    return after;
  }

  /** What is one member's own concerns nobody else; what the team has does. */
  const note = ({ _id: id, name }: SavedViewRow, action: AuditAction) =>
    audit.record({ action, target: { type: 'view', id, name } });

  /**
   * Whoever has the view fetches again, and whoever had it before: the team for one that is shared or was, else its author
   * in their other tabs.
   */
  function tell(tx: Transaction, ...states: readonly [SavedViewRow, ...SavedViewRow[]]): void {
    const [{ _id: id, authorId }] = states;
    const isOfTeam = states.some(({ isShared }) => isShared);
    const room = isOfTeam ? appRooms.readers(currentTenantId()) : appRooms.member(currentTenantId(), authorId);
    tx.afterCommit(() => hints.send([room], 'view', id));
  }

  async function requireRoom(actor: MemberActor): Promise<void> {
    const count = await savedViewsRepository.countOf(actor.membershipId);
    if (count >= contract.MAX_VIEWS) throw new ProblemError('limit-reached');
  }

  async function list(actor: MemberActor) {
    const { membershipId } = actor;
    const [rows, arrangement] = await Promise.all([
      savedViewsRepository.seenBy(membershipId),
      savedViewsRepository.arrangementOf(membershipId),
    ]);
    const { order, defaultId } = arrangement;
    const rank = new Map(order.map((id, index) => [id, index]));
    const rankOf = ({ _id }: SavedViewRow) => rank.get(_id) ?? order.length;
    const items = await presentViews(
      actor,
      rows.toSorted((a, b) => rankOf(a) - rankOf(b)),
      deps,
    );
    return { items, defaultId: items.some(({ id }) => id === defaultId) ? defaultId : null };
  }

  return {
    list,

    /** @throws ProblemError `limit-reached`, `name-taken`; `forbidden` for somebody who may not share */
    async create(actor: MemberActor, { name, query, isShared }: Draft): Promise<contract.SavedView> {
      if (isShared && !mayShare(actor)) throw new ProblemError('forbidden');
      const { membershipId: authorId } = actor;
      const authorName = (await deps.members.find(authorId))?.name ?? '';
      const [id, at] = [newId('svw'), clock.now()];
      const times = { createdAt: at, updatedAt: at, removedAt: null };
      const view: SavedViewRow = { _id: id, version: 1, name, query, isShared, authorId, authorName, ...times };
      await named(() =>
        unitOfWork.run(async (tx) => {
          await requireRoom(actor);
          await savedViewsRepository.insert(view);
          if (isShared) await note(view, 'view.shared');
          tell(tx, view);
        }),
      );
      return present(actor, view);
    },

    /** @throws ProblemError `not-found`; `forbidden`, also for sharing without the right to; `conflict`; `name-taken` */
    async update(
      actor: MemberActor,
      id: SavedViewId,
      { version, ...change }: Change & { readonly version: number },
    ): Promise<contract.SavedView> {
      const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const view = await named(() =>
        unitOfWork.run(async (tx) => {
          const before = await changeable(actor, id);
          if (before.removedAt !== null) throw new ProblemError('not-found');
          if (before.version !== version) throw new ProblemError('conflict');
          if (change.isShared === true && !before.isShared && !mayShare(actor)) throw new ProblemError('forbidden');
          const after = await write(before, said);
          if (after.isShared !== before.isShared) await note(after, after.isShared ? 'view.shared' : 'view.unshared');
          else if (after.isShared) await note(after, 'view.changed');
          tell(tx, before, after);
          return after;
        }),
      );
      return present(actor, view);
    },

    /** What is removed already stays so. @throws ProblemError `not-found`; `forbidden` */
    async remove(actor: MemberActor, id: SavedViewId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const before = await changeable(actor, id);
        if (before.removedAt !== null) return;
        const after = await write(before, { removedAt: clock.now() });
        if (after.isShared) await note(after, 'view.removed');
        tell(tx, after);
      });
    },

    /** @throws ProblemError as `remove`; `limit-reached`; `name-taken` by one that was made since */
    async restore(actor: MemberActor, id: SavedViewId): Promise<contract.SavedView> {
      const view = await named(() =>
        unitOfWork.run(async (tx) => {
          const before = await changeable(actor, id);
          if (before.removedAt === null) return before;
          if (before.authorId === actor.membershipId) await requireRoom(actor);
          const after = await write(before, { removedAt: null });
          if (after.isShared) await note(after, 'view.restored');
          tell(tx, after);
          return after;
        }),
      );
      return present(actor, view);
    },

    /** Of views that the actor does not have, nothing is kept. */
    async arrange(actor: MemberActor, { order, defaultId }: Arrangement) {
      const { membershipId } = actor;
      await unitOfWork.run(async (tx) => {
        const has = new Set((await savedViewsRepository.seenBy(membershipId)).map(({ _id }) => _id));
        await savedViewsRepository.arrange(membershipId, {
          order: [...new Set(order)].filter((id) => has.has(id)),
          defaultId: defaultId !== null && has.has(defaultId) ? defaultId : null,
        });
        tx.afterCommit(() => hints.send([appRooms.member(currentTenantId(), membershipId)], 'view', 'all'));
      });
      return list(actor);
    },
  };
}
export type SavedViewsService = ReturnType<typeof createSavedViewsService>;

/** Says that a name is taken where the database does. */
const named = <T>(write: () => Promise<T>): Promise<T> =>
  write().catch((error: unknown) => {
    throw isDuplicateKey(error) ? new ProblemError('name-taken', { cause: error }) : error;
  });
