import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenedReplay, ReplayId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { tenantPath } from '@stageline/tenancy';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';
import { visitor } from './site-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** A published replay of a site as it is once its film is made, with a first file of the film. */
export const replaysOf = (bed: () => ApiBed) => ({
  async made(site: Site, more: Record<string, unknown> = {}): Promise<{ id: ReplayId; key: string }> {
    const [id, key] = [newId('rpl'), newId('evt')];
    const row = {
      ...{ _id: id, key, sessionId: site.sessionId, recordingId: newId('rec'), createdAt: new Date() },
      ...{ state: 'ready', film: 'film', durationMs: 60_000, recordedAt: new Date() },
      spans: [{ recordedFromMs: 0, recordedToMs: 60_000, mediaFromMs: 0 }],
      ...{ publication: 'published', publishedAt: new Date(), access: 'link', accessVersion: 1, ...more },
    };
    await site.in(() => mongoose.models['Replay']!.create(row));
    const stored = tenantPath(site.tenantId, 'replays', id, 'film', 'master.m3u8');
    const file = path.join(bed().config.STATE_DIR, 'storage', stored);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '#EXTM3U');
    return { id, key };
  },
});

/** Replays of another site are not there, whatever of them somebody has: link, grant or id. */
export function replayRows<Row>({ names }: { names(call: Call): Row }, bed: () => ApiBed): Record<string, Row> {
  const { made } = replaysOf(bed);
  async function failedRecording(site: Site): Promise<string> {
    const id = newId('rec');
    const row = { _id: id, sessionId: site.sessionId, state: 'failed', startedAt: new Date(), startedBy: 'a test' };
    await site.in(() => mongoose.models['Recording']!.create(row));
    return id;
  }
  async function grantOf(site: Site): Promise<string> {
    const { key } = await made(site);
    const opened = (await visitor({ http: bed().http }, site.host).post('/replays/open', { by: { key } })).body;
    return (opened as Extract<OpenedReplay, { state: 'open' }>).replay.grant;
  }
  const byId = (call: (as: Site['owner'], at: string) => ReturnType<Call>) =>
    names(async (as, target) => call(as, `/replays/${(await made(target)).id}`));
  const byGrant = (call: (as: Site['owner'], at: string) => ReturnType<Call>) =>
    names(async (as, target) => call(as, `/replays/with/${await grantOf(target)}`));
  const publication = { access: 'link', expiresAt: null };
  return {
    'replays.open': names(async (as, target) => as.post('/replays/open', { by: { key: (await made(target)).key } })),
    'replays.unlock': names(async (as, target) => {
      const { id, key } = await made(target);
      await target.owner.put(`/replays/${id}/publication`, {
        ...publication,
        access: 'password',
        password: 'open sesame',
      });
      return as.post('/replays/unlock', { by: { key }, password: 'open sesame' });
    }),
    'replays.media': byGrant(async (as, at) => {
      const url = `/api/v1${at}/media/master.m3u8`;
      const { statusCode: status, body } = await bed().http.inject({ method: 'GET', url, headers: { host: as.host } });
      return { status, body };
    }),
    'replays.moments': byGrant((as, at) => as.get(`${at}/moments`)),
    'replays.progress': byGrant((as, at) => as.post(`${at}/progress`, { positionMs: 0, ranges: [] })),
    'replays.list': names((as, target) => as.get(`/sessions/${target.sessionId}/replays`)),
    'replays.publish': byId((as, at) => as.put(`${at}/publication`, publication)),
    'replays.take-down': byId((as, at) => as.delete(`${at}/publication`)),
    'replays.set-chapters': byId((as, at) => as.put(`${at}/chapters`, { chapters: [] })),
    'replays.preview': byId((as, at) => as.post(`${at}/preview`)),
    'replays.retry': names(async (as, target) => {
      const recordingId = await failedRecording(target);
      const { id } = await made(target, { recordingId, state: 'failed', film: null });
      return as.post(`/replays/${id}/retry`);
    }),
    'replays.marks': byId((as, at) => as.get(`${at}/marks`)),
    'replays.viewers': byId((as, at) => as.get(`${at}/viewers`)),
  };
}
