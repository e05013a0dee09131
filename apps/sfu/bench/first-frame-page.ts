/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Device, types } from 'mediasoup-client';
import type { io, Socket } from 'socket.io-client';

/** The page's side; each function below runs there and is given all that it needs. */
interface Bench {
  MediaClient: new (options: { url: string; getTicket: () => Promise<string> }) => {
    on(event: 'track-added', listener: (track: { track: MediaStreamTrack }) => void): void;
    join(): Promise<void>;
    produce(track: MediaStreamTrack, source: string): Promise<void>;
    close(): void;
  };
  Device: typeof Device;
  io: typeof io;
  /** A ticket of the product's room. */
  ticket: () => Promise<string>;
  /** What a message takes from here to the server, and back again. */
  oneWayMs: number;
  /** When the first message went out over each socket that was opened, in their order; 0 before it did. */
  firstWords: number[];
  /** Somebody wants in now, by the socket that is opened next. */
  watch(): Watching;
}

interface Watching {
  /** Where the picture is to be shown. */
  readonly video: HTMLVideoElement;
  readonly firstFrame: Promise<FirstFrame>;
}

/** How long it took until somebody saw the first frame, in ms. */
export interface FirstFrame {
  /** From the first word over a connection that is open. */
  readonly fromWord: number;
  /** From when they wanted in, with the connection. */
  readonly fromClick: number;
}

/** Makes every socket of the page as slow as `oneWayMs` says, remembers when it was first used, and measures from it. */
export function slowSockets(oneWayMs: number): void {
  const bench = window as unknown as Bench;
  bench.oneWayMs = oneWayMs;
  bench.firstWords = [];
  bench.watch = () => {
    const clicked = performance.now();
    const number = bench.firstWords.length;
    const video = document.createElement('video');
    Object.assign(video, { autoplay: true, muted: true, playsInline: true, width: 64, height: 36 });
    document.body.append(video);
    const firstFrame = new Promise<FirstFrame>((resolve) =>
      video.requestVideoFrameCallback((at) =>
        resolve({ fromWord: at - bench.firstWords[number]!, fromClick: at - clicked }),
      ),
    );
    return { video, firstFrame };
  };
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    readonly #number = bench.firstWords.push(0) - 1;

    override send(data: string): void {
      // Socket.IO's frames of an event; what comes before them opens the connection.
      if (data.startsWith('42')) bench.firstWords[this.#number] ||= performance.now();
      setTimeout(() => this.readyState === Native.OPEN && super.send(data), bench.oneWayMs);
    }
    override set onmessage(listener: ((event: MessageEvent) => void) | null) {
      super.onmessage = (event) => setTimeout(() => listener?.(event), bench.oneWayMs);
    }
  };
}

/** Sends one camera and one microphone into both rooms. */
export async function present({ product, tutorial }: { product: string; tutorial: string }): Promise<void> {
  const bench = window as unknown as Bench;
  const video = { width: 640, height: 360, frameRate: 15 };
  const stream = await navigator.mediaDevices.getUserMedia({
    video,
    audio: true,
  });
  const client = new bench.MediaClient({
    url: product,
    getTicket: () => bench.ticket(),
  });
  await client.join();
  const [camera, microphone] = [stream.getVideoTracks()[0]!, stream.getAudioTracks()[0]!];
  await client.produce(camera, 'camera');
  await client.produce(microphone, 'microphone');

  const socket = bench.io(tutorial, { transports: ['websocket'] });
  const device = await bench.Device.factory();
  await device.load({
    routerRtpCapabilities: (await socket.emitWithAck('capabilities', {})) as types.RtpCapabilities,
  });
  const transport = device.createSendTransport((await socket.emitWithAck('transport', {})) as types.TransportOptions);
  const transportId = transport.id;
  transport.on('connect', ({ dtlsParameters }, done) => {
    void socket.emitWithAck('connect-transport', { transportId, dtlsParameters }).then(() => done());
  });
  transport.on('produce', ({ kind, rtpParameters }, done) => {
    void socket
      .emitWithAck('produce', { transportId, kind, rtpParameters })
      .then((answer) => done(answer as { id: string }));
  });
  for (const track of [camera, microphone]) await transport.produce({ track });
}

/** Joins the product's room by its own client, again and again; `gapsMs` after each other, or each after the one before has left. */
export async function joinProduct({
  url,
  gapsMs,
}: {
  url: string;
  gapsMs: readonly (number | null)[];
}): Promise<FirstFrame[]> {
  const bench = window as unknown as Bench;
  const frames: Promise<FirstFrame>[] = [];
  const leave: (() => void)[] = [];
  const enter = async (): Promise<FirstFrame> => {
    const { video, firstFrame } = bench.watch();
    const client = new bench.MediaClient({
      url,
      getTicket: () => bench.ticket(),
    });
    client.on('track-added', ({ track }) => {
      if (track.kind === 'video') video.srcObject = new MediaStream([track]);
    });
    leave.push(() => {
      client.close();
      video.remove();
    });
    await client.join();
    return firstFrame;
  };
  for (const gap of gapsMs) {
    const entered = enter();
    frames.push(entered);
    if (gap === null) {
      await entered;
      leave.pop()!();
    } else await new Promise((resolve) => setTimeout(resolve, gap));
  }
  const seen = await Promise.all(frames);
  for (const each of leave) each();
  return seen;
}

/** Joins the tutorial's room once, one step after the other, and leaves it. */
export async function joinTutorial(url: string): Promise<FirstFrame> {
  const bench = window as unknown as Bench;
  const { video, firstFrame } = bench.watch();
  const socket: Socket = bench.io(url, {
    transports: ['websocket'],
    forceNew: true,
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const device = await bench.Device.factory();
  await device.load({
    routerRtpCapabilities: (await socket.emitWithAck('capabilities', {})) as types.RtpCapabilities,
  });
  const transport = device.createRecvTransport((await socket.emitWithAck('transport', {})) as types.TransportOptions);
  const transportId = transport.id;
  transport.on('connect', ({ dtlsParameters }, done) => {
    void socket.emitWithAck('connect-transport', { transportId, dtlsParameters }).then(() => done());
  });
  const { recvRtpCapabilities: rtpCapabilities } = device;
  const consumers: types.Consumer[] = [];
  for (const kind of ['audio', 'video'])
    consumers.push(
      await transport.consume(
        (await socket.emitWithAck('consume', {
          transportId,
          kind,
          rtpCapabilities,
        })) as types.ConsumerOptions,
      ),
    );
  for (const { id: consumerId } of consumers) await socket.emitWithAck('resume', { consumerId });
  video.srcObject = new MediaStream([consumers[1]!.track]);
  const frame = await firstFrame;
  transport.close();
  socket.disconnect();
  video.remove();
  return frame;
}
