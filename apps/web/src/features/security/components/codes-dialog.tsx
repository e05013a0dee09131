import { Button, Dialog } from '../../../shared/ui/index.ts';
import { RecoveryCodes } from '../../../shared/ui/recovery-codes.tsx';
import { securityTexts } from '../texts.ts';

interface CodesDialogProps {
  /** Shown while there are some. */
  readonly codes: readonly string[] | null;
  readonly onKept: () => void;
}

/** New recovery codes, this once. Only its button closes it: whoever presses Escape has not kept them yet. */
export function CodesDialog({ codes, onKept }: CodesDialogProps) {
  const texts = securityTexts().factors;
  if (codes === null) return null;
  return (
    <Dialog open onOpenChange={() => undefined} title={texts.codesTitle} description={texts.codesHint}>
      <RecoveryCodes codes={codes} texts={texts} />
      <Button variant="primary" className="mt-6 w-full" onClick={onKept}>
        {texts.kept}
      </Button>
    </Dialog>
  );
}
