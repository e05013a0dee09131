import type { ShownSlide } from '@stageline/contracts';
import { useState, useSyncExternalStore } from 'react';
import { useSharedScreen } from '../hooks/use-faces.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { materialTexts } from '../material-texts.ts';
import { SharedScreen } from './shared-screen.tsx';

/** What is large besides people: a screen that somebody shows, else a slide; null where there is neither. */
export function useShownMaterial(session: RoomSession) {
  const screen = useSharedScreen(session);
  const slide = useSyncExternalStore(session.materials.subscribe, session.materials.getSlide);
  if (screen !== null) return <SharedScreen screen={screen} />;
  return slide === null ? null : <SlidePicture slide={slide} />;
}

/** A page that everybody sees, whole. The one before stays until the next is there. */
function SlidePicture({ slide: { page, pages, url } }: { slide: ShownSlide }) {
  const [failed, setFailed] = useState<string | null>(null);
  const texts = materialTexts();
  return (
    <figure className="relative m-0 grid size-full min-h-0 place-items-center overflow-hidden rounded-md bg-black">
      <img
        src={url}
        alt={texts.slide(page, pages)}
        onError={() => setFailed(url)}
        className="absolute inset-0 size-full object-contain"
      />
      {failed === url ? (
        <p role="alert" className="relative rounded-full bg-black/70 px-4 py-2 text-sm text-white">
          {texts.notLoaded}
        </p>
      ) : null}
      <figcaption role="status" className="sr-only">
        {texts.slide(page, pages)}
      </figcaption>
    </figure>
  );
}
