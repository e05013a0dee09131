import { useEffect, useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { viewerTimeTexts } from '../viewer-time.ts';
import type { OwnStart, StartToDescribe } from '../viewer-time.worker.ts';

export interface ViewerTimeProps {
  readonly startsAt: string;
  /** The host's zone. */
  readonly timeZone: string;
}

/** The start in the reader's own zone. Empty on the server, which does not know it. */
export function ViewerTime({ startsAt, timeZone }: ViewerTimeProps) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    const worker = new Worker(new URL('../viewer-time.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<OwnStart>) => {
      setText(data === null ? viewerTimeTexts().ownZone : viewerTimeTexts().forYou(data.day, data.time, data.zone));
      worker.terminate();
    };
    const start: StartToDescribe = { startsAt, timeZone, locale: pageLocale().tag };
    worker.postMessage(start, []);
    return () => worker.terminate();
  }, [startsAt, timeZone]);
  // Two lines on a phone, where the words take two or three: what stands below must not jump when they arrive.
  return <span className="block min-h-12 sm:min-h-6">{text}</span>;
}
