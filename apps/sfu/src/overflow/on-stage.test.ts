import { describe, expect, it } from '@jest/globals';
import type { MediaSource, RoomStanding } from '@stageline/contracts';
import type { HostedProducer, Peer } from '../rooms/peer.ts';
import { VOICES } from './encoder.ts';
import { BLACK, Feed } from './feed.ts';
import { onStage } from './on-stage.ts';

const sends = (source: MediaSource, { paused = false, mimeType = 'video/VP8' } = {}): HostedProducer =>
  ({ source, media: { paused, rtpParameters: { codecs: [{ mimeType }] } } }) as unknown as HostedProducer;
const peer = (standing: RoomStanding, ...producers: HostedProducer[]): Peer =>
  ({ standing, producers: new Map(producers.map((producer, index) => [String(index), producer])) }) as unknown as Peer;

describe('what goes into the film of a full room', () => {
  it('C-02 is a shared screen before any camera, and a host before others', () => {
    const [guest, host, screen] = [sends('camera'), sends('camera'), sends('screen')];
    expect(onStage([peer('panelist', guest), peer('host', host)]).picture).toBe(host);
    expect(onStage([peer('host', host), peer('panelist', guest, screen)]).picture).toBe(screen);
    expect(onStage([peer('panelist', guest)]).picture).toBe(guest);
    expect(onStage([])).toEqual({ picture: null, voices: [] });
  });

  it('C-02 is nothing that is paused, and no picture that cannot be read', () => {
    const guest = sends('camera');
    const host = peer(
      'host',
      sends('camera', { paused: true }),
      sends('screen', { mimeType: 'video/H264' }),
      sends('microphone', { paused: true }),
    );
    expect(onStage([host, peer('panelist', guest)])).toEqual({ picture: guest, voices: [] });
  });

  it('C-02 is all voices, as far as there are places', () => {
    const voices = Array.from({ length: VOICES + 1 }, () => sends('microphone', { mimeType: 'audio/opus' }));
    expect(onStage(voices.map((voice) => peer('panelist', voice))).voices).toEqual(voices.slice(0, VOICES));
  });
});

describe('a feed', () => {
  const numberOf = (packet: Buffer) => packet.readUInt16BE(2);

  it('C-02 numbers what it fills and what it passes on as one stream, and waits for a track with what fills', () => {
    const sent: Buffer[] = [];
    const feed = new Feed(BLACK, 96, (packet) => sent.push(packet));
    const track = Buffer.from([0x80, 0x80 | 101, 0x12, 0x34, 0, 0, 0, 9, 1, 2, 3, 4, 0x10]);
    feed.fill(1000);
    feed.pass(Buffer.from(track), 1001);
    feed.begin();
    feed.fill(1200);
    feed.pass(Buffer.from(track), 1300);
    feed.fill(1500);
    feed.fill(1300 + BLACK.afterMs);
    feed.end();
    feed.fill(9000);
    expect(sent.map((packet) => packet.length > 20)).toEqual([true, true, false, true, true]);
    expect(sent.map(numberOf)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(sent.map((packet) => packet.readUInt8(1)))).toEqual(new Set([0x80 | 96]));
  });
});
