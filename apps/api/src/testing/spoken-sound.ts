import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { RecordingReport, SFU_REPORT_STREAM, type RecordingTrackId, type SessionId } from '@stageline/contracts';
import { createStorage } from '@stageline/integrations/storage';
import { newId } from '@stageline/platform';
import { segmentPath } from '@stageline/platform/recordings';
import { storageConfig } from '../composition/settings.ts';
import type { ApiBed, Site } from './api-bed.ts';

const run = promisify(execFile);

/** A file of sound, as a media server writes one. */
export interface Segment {
  readonly bytes: Buffer;
  readonly startMs: number;
  readonly durationMs: number;
}

/** Makes files of Opus in Matroska, each of about so many seconds, of what an ffmpeg reads. */
async function segmentsOf(input: readonly string[], seconds: number): Promise<Segment[]> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-spoken-'));
  try {
    const list = path.join(dir, 'list.csv');
    const pieces = ['-f', 'segment', '-segment_time', String(seconds), '-reset_timestamps', '1', '-segment_list', list];
    await run('ffmpeg', [
      '-v',
      'error',
      ...input,
      '-ar',
      '48000',
      '-c:a',
      'libopus',
      ...pieces,
      path.join(dir, '%d.mkv'),
    ]);
    const rows = (await readFile(list, 'utf8')).trim().split('\n');
    const names = (await readdir(dir)).filter((name) => name.endsWith('.mkv'));
    if (rows.length !== names.length) throw new Error('A list of segments that has not all of them.');
    return await Promise.all(
      rows.map(async (row, index) => {
        const [, from, to] = row.split(',').map(Number) as [number, number, number];
        const bytes = await readFile(path.join(dir, `${index}.mkv`));
        return { bytes, startMs: Math.round(from * 1000), durationMs: Math.round((to - from) * 1000) };
      }),
    );
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** What is said, in segments. */
export async function spokenSegments(text: string, seconds: number): Promise<Segment[]> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-said-'));
  try {
    const file = path.join(dir, 'said.wav');
    await run('espeak-ng', ['-v', 'en-us', '-s', '130', '-w', file, text]);
    return await segmentsOf(['-i', file], seconds);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Two seconds of one file: a voice, as far as anything but a recogniser can tell, and a pause after it or none. */
export async function voice(pause: boolean): Promise<Buffer> {
  const loud = pause ? 'lt(t,1.4)' : '1';
  const source = `aevalsrc='0.3*sin(2*PI*220*t)*${loud}':s=48000:d=2`;
  const [segment] = await segmentsOf(['-f', 'lavfi', '-i', source], 10);
  return segment!.bytes;
}

/** Records a live session as a media server does: with sound in storage, and reports in the stream. */
export async function openStage(bed: ApiBed, site: Site) {
  const sessionId = site.sessionId as SessionId;
  await site.owner.post(`/sessions/${sessionId}/go-live`);
  const { body } = await site.owner.post(`/sessions/${sessionId}/recordings`);
  const recordingId = (body as { id: string }).id as RecordingReport['recordingId'];
  const storage = createStorage(storageConfig(bed.config), { production: false, allowEmbedded: [] });
  const base = { v: 1, tenantId: site.tenantId, sessionId, recordingId, nodeId: 'sfu-1', at: new Date().toISOString() };
  const say = async (said: object): Promise<void> => {
    const report = JSON.stringify(RecordingReport.parse({ ...base, ...said }));
    await bed.container.redis.xadd(SFU_REPORT_STREAM, '*', 'report', report);
  };
  return {
    recordingId,
    /** Somebody begins to send. */
    async speaker(displayName: string, fromHost = true) {
      const trackId: RecordingTrackId = newId('trk');
      const who = { identity: newId(fromHost ? 'mem' : 'per'), displayName, fromHost };
      const facts = { source: 'microphone', kind: 'audio', codec: 'audio/opus', startMs: 0 };
      await say({ type: 'recording-track-started', trackId, ...who, ...facts });
      let index = 0;
      return {
        trackId,
        /** A segment is in storage. */
        async sends(bytes: Buffer, startMs = index * 2000, durationMs = 2000): Promise<void> {
          const storageKey = segmentPath(site.tenantId, recordingId, trackId, index);
          await storage.put(storageKey, bytes);
          const stored = { index, storageKey, startMs, durationMs, bytes: bytes.byteLength };
          await say({ type: 'recording-segment', trackId, ...stored });
          index += 1;
        },
        ends: (endMs: number) =>
          say({ type: 'recording-track-ended', trackId, endMs, reason: 'closed', segments: index }),
      };
    },
  };
}
