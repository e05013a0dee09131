import { useRef, useState } from 'react';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Dialog, Field, Input, toast } from '../../../shared/ui/index.ts';
import { TotpSecret } from '../../../shared/ui/totp-secret.tsx';
import { useConfirmTotp } from '../api/security.queries.ts';
import { usePrefix } from '../lib/door.ts';
import { report } from '../lib/report.ts';
import { securityTexts } from '../texts.ts';

interface TotpDialogProps {
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** Connects an authenticator app: picture, code, done. */
export function TotpDialog({ onCodes }: TotpDialogProps) {
  const texts = securityTexts().factors;
  const [enrolment, setEnrolment] = useState<Answer<'security.begin-totp'>>();
  const [isBusy, setIsBusy] = useState(false);
  const prefix = usePrefix();
  async function begin(): Promise<void> {
    setIsBusy(true);
    try {
      setEnrolment(await call(`${prefix}security.begin-totp`));
    } catch (error) {
      report(error);
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <>
      <Button size="sm" loading={isBusy} onClick={() => void begin()}>
        {texts.connect}
      </Button>
      {enrolment !== undefined && (
        <Dialog open onOpenChange={() => setEnrolment(undefined)} title={texts.connectTitle}>
          <TotpSecret {...enrolment} texts={texts} />
          <ConfirmForm
            onDone={(codes) => {
              setEnrolment(undefined);
              toast(texts.connected);
              onCodes(codes);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function ConfirmForm({ onDone }: { readonly onDone: (codes: readonly string[] | null) => void }) {
  const texts = securityTexts().factors;
  const confirm = useConfirmTotp();
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const again = () => {
    setCode('');
    input.current?.focus();
  };
  const problem = confirm.error instanceof ApiProblem ? confirm.error : undefined;
  return (
    <form
      noValidate
      className="mt-6 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes), onError: again });
      }}
    >
      <Field label={texts.code} error={problem?.issues[0]?.message ?? problem?.message}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            value={code}
            onChange={({ target }) => setCode(target.value)}
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            className="numeric text-lg tracking-widest sm:text-lg"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" loading={confirm.isPending}>
        {texts.connect}
      </Button>
    </form>
  );
}
