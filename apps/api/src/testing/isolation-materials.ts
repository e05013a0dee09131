import { eventually } from '@stageline/testing';
import type { ApiBed, Site } from './api-bed.ts';
import { pdfForm, pdfOf } from './pdf.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** A file of a site's masterclass, drawn. */
export async function materialOf(site: Site): Promise<{ id: string; pageUrls: string[]; path: string }> {
  const path = `/sessions/${site.sessionId}/materials`;
  const { body, headers } = pdfForm(pdfOf(1), `${site.slug}.pdf`);
  const { id } = (await site.owner.post(path, body, headers)).body as { id: string };
  return eventually(async () => {
    const { items } = (await site.owner.get(path)).body as {
      items: { id: string; state: string; pageUrls: string[] }[];
    };
    const found = items.find((item) => item.id === id && item.state === 'ready');
    return found !== undefined && { id, pageUrls: found.pageUrls, path };
  });
}

/** Slides and handouts: those of another site are not there, whatever address somebody has. */
export function materialRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  const fetched = async (as: Site['owner'], url: string) => {
    const { statusCode, headers } = await bed().http.inject({ url, headers: { host: as.host } });
    return { status: statusCode, body: headers['content-type'] };
  };
  return {
    'materials.list': names((as, target) => as.get(`/sessions/${target.sessionId}/materials`)),
    'materials.upload': names((as, target) => {
      const { body, headers } = pdfForm(pdfOf(1));
      return as.post(`/sessions/${target.sessionId}/materials`, body, headers);
    }),
    'materials.remove': names(async (as, target) => {
      const { id, path } = await materialOf(target);
      return as.delete(`${path}/${id}`);
    }),
    'materials.slide': names(async (as, target) => fetched(as, (await materialOf(target)).pageUrls[0]!)),
    'materials.download': names(async (as, target) => {
      const { id } = await materialOf(target);
      const { board, service } = bed().modules.materials;
      const [tenantId, sessionId, identity] = [target.tenantId, target.sessionId, target.memberId] as never[];
      const pass = await target.in(async () => {
        await board.give({ tenantId: tenantId!, sessionId: sessionId!, identity: identity! }, id as never, true);
        return service.pass(sessionId!, identity!);
      });
      return fetched(as, `/api/v1/materials/${id}/handout/${pass}`);
    }),
  };
}
