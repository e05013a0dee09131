import {
  MOST_MATERIALS,
  ProblemError,
  type MaterialBoard,
  type MaterialId,
  type SessionId,
  type ShownSlide,
  type TicketClaims,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { ChangeChat } from '../chat/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import type { MaterialAddresses } from './materials.addresses.ts';
import type { MaterialRow, MaterialsRepository, SlideTurn } from './materials.repository.ts';

export interface MaterialsBoardDeps {
  readonly repository: MaterialsRepository;
  readonly addresses: MaterialAddresses;
  /** The numbered changes of a room: a slide comes in one order with all else, and nobody misses it. */
  readonly change: ChangeChat;
  readonly sessions: Pick<SessionsService, 'statusOf'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}
type Claims = Pick<TicketClaims, 'tenantId' | 'sessionId' | 'identity'>;

/** What is before the audience of a room: a slide, and what they may take home. */
export function createMaterialsBoard(deps: MaterialsBoardDeps) {
  const { repository, addresses, change, sessions, audit, clock } = deps;

  const present = (turn: SlideTurn | null): ShownSlide | null => {
    if (turn === null || turn.fileId === null || turn.page === null) return null;
    const { fileId, page, pages } = turn;
    return { fileId, page, pages: pages ?? page, url: addresses.slideUrl(currentTenantId(), fileId, page) };
  };

  async function board(sessionId: SessionId): Promise<MaterialBoard> {
    const given = (await repository.list(sessionId, MOST_MATERIALS)).filter(({ isGiven }) => isGiven);
    return {
      slide: present(await repository.lastTurn(sessionId)),
      handouts: given.map(({ _id: id, name, bytes }) => ({ id, name, bytes })),
    };
  }

  async function existing(sessionId: SessionId, id: MaterialId): Promise<MaterialRow> {
    const row = await repository.findIn(sessionId, id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }

  async function assertOpen(sessionId: SessionId): Promise<void> {
    if ((await sessions.statusOf(sessionId)) === 'ended') throw new ProblemError('illegal-transition');
  }

  /** In a transaction. */
  async function turnOff(claims: Claims, revision: number): Promise<void> {
    const turn = { revision, fileId: null, page: null, pages: null, at: clock.now(), by: claims.identity };
    await repository.insertTurn(claims.sessionId, turn);
  }

  return {
    board,

    /**
     * Shows a page to everybody, from this instant on; null: none. Again: nothing.
     * @throws ProblemError `not-found`; `illegal-transition` while there is no picture of it, and once the session has ended
     */
    async show(claims: Claims, slide: { readonly fileId: MaterialId; readonly page: number } | null): Promise<void> {
      const { sessionId } = claims;
      await assertOpen(sessionId);
      await change(claims, async (revision) => {
        const last = await repository.lastTurn(sessionId);
        if ((last?.fileId ?? null) === (slide?.fileId ?? null) && (last?.page ?? null) === (slide?.page ?? null))
          return null;
        if (slide === null) await turnOff(claims, revision);
        else {
          const { _id: fileId, pages, state } = await existing(sessionId, slide.fileId);
          if (slide.page > pages) throw new ProblemError('not-found');
          if (state !== 'ready') throw new ProblemError('illegal-transition');
          const turn = { revision, fileId, page: slide.page, pages, at: clock.now(), by: claims.identity };
          await repository.insertTurn(sessionId, turn);
        }
        return { revision, materials: await board(sessionId) };
      });
    },

    /** Gives a file to the audience, or takes it back. Again: nothing. @throws ProblemError `not-found`; `illegal-transition` */
    async give(claims: Claims, id: MaterialId, isGiven: boolean): Promise<void> {
      const { sessionId, identity: actorId } = claims;
      await assertOpen(sessionId);
      await change(claims, async (revision) => {
        const row = await existing(sessionId, id);
        if (row.isGiven === isGiven) return null;
        await repository.setGiven(id, isGiven);
        const target = { type: 'material', id, name: row.name } as const;
        await audit.record({
          action: isGiven ? 'material.given' : 'material.taken-back',
          actorId,
          target,
          after: { sessionId },
        });
        return { revision, materials: await board(sessionId) };
      });
    },

    /**
     * Removes a file with `remove`, and tells the room where that changes what is before it. Again: nothing.
     * @returns false where it is gone already
     */
    async withdraw(claims: Claims, id: MaterialId, remove: () => Promise<void>): Promise<boolean> {
      const told = await change(claims, async (revision) => {
        if ((await repository.findIn(claims.sessionId, id)) === null) return null;
        if ((await repository.lastTurn(claims.sessionId))?.fileId === id) await turnOff(claims, revision);
        await remove();
        return { revision, materials: await board(claims.sessionId) };
      });
      return told !== null;
    },
  };
}
export type MaterialsBoard = ReturnType<typeof createMaterialsBoard>;
