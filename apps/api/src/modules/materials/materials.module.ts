import { Readable } from 'node:stream';
import {
  MAX_MATERIAL_BYTES,
  MaterialRemoved,
  materials,
  MaterialUploaded,
  RenderMaterial,
  roomNamespace,
  type MaterialId,
  type TenantId,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { createSecondLook, type Logger, type Signer } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { claimsOf, socketPart } from '../../realtime/binding.ts';
import { assertDirects } from '../chat/index.ts';
import { abandonedUploads, undrawnMaterials } from './materials.cross-tenant.repository.ts';
import { createMaterialFiles } from './material-files.ts';
import { createMaterialAddresses } from './materials.addresses.ts';
import { createMaterialsBoard, type MaterialsBoard, type MaterialsBoardDeps } from './materials.board.service.ts';
import { createMaterialsRepository } from './materials.repository.ts';
import { createMaterials, type Materials, type MaterialsDeps } from './materials.service.ts';

export interface MaterialsModuleDeps
  extends
    Pick<MaterialsDeps, 'bans' | 'entitlements' | 'unitOfWork' | 'audit' | 'clock'>,
    Pick<MaterialsBoardDeps, 'change'> {
  readonly sessions: MaterialsDeps['sessions'] & MaterialsBoardDeps['sessions'];
  readonly storage: StoragePort;
  readonly signer: Signer;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Where files are looked at and drawn. */
  readonly workFolder: string;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly logger: Logger;
}
export interface MaterialsModule extends ApiModule {
  readonly service: Materials;
  readonly board: MaterialsBoard;
  /**
   * Asks again for the pages that were being drawn at the sweep before, too, and have no job any more; removes what processes
   * that are gone left in the store and on the disk.
   */
  sweep(): Promise<void>;
}

const SWEEP_MS = 60_000;
/** To receive and store a file, and to draw the pages of one, takes less. */
const GONE_AFTER_MS = 6 * 3_600_000;
/** Of one sweep. */
const MAX_SWEPT = 100;

/** Slides and handouts of a masterclass (C-04, C-11). */
export function createMaterialsModule(deps: MaterialsModuleDeps): MaterialsModule {
  const repository = createMaterialsRepository();
  const addresses = createMaterialAddresses(deps.signer);
  const board = createMaterialsBoard({ ...deps, repository, addresses });
  const files = createMaterialFiles(deps.storage, deps.workFolder);
  const service = createMaterials({ ...deps, repository, addresses, board, files });
  /** Once more it is the same job, as long as that is known. */
  const ask = (tenantId: TenantId, fileId: MaterialId): Promise<void> =>
    deps.queue.enqueue(RenderMaterial, tenantId, { fileId }, { jobId: fileId });

  const lookAgain = createSecondLook();
  async function sweep(): Promise<void> {
    await askAgain();
    await removeLeftovers();
  }

  async function removeLeftovers(): Promise<void> {
    const before = new Date(deps.clock.now().getTime() - GONE_AFTER_MS);
    await files.sweep(before).catch((err: unknown) => deps.logger.error({ err }, 'work folders were not cleared'));
    for (const { tenantId, fileId } of await abandonedUploads(await deps.pausedTenants(), before, MAX_SWEPT))
      await runInTenant(tenantId, () => service.abandon(fileId)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, fileId }, 'a stored file that nothing names stays, comes again'),
      );
  }

  async function askAgain(): Promise<void> {
    const undrawn = await undrawnMaterials(await deps.pausedTenants(), MAX_SWEPT);
    const lasting = lookAgain(undrawn.map(({ fileId }) => fileId));
    for (const { tenantId, fileId } of undrawn.filter((each) => lasting.has(each.fileId)))
      await runInTenant(tenantId, () => ask(tenantId, fileId)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, fileId }, 'pages could not be asked for again, comes again'),
      );
  }

  return {
    name: 'materials',
    sweep,
    service,
    board,
    routes: materialRoutes(service),
    sockets: [materialSockets(service, board)],
    jobs: [
      jobBinding(RenderMaterial, ({ fileId }) => service.render(fileId), {
        onDead: ({ fileId }) => service.giveUp(fileId),
      }),
    ],
    subscribers: [
      subscriber({
        id: 'materials.render',
        event: MaterialUploaded,
        // The work is put into the queue, which is outside of the database.
        transactional: false,
        handle: ({ fileId }, { tenantId }) => ask(tenantId, fileId),
      }),
      subscriber({
        id: 'materials.clean-up',
        event: MaterialRemoved,
        transactional: false,
        alsoPaused: true,
        handle: ({ fileId }) => service.cleanUp(fileId),
      }),
    ],
    schedules: [{ name: 'materials', everyMs: SWEEP_MS, run: sweep }],
  };
}

const materialRoutes = (service: Materials) => [
  route(materials.listMaterials, ({ params }) => service.listOf(params.sessionId)),
  route(materials.uploadMaterial, async ({ actor, params, fileStream }) =>
    service.upload(actor.membershipId, params.sessionId, await fileStream(MAX_MATERIAL_BYTES)),
  ),
  route(materials.removeMaterial, ({ actor, params }) =>
    service.remove(actor.membershipId, params.sessionId, params.fileId),
  ),
  route(materials.getSlide, async ({ params: { fileId, page, key } }) => ({
    inline: Readable.from(await service.picture(fileId, page, key)),
    mediaType: 'image/jpeg',
  })),
  route(materials.downloadHandout, async ({ params }) => {
    const { name, content } = await service.download(params.fileId, params.pass);
    return { filename: 'handout.pdf', title: name, content: Readable.from(content) };
  }),
];

/** The files' part of the `/room` namespace. */
const materialSockets = (service: Materials, board: MaterialsBoard) =>
  socketPart({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      const { sessionId, identity, role } = claimsOf(peer);
      // A pass outlives the visit of an observer, who would be counted as somebody who took a file.
      if (role === 'observer') return;
      tools.tell('room:own-files', { pass: service.pass(sessionId, identity) });
    },
    handlers: {
      async 'room:list-files'(_payload, peer) {
        const claims = claimsOf(peer);
        assertDirects(claims);
        return service.list(claims.sessionId);
      },
      async 'room:show-slide'({ slide }, peer) {
        const claims = claimsOf(peer);
        assertDirects(claims);
        await board.show(claims, slide);
      },
      async 'room:give-file'({ fileId, isGiven }, peer) {
        const claims = claimsOf(peer);
        assertDirects(claims);
        await board.give(claims, fileId, isGiven);
      },
    },
  });
