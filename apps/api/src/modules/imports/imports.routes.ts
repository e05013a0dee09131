import { imports } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { ImportsService } from './imports.service.ts';

export const importRoutes = (service: ImportsService) => [
  route(imports.listImports, () => service.list()),
  route(imports.uploadImport, async ({ actor, fileStream }) =>
    service.upload(actor, await fileStream(imports.MAX_IMPORT_BYTES)),
  ),
  route(imports.getImport, ({ params }) => service.get(params.importId)),
  route(imports.checkImport, ({ params, body }) => service.check(params.importId, body)),
  route(imports.runImport, ({ actor, params, body }) => service.run(actor, params.importId, body?.automations ?? [])),
  route(imports.listImportAutomations, ({ params }) => service.automations(params.importId)),
  route(imports.cancelImport, ({ params }) => service.cancel(params.importId)),
  route(imports.exportImportResult, ({ params, query }) => service.result(params.importId, query)),
];
