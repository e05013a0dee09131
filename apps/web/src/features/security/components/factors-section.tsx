import type { OwnSecurity } from '@stageline/contracts';
import { useState } from 'react';
import { formatDate } from '../../../shared/lib/format.ts';
import { AlertDialog, Button, toast } from '../../../shared/ui/index.ts';
import { useRemoveTotp, useRenewCodes } from '../api/security.queries.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';
import { Row, Rows } from './row.tsx';
import { TotpDialog } from './totp-dialog.tsx';

interface FactorsSectionProps {
  readonly view: OwnSecurity;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** The authenticator app, and the codes for the day on which it is not at hand. */
export function FactorsSection({ view, onCodes }: FactorsSectionProps) {
  const texts = securityTexts().factors;
  const hasFactor = view.totpSince !== null || view.passkeys.length > 0;
  return (
    <Rows>
      <Row title={texts.app} action={view.totpSince === null ? <TotpDialog onCodes={onCodes} /> : <RemoveApp />}>
        {view.totpSince === null ? texts.appOff : texts.appSince(formatDate(view.totpSince))}
      </Row>
      {hasFactor && (
        <Row title={texts.codes} action={<RenewCodes onCodes={onCodes} />}>
          {texts.codesLeft(view.recoveryCodesLeft)}
        </Row>
      )}
    </Rows>
  );
}

function RemoveApp() {
  const texts = securityTexts().factors;
  const remove = useRemoveTotp();
  return (
    <AlertDialog
      trigger={
        <Button size="sm" variant="danger-quiet">
          {texts.remove}
        </Button>
      }
      title={texts.removeTitle}
      description={texts.removeHint}
      confirmLabel={texts.remove}
      danger
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => toast(texts.removed), onError: report })}
    />
  );
}

function RenewCodes({ onCodes }: Pick<FactorsSectionProps, 'onCodes'>) {
  const texts = securityTexts().factors;
  const renew = useRenewCodes();
  const [isAsking, setIsAsking] = useState(false);
  const confirm = () =>
    renew.mutate(undefined, {
      onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
      onError: report,
      onSettled: () => setIsAsking(false),
    });
  return (
    <AlertDialog
      open={isAsking}
      onOpenChange={setIsAsking}
      trigger={<Button size="sm">{texts.renew}</Button>}
      title={texts.renewTitle}
      description={texts.renewHint}
      confirmLabel={texts.renew}
      loading={renew.isPending}
      onConfirm={confirm}
    />
  );
}
