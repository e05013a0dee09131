import type { MembershipId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import type { Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import { createLeadShares } from './lead-shares.service.ts';
import { createLeadMoves, type LeadMoves } from './lead-moves.ts';
import { leadSubscribers } from './leads.events.ts';
import { createLeadStatistics, type LeadStatistics } from './leads.statistics.ts';
import { createLeadsRepository } from './leads.repository.ts';
import { leadRoutes } from './leads.routes.ts';
import { createLeadsService, type LeadsService } from './leads.service.ts';
import { appSockets } from './leads.sockets.ts';
import { createAssignedLetter, type AssignedLetter } from './assigned-letter.ts';
import type { Notifier } from '../notifications/index.ts';
import type { MemberDirectory, PipelineDirectory, SiteFactsReader } from './leads.types.ts';

export interface LeadsModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly members: MemberDirectory;
  readonly pipelines: PipelineDirectory;
  readonly sites: SiteFactsReader;
  readonly notifier: Notifier;
  readonly audit: Pick<AuditLog, 'record'>;
  /** The zone in which the days of the current tenant's site begin. */
  readonly timeZone: () => Promise<string>;
  readonly hints: Hints;
  /** A member of the current tenant has a page open just now. */
  readonly onHere: (membershipId: MembershipId) => Promise<void>;
}
export interface LeadsModule extends ApiModule {
  readonly service: LeadsService;
  readonly statistics: LeadStatistics;
  /** For automations. */
  readonly moves: LeadMoves;
  /** What somebody gets by mail who has a new lead. */
  readonly assignedLetter: AssignedLetter;
}

/** Leads: the list, and the stages. */
export function createLeadsModule(deps: LeadsModuleDeps): LeadsModule {
  const repository = createLeadsRepository();
  const service = createLeadsService({ ...deps, repository });
  return {
    name: 'leads',
    service,
    moves: createLeadMoves({ ...deps, repository }),
    statistics: createLeadStatistics(repository, deps.members),
    assignedLetter: createAssignedLetter(repository, deps.sites),
    routes: leadRoutes(service, createLeadShares(deps)),
    sockets: [appSockets(deps.onHere)],
    subscribers: leadSubscribers({ ...deps, repository }),
  };
}
