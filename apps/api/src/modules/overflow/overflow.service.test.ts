import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SfuNode } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createFakeClock } from '@stageline/testing';
import { createOverflowService, type OverflowService } from './overflow.service.ts';

const [tenantId, sessionId] = [newId('tnt'), newId('ses')];
const token = 'a'.repeat(32);

describe('what is passed on of a full room', () => {
  let sfu: Server;
  let url: string;
  let node: SfuNode | null;
  let asked: number;
  let status: number;
  let service: OverflowService;
  const clock = createFakeClock();
  beforeAll(async () => {
    sfu = createServer((request, response) => response.writeHead(status).end(request.url));
    await once(sfu.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(sfu.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    sfu.closeAllConnections();
    sfu.close();
  });
  beforeEach(() => {
    node = { v: 1, id: 'a', url, demand: 0, budget: 0, draining: false };
    [asked, status] = [0, 200];
    const serving = async () => {
      asked += 1;
      return node;
    };
    service = createOverflowService({ nodes: { serving }, clock });
  });
  const get = (file: string) => service.file(tenantId, { sessionId, token, file });

  it('C-02 is a playlist that no browser keeps, and segments that it may', async () => {
    const playlist = await get('live.m3u8');
    expect(playlist).toMatchObject({ keepSeconds: 0, mediaType: 'application/vnd.apple.mpegurl' });
    expect(await text(playlist.content)).toBe(`/overflow/${tenantId}/${sessionId}/${token}/live.m3u8`);
    const segment = await get('7.m4s');
    expect(segment).toMatchObject({ keepSeconds: 60, mediaType: 'video/mp4' });
    await segment.content.cancel();
  });

  it('C-02 is not found where the sfu has nothing, or none serves the session', async () => {
    status = 404;
    await expect(get('live.m3u8')).rejects.toMatchObject({ code: 'not-found' });
    clock.advance(1000);
    [status, node] = [200, null];
    await expect(get('live.m3u8')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('C-02 is unavailable while the sfu fails or does not answer, and is sought anew within a second', async () => {
    status = 503;
    await expect(get('live.m3u8')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(get('live.m3u8')).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toBe(1);
    clock.advance(1000);
    node = { ...(node as SfuNode), url: 'http://127.0.0.1:1' };
    await expect(get('live.m3u8')).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toBe(2);
  });
});
