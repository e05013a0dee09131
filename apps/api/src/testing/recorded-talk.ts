import { execFile } from 'node:child_process';
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { RecordingReport, type RecordingId, type SessionId } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { newId } from '@stageline/platform';
import { segmentPath } from '@stageline/platform/recordings';
import { storageConfig } from '../composition/settings.ts';
import type { ApiBed, Site } from './api-bed.ts';

const run = promisify(execFile);
/** Of one segment. */
const SECONDS = 2;

/** A speaker of a talk, with the places of their segments on its timeline. */
export interface Speaker {
  readonly name: string;
  readonly fromHost: boolean;
  readonly startsMs: readonly number[];
}

/** A sound as a media server writes it: Opus in Matroska. */
async function tone(): Promise<Buffer> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-tone-'));
  const file = path.join(dir, 'tone.mkv');
  await run('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-t',
    String(SECONDS),
    '-i',
    'sine=220:r=48000',
    '-c:a',
    'libopus',
    file,
  ]);
  const bytes = await readFile(file);
  await rm(dir, { recursive: true });
  return bytes;
}

/**
 * Records a talk of the site's session, which is live or goes live, with sound in storage, and stops it. Everything that
 * follows from that is on its way when it resolves.
 */
export async function recordTalk(bed: ApiBed, site: Site, speakers: readonly Speaker[]) {
  const sessionId = site.sessionId as SessionId;
  const recordings = `/sessions/${sessionId}/recordings`;
  await site.owner.post(`/sessions/${sessionId}/go-live`);
  const recordingId = ((await site.owner.post(recordings)).body as { id: RecordingId }).id;
  const storage = createStorage(storageConfig(bed.config), { production: false, allowEmbedded: [] });
  const bytes = await tone();
  const base = { v: 1, tenantId: site.tenantId, sessionId, recordingId, nodeId: 'sfu-1', at: new Date().toISOString() };
  const say = (said: object) =>
    site.in(() => bed.modules.recordings.reports.apply(RecordingReport.parse({ ...base, ...said })));
  await say({ type: 'recording-alive', waiting: 0, trouble: null });
  const trackIds = speakers.map(() => newId('trk'));
  for (const [at, { name, fromHost, startsMs }] of speakers.entries()) {
    const trackId = trackIds[at]!;
    const who = { identity: newId(fromHost ? 'mem' : 'per'), displayName: name, fromHost };
    const facts = { source: 'microphone', kind: 'audio', codec: 'audio/opus', startMs: startsMs[0] };
    await say({ type: 'recording-track-started', trackId, ...who, ...facts });
    for (const [index, startMs] of startsMs.entries()) {
      const storageKey = segmentPath(site.tenantId, recordingId, trackId, index);
      await storage.put(storageKey, bytes);
      const stored = { index, storageKey, startMs, durationMs: SECONDS * 1000, bytes: bytes.byteLength };
      await say({ type: 'recording-segment', trackId, ...stored });
    }
    const endMs = startsMs.at(-1)! + SECONDS * 1000;
    await say({ type: 'recording-track-ended', trackId, endMs, reason: 'stopped', segments: startsMs.length });
  }
  await site.owner.post(`${recordings}/${recordingId}/stop`);
  await say({ type: 'recording-drained', tracks: speakers.length });
  return { recordingId, sessionId, path: `${recordings}/${recordingId}` };
}
