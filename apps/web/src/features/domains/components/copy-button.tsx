import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, toast } from '../../../shared/ui/index.ts';
import { domainsTexts } from '../texts.ts';

const SHOWN_MS = 2000;

/** Puts a text into the clipboard and says so for two seconds. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const texts = domainsTexts();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => toast.error(texts.notCopied),
    );
  return (
    <Button variant="ghost" size="icon-sm" onClick={copy} aria-label={isCopied ? texts.copied : texts.copy(what)}>
      {isCopied ? (
        <Check size={16} className="text-success" aria-hidden="true" />
      ) : (
        <Copy size={16} className="text-text-muted" aria-hidden="true" />
      )}
    </Button>
  );
}
