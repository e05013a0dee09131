import type { PaymentView } from '@stageline/contracts';
import { ConfirmDialog } from '../../../shared/ui/index.ts';
import { useUndoCredit } from '../api/payments.queries.ts';
import { moneyText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';

interface UndoCreditDialogProps {
  readonly payment: PaymentView;
  readonly onClose: () => void;
}
/** Takes back that credit pays an invoice. */
export function UndoCreditDialog({ payment: { id, amount, currency }, onClose }: UndoCreditDialogProps) {
  const texts = moneyTexts();
  const undo = useUndoCredit();
  return (
    <ConfirmDialog
      title={texts.undoCreditTitle}
      description={texts.undoCreditHint(moneyText(amount, currency))}
      confirmLabel={texts.undoCredit}
      change={undo}
      input={id}
      done={texts.creditIsUndone}
      onClose={onClose}
    />
  );
}
