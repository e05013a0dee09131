import type { RecordingId, RecordingView } from '@stageline/contracts';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

const path = ({ sessionId }: Site) => `/sessions/${sessionId}/recordings`;

/** Makes recordings of a site's session, which has to be live. */
export function recordingsOf(bed: () => ApiBed) {
  async function running(site: Site): Promise<string> {
    const { items } = (await site.owner.get(path(site))).body as { items: RecordingView[] };
    const found = items.find(({ state }) => state === 'recording');
    return found?.id ?? ((await site.owner.post(path(site))).body as RecordingView).id;
  }
  /** One that is over, with nothing in it. */
  async function failed(site: Site): Promise<RecordingId> {
    const id = (await running(site)) as RecordingId;
    await site.in(() => bed().modules.recordings.service.cannotWrite(id));
    return id;
  }
  return { running, failed };
}

/** Recordings of another site are not there; the session of the site is live. */
export function recordingRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  const { running, failed } = recordingsOf(bed);
  return {
    'recordings.start': names((as, target) => as.post(path(target))),
    'recordings.list': names((as, target) => as.get(path(target))),
    'recordings.pause': names(async (as, target) => as.post(`${path(target)}/${await running(target)}/pause`)),
    'recordings.resume': names(async (as, target) => as.post(`${path(target)}/${await running(target)}/resume`)),
    'recordings.stop': names(async (as, target) => as.post(`${path(target)}/${await running(target)}/stop`)),
    'recordings.remove': names(async (as, target) => as.delete(`${path(target)}/${await failed(target)}`)),
  };
}
