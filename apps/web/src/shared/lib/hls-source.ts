const HLS = 'application/vnd.apple.mpegurl';

/** Whether the browser plays it by itself. */
const playsByItself = (video: HTMLVideoElement): boolean => video.canPlayType(HLS) !== '';

/** In segments behind the latest, of about a second each. Whoever falls back catches up a little faster, or leaps. */
const LIVE = {
  liveSyncDurationCount: 2,
  liveMaxLatencyDurationCount: 8,
  maxLiveSyncPlaybackRate: 1.1,
  backBufferLength: 10,
} as const;

/** Ends what `attachSource` began. */
export type Detach = () => void;

/**
 * Lets a video play a playlist: by itself where the browser can, otherwise with hls.js, which is loaded for that. A browser
 * that says it can, and then cannot, gets hls.js, too.
 * @param start where to begin, in milliseconds; or `live`, at the latest that there is, and never far behind it
 * @param onFailure told once nothing helps: the address may be over
 */
export function attachSource(
  video: HTMLVideoElement,
  url: string,
  start: number | 'live',
  onFailure: () => void,
): Detach {
  let isOver = false;
  let end: Detach = () => undefined;

  async function withHlsJs(): Promise<void> {
    const { default: Hls } = await import('hls.js/light');
    if (isOver) return;
    if (!Hls.isSupported()) return onFailure();
    const hls = new Hls({
      enableWorker: false,
      ...(start === 'live' ? LIVE : { startPosition: start / 1000, maxBufferLength: 30 }),
    });
    end = () => hls.destroy();
    let recovered = false;
    hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return;
      if (type !== Hls.ErrorTypes.MEDIA_ERROR || recovered) return onFailure();
      recovered = true;
      hls.recoverMediaError();
    });
    hls.loadSource(url);
    hls.attachMedia(video);
  }

  function byItself(): void {
    const begin = () => {
      if (start !== 'live' && start > 0) video.currentTime = start / 1000;
    };
    const fail = () => {
      end();
      if (video.readyState === 0 && 'MediaSource' in window) void withHlsJs().catch(onFailure);
      else onFailure();
    };
    video.addEventListener('loadedmetadata', begin, { once: true });
    video.addEventListener('error', fail, { once: true });
    end = () => {
      video.removeEventListener('loadedmetadata', begin);
      video.removeEventListener('error', fail);
      video.removeAttribute('src');
      video.load();
    };
    video.src = url;
  }

  if (playsByItself(video)) byItself();
  else void withHlsJs().catch(onFailure);
  return () => {
    isOver = true;
    end();
  };
}
