import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** Notes: of another site there is no lead to write about, and no note to read, change, remove or bring back. */
export function noteRows<Row>({ names }: { names(call: Call): Row }): Record<string, Row> {
  const path = ({ leadId }: Site) => `/leads/${leadId}/notes`;
  const noteOf = async (site: Site): Promise<string> => {
    const { body } = await site.owner.post(path(site), { text: 'A note' });
    return `${path(site)}/${(body as { id: string }).id}`;
  };
  return {
    'leads.timeline': names((as, target) => as.get(`/leads/${target.leadId}/timeline`)),
    'notes.list': names((as, target) => as.get(path(target))),
    'notes.create': names((as, target) => as.post(path(target), { text: 'A note' })),
    'notes.update': names(async (as, target) => as.patch(await noteOf(target), { version: 1, text: 'Another' })),
    'notes.remove': names(async (as, target) => as.delete(await noteOf(target))),
    'notes.restore': names(async (as, target) => {
      const note = await noteOf(target);
      await target.owner.delete(note);
      return as.post(`${note}/restore`);
    }),
  };
}
