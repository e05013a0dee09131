import { responses } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createResponsesService, type ResponsesDeps, type ResponsesService } from './responses.service.ts';
import { createResponseSweep, type SweepDeps } from './sweep.service.ts';

export type ResponsesModuleDeps = ResponsesDeps & SweepDeps;
export interface ResponsesModule extends ApiModule {
  readonly service: ResponsesService;
  sweep(): Promise<void>;
}

/** How late a reminder may come. */
const SWEEP_MS = 30_000;

/** Until when leads have to be answered, and what follows where they are not (F-07). */
export function createResponsesModule(deps: ResponsesModuleDeps): ResponsesModule {
  const service = createResponsesService(deps);
  const sweep = createResponseSweep(deps);
  return {
    name: 'responses',
    service,
    sweep,
    routes: [
      route(responses.getResponseLimit, () => service.get()),
      route(responses.setResponseLimit, ({ body }) => service.set(body)),
    ],
    schedules: [{ name: 'response-limits', everyMs: SWEEP_MS, run: sweep }],
  };
}
