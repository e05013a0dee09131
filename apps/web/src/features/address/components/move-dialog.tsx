import type { SiteAddress } from '@stageline/contracts';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import { Button, Dialog, DialogClose, Notice } from '../../../shared/ui/index.ts';
import { useRenameSite } from '../api/address.queries.ts';
import { addressTexts } from '../texts.ts';

interface MoveDialogProps {
  readonly address: SiteAddress;
  readonly slug: string;
  readonly onClose: () => void;
}

/** What moving means, before it is done; afterwards the owner goes on at the new address. */
export function MoveDialog({ address, slug, onClose }: MoveDialogProps) {
  const texts = addressTexts();
  const rename = useRenameSite();
  const move = () =>
    rename.mutate(
      { from: address.slug, slug },
      { onSuccess: ({ url, handoverToken }) => handOverTo(url, handoverToken) },
    );
  const isLeaving = rename.isPending || rename.isSuccess;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open || isLeaving ? undefined : onClose())}
      title={<span className="wrap-anywhere">{texts.confirmTitle(slug + address.suffix)}</span>}
      description={texts.confirm}
    >
      <ul className="flex list-disc flex-col gap-2 ps-5 text-sm text-text-muted">
        {texts.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      {rename.isError ? (
        <Notice className="mt-4">{rename.error instanceof ApiProblem ? rename.error.message : texts.failed}</Notice>
      ) : null}
      <div className="mt-6 flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost" disabled={isLeaving}>
            {texts.keep}
          </Button>
        </DialogClose>
        <Button variant="primary" loading={isLeaving} onClick={move}>
          {texts.submit}
        </Button>
      </div>
    </Dialog>
  );
}
