import type { Page } from './visitor.ts';

interface WatchedWindow {
  connections: RTCPeerConnection[];
}

/** Makes the page remember its WebRTC connections, so that a test can ask them what they receive. */
export async function collectConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as WatchedWindow;
    watched.connections = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        watched.connections.push(this);
      }
    };
  });
}

/** What the stage's video has played so far; undefined before its first frame. */
export const picture = (
  page: Page,
): Promise<
  { readonly frames: number; readonly time: number; readonly width: number; readonly height: number } | undefined
> =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (video === null || video.videoWidth === 0) return undefined;
    const { totalVideoFrames: frames } = video.getVideoPlaybackQuality();
    return { frames, time: video.currentTime, width: video.videoWidth, height: video.videoHeight };
  });

/** What is heard, and how the transport protects it. */
export const sound = (
  page: Page,
): Promise<{ readonly isLive: boolean; readonly samples: number; readonly cipher: string | undefined }> =>
  page.evaluate(async () => {
    const tracks = [...document.querySelectorAll('audio')].flatMap((audio) =>
      (audio.srcObject as MediaStream).getAudioTracks(),
    );
    const reports = await Promise.all(
      (window as unknown as WatchedWindow).connections.map(async (each) => [...(await each.getStats()).values()]),
    );
    const stats = reports.flat();
    return {
      isLive: tracks.some((track) => track.readyState === 'live' && !track.muted),
      samples: stats.reduce((sum: number, each) => sum + ((each.totalSamplesReceived as number | undefined) ?? 0), 0),
      cipher: stats.find((each) => each.srtpCipher !== undefined)?.srtpCipher as string | undefined,
    };
  });
