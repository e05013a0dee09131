import { useEffect, useRef, useState } from 'react';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { besideTexts } from '../beside-texts.ts';

/** How long it says that something was copied. */
const SAID_MS = 2500;

export interface InviteLinkProps {
  readonly url: string;
}

/** Somebody's invitation, to be read, marked or copied; without script the field is marked by a click. */
export function InviteLink({ url }: InviteLinkProps) {
  const texts = besideTexts();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    // A page that is not served safely has no clipboard: the marked field is one key away from it.
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setSaid('copied');
    } catch {
      setSaid('notCopied');
    }
  };
  return (
    <div className="mt-4 flex flex-wrap gap-3">
      <input
        ref={field}
        readOnly
        aria-label={texts.inviteLink}
        value={url}
        className="block h-11 min-w-0 flex-1 basis-48 rounded-md border border-control bg-muted px-3 text-sm text-text select-all"
      />
      <button type="button" onClick={() => void copy()} className={buttonStyles({ className: 'noscript:hidden' })}>
        {said === null ? texts.copy : texts[said]}
      </button>
      <p role="status" className="sr-only">
        {said === null ? '' : texts[said]}
      </p>
    </div>
  );
}
