import { heat } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import type { Hints } from '../../realtime/hints.ts';
import { roomsOfLeads, type HeatedLead, type MemberDirectory } from '../leads/index.ts';
import { heatSubscribers } from './heat.events.ts';
import { createHeatService, type HeatService, type HeatServiceDeps } from './heat.service.ts';

export interface HeatModuleDeps extends Omit<HeatServiceDeps, 'onBandChanged'> {
  readonly hints: Hints;
  readonly members: Pick<MemberDirectory, 'find'>;
}

/** Heat with reasons: how much interest a lead has shown, and by what. */
export function createHeatModule(deps: HeatModuleDeps): ApiModule & { readonly service: HeatService } {
  const service = createHeatService({ ...deps, onBandChanged: (leads) => hintAt(deps, leads) });
  return {
    name: 'heat',
    service,
    routes: [route(heat.getHeat, ({ actor, params }) => service.of(actor, params.leadId))],
    subscribers: heatSubscribers(service),
  };
}

/** Whoever may see one of them hears of it, once; a whole audience can be hotter after a masterclass. */
async function hintAt({ hints, members }: Pick<HeatModuleDeps, 'hints' | 'members'>, leads: readonly HeatedLead[]) {
  const owned = leads.map(({ _id: leadId, assignee }) => ({ leadId, ownerId: assignee?.membershipId ?? null }));
  for (const [room, leadId] of await roomsOfLeads(members, owned)) hints.send([room], 'lead', leadId);
}
