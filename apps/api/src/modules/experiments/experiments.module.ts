import { experiments, type MembershipId } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createExperimentsService, type ExperimentsDeps, type ExperimentsService } from './experiment.service.ts';

export interface ExperimentsModuleDeps extends ExperimentsDeps {
  /** The name of a member of the current tenant; null when they are gone. */
  readonly memberName: (id: MembershipId) => Promise<string | null>;
}

/** Two versions of a landing page, beside each other. */
export function createExperimentsModule(deps: ExperimentsModuleDeps): ApiModule & { service: ExperimentsService } {
  const service = createExperimentsService(deps);
  const authorOf = async ({ membershipId }: { membershipId: MembershipId }) => ({
    membershipId,
    name: (await deps.memberName(membershipId)) ?? 'Somebody',
  });
  return {
    name: 'experiments',
    service,
    routes: [
      route(experiments.getExperiment, () => service.view()),
      route(experiments.startExperiment, async ({ actor, body }) =>
        service.start(body.variant, body.effect, await authorOf(actor)),
      ),
      route(experiments.endExperiment, async ({ actor, body }) => service.end(body.keep, await authorOf(actor))),
    ],
  };
}
