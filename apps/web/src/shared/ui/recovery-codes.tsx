import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly texts: { readonly copy: string; readonly copied: string };
}

/** Codes that are shown once: easy to read, easy to copy. */
export function RecoveryCodes({ codes, texts }: RecoveryCodesProps) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setIsCopied(true);
  };
  return (
    <div className="flex flex-col gap-3">
      <ul className="numeric grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg border border-border bg-raised p-4 text-base select-all">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={() => void copy()} className="self-start">
        {isCopied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        {isCopied ? texts.copied : texts.copy}
      </Button>
    </div>
  );
}
