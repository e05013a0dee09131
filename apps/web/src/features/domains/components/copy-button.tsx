import { CopyButton as Button } from '../../../shared/ui/copy-button.tsx';
import { domainsTexts } from '../texts.ts';

/** Puts a text into the clipboard and says so for two seconds. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const texts = domainsTexts();
  return <Button text={text} label={texts.copy(what)} copied={texts.copied} failed={texts.notCopied} />;
}
