import { heat } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { HeatedLead } from '../leads/index.ts';
import { heatSubscribers } from './heat.events.ts';
import { createHeatService, type HeatService, type HeatServiceDeps } from './heat.service.ts';

export interface HeatModuleDeps extends Omit<HeatServiceDeps, 'onBandChanged'> {
  readonly hints: Hints;
}

/** Heat with reasons: how much interest a lead has shown, and by what. */
export function createHeatModule({ hints, ...deps }: HeatModuleDeps): ApiModule & { readonly service: HeatService } {
  const service = createHeatService({ ...deps, onBandChanged: async (leads) => hintAt(hints, leads) });
  return {
    name: 'heat',
    service,
    routes: [route(heat.getHeat, ({ actor, params }) => service.of(actor, params.leadId))],
    subscribers: heatSubscribers(service),
  };
}

/** Whoever sees all leads hears of it once, and every owner; a whole audience can be hotter after a masterclass. */
function hintAt(hints: Hints, leads: readonly HeatedLead[]): void {
  const tenantId = currentTenantId();
  hints.send([appRooms.owners(tenantId)], 'lead', leads[0]!._id);
  const owned = new Map(leads.flatMap(({ _id, assignee }) => (assignee == null ? [] : [[assignee.membershipId, _id]])));
  for (const [membershipId, leadId] of owned) hints.send([appRooms.member(tenantId, membershipId)], 'lead', leadId);
}
