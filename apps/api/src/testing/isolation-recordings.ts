import type { RecordingView } from '@stageline/contracts';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** Recordings of another site are not there; the session of the site is live. */
export function recordingRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  const path = ({ sessionId }: Site) => `/sessions/${sessionId}/recordings`;
  async function running(site: Site): Promise<string> {
    const { items } = (await site.owner.get(path(site))).body as { items: RecordingView[] };
    const found = items.find(({ state }) => state === 'recording');
    return found?.id ?? ((await site.owner.post(path(site))).body as RecordingView).id;
  }
  async function failed(site: Site): Promise<string> {
    const id = await running(site);
    await site.in(() => bed().modules.recordings.service.cannotWrite(id as never));
    return id;
  }
  return {
    'recordings.start': names((as, target) => as.post(path(target))),
    'recordings.list': names((as, target) => as.get(path(target))),
    'recordings.stop': names(async (as, target) => as.post(`${path(target)}/${await running(target)}/stop`)),
    'recordings.remove': names(async (as, target) => as.delete(`${path(target)}/${await failed(target)}`)),
  };
}
