/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { TicketClaims } from '@stageline/contracts';
import { afterFile, eventually, launchChromium, type BadNetwork } from '@stageline/testing';
import { claimsOf, type TestSfu } from '../src/testing/harness.ts';
import { serveRoomPage } from './room-page.ts';

type Browser = Awaited<ReturnType<typeof launchChromium>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;

/** The page's side, as far as these tests use it; the code in `evaluate` runs there. */
export interface RoomWindow {
  MediaClient: new (options: {
    url: string;
    getTicket: () => Promise<string>;
    restoreProducers: boolean;
  }) => RoomClient;
  ticket: () => Promise<string>;
  client: RoomClient;
  stream: MediaStream;
  log: string[];
}
interface RoomClient {
  readonly state: { status: string; reason?: string };
  readonly tracks: readonly {
    id: string;
    track: MediaStreamTrack;
    source: string;
    paused: boolean;
    starved: boolean;
  }[];
  readonly viewers: number;
  on(event: string, listener: (value: never) => void): void;
  join(): Promise<void>;
  produce(track: MediaStreamTrack, source: string): Promise<void>;
  pause(source: string): Promise<void>;
  stop(source: string): Promise<void>;
  show(id: string, heightPx: number): void;
  close(): void;
  receiveStats(): Promise<RTCStatsReport>;
}

/** Where somebody enters a room, and the network between them and it; default: the loopback, which loses nothing. */
export interface Entrance extends Pick<TestSfu, 'url' | 'tickets'> {
  readonly network?: BadNetwork;
}

interface Frames {
  readonly sent: string[];
  readonly received: string[];
}

let browser: Browser;
let pageUrl: string;

/** Starts the browser and serves the page; both end with the test file. */
export async function openDoors(): Promise<void> {
  browser = await launchChromium({ fakeMedia: true });
  const page = await serveRoomPage();
  afterFile(page.close);
  pageUrl = page.url;
}

/** Sends the page's media to the bad network, which stands before the port that the sfu tells it. */
const throughNetwork = (page: Page, { udpPort }: BadNetwork): Promise<unknown> =>
  page.addInitScript((port) => {
    const { prototype } = RTCPeerConnection;
    const native = prototype.setRemoteDescription as (description: RTCSessionDescriptionInit) => Promise<void>;
    prototype.setRemoteDescription = function (this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
      const sdp = (description.sdp ?? '')
        .replace(/^a=candidate:.* tcp .*\r?\n/gim, '')
        .replace(/^(a=candidate:.* udp \d+ \S+) \d+ /gim, `$1 ${port} `);
      return native.call(this, { ...description, sdp });
    } as typeof prototype.setRemoteDescription;
  }, udpPort);

/** A page with a client for `claims`, and the frames of its signalling socket. */
export async function openPage(claims: TicketClaims, at: Entrance): Promise<{ page: Page; frames: Frames }> {
  const page = await (await browser.newContext()).newPage();
  const frames: Frames = { sent: [], received: [] };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => frames.sent.push(String(payload)));
    socket.on('framereceived', ({ payload }) => frames.received.push(String(payload)));
  });
  if (at.network !== undefined) await throughNetwork(page, at.network);
  await page.exposeFunction('ticket', () => at.tickets.sign('media', claims));
  await page.goto(pageUrl);
  await page.evaluate(
    (url) => {
      const room = window as unknown as RoomWindow;
      room.log = [];
      room.client = new room.MediaClient({ url, getTicket: () => room.ticket(), restoreProducers: true });
      room.client.on('track-added', (({ track, source }: { track: MediaStreamTrack; source: string }) => {
        room.log.push(`added ${source}`);
        const video = document.querySelector('video') as HTMLVideoElement;
        video.srcObject ??= new MediaStream();
        (video.srcObject as MediaStream).addTrack(track);
      }) as never);
      room.client.on('track-removed', (({ track, source }: { track: MediaStreamTrack; source: string }) => {
        room.log.push(`removed ${source}`);
        ((document.querySelector('video') as HTMLVideoElement).srcObject as MediaStream).removeTrack(track);
      }) as never);
    },
    at.network === undefined ? at.url : `http://127.0.0.1:${at.network.tcpPort}`,
  );
  return { page, frames };
}

export const join = (page: Page) => page.evaluate(() => (window as unknown as RoomWindow).client.join());

/** A host who joined, with camera and microphone. */
export async function openHost(claims: TicketClaims, at: Entrance): Promise<Page> {
  const { page } = await openPage(claims, at);
  await join(page);
  await page.evaluate(async () => {
    const room = window as unknown as RoomWindow;
    room.stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
    await room.client.produce(room.stream.getVideoTracks()[0] as MediaStreamTrack, 'camera');
    await room.client.produce(room.stream.getAudioTracks()[0] as MediaStreamTrack, 'microphone');
  });
  return page;
}

interface Playback {
  readonly frames: number;
  readonly samples: number;
  readonly width: number;
  readonly cipher: string | undefined;
}

const playback = (page: Page): Promise<Playback> =>
  page.evaluate(async () => {
    const stats = [...(await (window as unknown as RoomWindow).client.receiveStats()).values()];
    // All of a kind: one more video stream is mediasoup's own, which probes the bandwidth and has no frames.
    const total = (field: 'framesDecoded' | 'totalSamplesReceived') =>
      stats.reduce(
        (sum: number, stat) => sum + (stat.type === 'inbound-rtp' ? ((stat[field] as number | undefined) ?? 0) : 0),
        0,
      );
    return {
      frames: total('framesDecoded'),
      samples: total('totalSamplesReceived'),
      width: (document.querySelector('video') as HTMLVideoElement).videoWidth,
      cipher: stats.find((stat) => stat.type === 'transport')?.srtpCipher as string | undefined,
    };
  });

/** Waits until frames are decoded, shown, and sound has arrived. */
export const playing = (page: Page): Promise<Playback> => {
  let now: Playback | undefined;
  return eventually(
    async () => {
      now = await playback(page);
      return now.frames > 10 && now.samples > 10_000 && now.width === 640 && now.cipher !== undefined ? now : undefined;
    },
    // A sender whose processor is busy holds its large picture back, and tries again only after a while.
    { timeoutMs: 150_000, what: 'picture and sound', detail: () => JSON.stringify(now) },
  );
};

/** Waits until the client says so of itself. */
export const status = (page: Page, wanted: string) =>
  page.waitForFunction((name) => (window as unknown as RoomWindow).client.state.status === name, wanted);

/** The port from which the page receives. */
export const mediaPort = (page: Page): Promise<number | undefined> =>
  page.evaluate(async () => {
    const stats = [...(await (window as unknown as RoomWindow).client.receiveStats()).values()];
    return stats.find((stat) => stat.type === 'remote-candidate')?.port as number | undefined;
  });

/** What names the path on which the page receives: another after each restart of ICE. */
export const pathOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const stats = [...(await (window as unknown as RoomWindow).client.receiveStats()).values()];
    return String(stats.find((stat) => stat.type === 'transport')?.iceLocalUsernameFragment);
  });

/** Shows the camera at that height. */
export const show = (page: Page, heightPx: number) =>
  page.evaluate((height) => {
    const { client } = window as unknown as RoomWindow;
    client.show(client.tracks.find((track) => track.source === 'camera')?.id ?? '', height);
  }, heightPx);

interface Received {
  /** Decoded, and the height of the last. */
  readonly frames: number;
  readonly height: number;
  /** Samples of sound that were played, and how many of them were made up because nothing had arrived. */
  readonly samples: number;
  readonly concealed: number;
  /** Packets of sound that arrived, at once or when asked for again, and that never did. */
  readonly packets: number;
  readonly lost: number;
}

/** What has arrived so far. */
export const received = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const stats = [...(await (window as unknown as RoomWindow).client.receiveStats()).values()];
    const inbound = stats.filter((stat) => stat.type === 'inbound-rtp');
    const sound = inbound.filter((stat) => stat.kind === 'audio');
    const total = (field: string) => inbound.reduce((sum, stat) => sum + ((stat[field] as number | undefined) ?? 0), 0);
    return {
      frames: total('framesDecoded'),
      height: (inbound.find((stat) => stat.kind === 'video' && stat.frameHeight > 0)?.frameHeight as number) ?? 0,
      samples: total('totalSamplesReceived'),
      concealed: total('concealedSamples'),
      packets: sound.reduce((sum, stat) => sum + (stat.packetsReceived as number), 0),
      lost: sound.reduce((sum, stat) => sum + (stat.packetsLost as number), 0),
    };
  });

/** Somebody of the audience of the same room. */
export const attendeeOf = ({ tenantId, sessionId }: TicketClaims) => claimsOf('attendee', { tenantId, sessionId });
