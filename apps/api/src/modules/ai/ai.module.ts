import { followUps } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { aiRepository } from './ai.repository.ts';
import { createAiService, type AiService, type AiServiceDeps } from './ai.service.ts';

export interface AiModule extends ApiModule {
  readonly service: AiService;
}

/** What the AI may do on a site, and what it costs. */
export function createAiModule(deps: Omit<AiServiceDeps, 'repository'>): AiModule {
  const service = createAiService({ ...deps, repository: aiRepository });
  return {
    name: 'ai',
    service,
    routes: [
      route(followUps.getAiSettings, () => service.view()),
      route(followUps.setAiSettings, ({ body }) => service.save(body)),
    ],
  };
}
