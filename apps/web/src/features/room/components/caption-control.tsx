import { Captions as CaptionsIcon, CaptionsOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { captionTexts } from '../caption-texts.ts';
import type { CaptionStore } from '../lib/caption-store.ts';
import { useRoom } from '../slice.ts';
import { Control } from './control-bar.tsx';

/** Shows and hides the captions for one viewer. There is no such control in a room without them. */
export function CaptionControl({ store }: { readonly store: CaptionStore }) {
  const texts = captionTexts();
  const { isOn, isShown } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const isLive = useRoom((room) => room.status === 'live');
  if (!isOn || !isLive) return null;
  return (
    <Control
      icon={isShown ? CaptionsIcon : CaptionsOff}
      label={texts.control}
      aria-pressed={isShown}
      title={isShown ? texts.hide : texts.show}
      onClick={() => store.show(!isShown)}
      className={cn(isShown && 'bg-primary-tint text-primary-text')}
    />
  );
}
