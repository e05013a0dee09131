import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findMediasoupWorker, patchedSources } from './mediasoup-worker.ts';

describe('the mediasoup worker', () => {
  it('is patched as the installed version needs it', async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-worker-'));
    const source = await patchedSources(dir);
    expect(await readFile(path.join(source, 'src/RTC/DtlsTransport.cpp'), 'utf8')).toContain(
      'operationType & BIO_CB_RETURN',
    );
    expect(await readFile(path.join(source, 'subprojects/libsrtp3/include/srtp.h'), 'utf8')).toContain(
      'srtp_stream_remove',
    );
    rmSync(dir, { recursive: true });
  });

  it('refuses a MEDIASOUP_WORKER_BIN that does not run', async () => {
    await expect(findMediasoupWorker({ MEDIASOUP_WORKER_BIN: '/bin/true' })).rejects.toThrow(
      'does not run on this machine',
    );
  });

  it('takes a MEDIASOUP_WORKER_BIN that runs', async () => {
    const workerBin = process.env['MEDIASOUP_WORKER_BIN'] as string;
    await expect(findMediasoupWorker({ MEDIASOUP_WORKER_BIN: workerBin })).resolves.toBe(workerBin);
  });
});
