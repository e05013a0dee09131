import type { ImportId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { leadImports } from '../leads/index.ts';
import type { Notifier } from '../notifications/index.ts';
import { peopleImports } from '../registrations/index.ts';
import { createImportChecker } from './import-checker.ts';
import { createImportFiles } from './import-files.ts';
import { createImportWriter, type ImportWriter } from './import-writer.ts';
import { importJobs, importSubscribers } from './imports.jobs.ts';
import { createImportsRepository } from './imports.repository.ts';
import { importRoutes } from './imports.routes.ts';
import { createImportsService, type ImportsService, type ImportsServiceDeps } from './imports.service.ts';

export interface ImportsModuleDeps extends Omit<ImportsServiceDeps, 'repository' | 'files'> {
  readonly storage: StoragePort;
  readonly queue: Queue;
  readonly hints: Hints;
  /** Tells whoever began an import how it has ended. */
  readonly notifier: Pick<Notifier, 'notify'>;
}
export interface ImportsModule extends ApiModule {
  readonly service: ImportsService;
  readonly writer: ImportWriter;
  /** The dry run of one import. */
  readonly check: (importId: ImportId) => Promise<void>;
}

/** Leads out of files: looked at, tried dry, written in chunks. */
export function createImportsModule(deps: ImportsModuleDeps): ImportsModule {
  const repository = createImportsRepository();
  const files = createImportFiles(deps.storage);
  const toOwners = (entity: 'import' | 'lead', id: string) =>
    deps.hints.send([appRooms.owners(currentTenantId())], entity, id);
  const tell = (importId: ImportId) => toOwners('import', importId);
  const common = { ...deps, repository, files, people: peopleImports, leads: leadImports, tell };
  const service = createImportsService(common);
  const checker = createImportChecker(common);
  const writer = createImportWriter({ ...common, tellLeads: () => toOwners('lead', 'all') });
  return {
    name: 'imports',
    service,
    writer,
    check: checker.check,
    routes: importRoutes(service),
    jobs: importJobs(checker, writer),
    subscribers: importSubscribers({ ...deps, repository, checker, writer }),
  };
}
