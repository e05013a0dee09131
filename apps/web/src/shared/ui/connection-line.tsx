import { WifiOff } from 'lucide-react';
import { useOnline } from '../lib/use-online.ts';
import { uiTexts } from './texts.ts';

/** Says calmly that there is no network, or what `otherwise` says while there is one. */
export function ConnectionLine({ otherwise = null }: { readonly otherwise?: string | null }) {
  const text = useOnline() ? otherwise : uiTexts().offlineNow;
  return (
    <div role="status" aria-live="polite">
      {text === null ? null : (
        <p className="flex animate-fade items-center gap-2 border-b border-border bg-warning-tint px-4 py-2 text-sm text-warning">
          <WifiOff size={16} aria-hidden="true" className="shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
