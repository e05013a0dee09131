import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { toast } from './toast.ts';

interface CopyButtonProps {
  readonly text: string;
  /** What a button without words says: before, and for two seconds afterwards. */
  readonly label: string;
  readonly copied: string;
  readonly failed: string;
}

const SHOWN_MS = 2000;

/** Puts a text into the clipboard and says so for two seconds. */
export function CopyButton({ text, label, copied, failed }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => toast.error(failed),
    );
  return (
    <Button variant="ghost" size="icon-sm" onClick={copy} aria-label={isCopied ? copied : label}>
      {isCopied ? (
        <Check size={16} className="text-success" aria-hidden="true" />
      ) : (
        <Copy size={16} className="text-text-muted" aria-hidden="true" />
      )}
    </Button>
  );
}
