import mongoose from 'mongoose';
import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** What happened in another site's masterclass, and who was there, is not told. */
export function momentRows<Row>({ names }: { names(call: Call): Row }): Record<string, Row> {
  const personOf = async (site: Site): Promise<string> => {
    const lead = await site.in(async () =>
      mongoose.models['Lead']!.findOne({ _id: site.leadId }, { personId: 1 }).lean<{ personId: string }>(),
    );
    return lead!.personId;
  };
  return {
    'moments.list': names((as, target) => as.get(`/sessions/${target.sessionId}/moments`)),
    'cockpit.viewers': names(async (as, target) =>
      as.post(`/sessions/${target.sessionId}/cockpit`, { personIds: [await personOf(target)] }),
    ),
  };
}
