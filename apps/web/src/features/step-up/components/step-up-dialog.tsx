import type { StepUpMethod, StepUpProof } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { askForPasskey, knowsPasskeys } from '../../../shared/lib/passkey.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import {
  Button,
  buttonStyles,
  Dialog,
  DialogClose,
  ErrorState,
  Field,
  Input,
  Notice,
  Skeleton,
  uiTexts,
} from '../../../shared/ui/index.ts';
import { stepUpTexts } from '../texts.ts';

type Door = 'auth' | 'admin';
interface StepUpDialogProps {
  readonly door: Door;
  readonly onClose: (confirmed: boolean) => void;
}

/** Asks for a fresh proof of who is signed in, by the best way that the account has; the others are one press away. */
export function StepUpDialog({ door, onClose }: StepUpDialogProps) {
  const options = useQuery({
    queryKey: queryKeys.stepUp(),
    queryFn: ({ signal }) => call(`${door}.step-up-options`, { signal }),
    // A passkey's challenge is good once.
    gcTime: 0,
    staleTime: 0,
  });
  const [chosen, setChosen] = useState<StepUpMethod>();
  const methods = options.data?.methods.filter((way) => way !== 'passkey' || knowsPasskeys()) ?? [];
  const method = chosen ?? methods[0];
  const texts = stepUpTexts();
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose(false))}
      title={texts.title}
      description={texts.description}
    >
      {options.data !== undefined && method !== undefined ? (
        <>
          <Proof
            key={method}
            door={door}
            method={method}
            passkey={options.data.passkey}
            onRefused={() => void options.refetch()}
            onConfirmed={() => onClose(true)}
          />
          {methods.length > 1 && <OtherWays methods={methods.filter((way) => way !== method)} onChoose={setChosen} />}
        </>
      ) : options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} className="py-4" />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-11 w-full" />
          <Skeleton className="mt-4 ms-auto h-11 w-28" />
        </div>
      )}
    </Dialog>
  );
}

const OtherWays = ({
  methods,
  onChoose,
}: {
  readonly methods: readonly StepUpMethod[];
  readonly onChoose: (method: StepUpMethod) => void;
}) => (
  <div className="mt-6 border-t border-border pt-4">
    <p className="text-xs text-text-muted">{stepUpTexts().otherWays}</p>
    <div className="mt-2 flex flex-wrap gap-2">
      {methods.map((method) => (
        <Button key={method} size="sm" onClick={() => onChoose(method)}>
          {stepUpTexts().ways[method]}
        </Button>
      ))}
    </div>
  </div>
);

interface ProofProps {
  readonly door: Door;
  readonly method: StepUpMethod;
  readonly passkey: unknown;
  readonly onRefused: () => void;
  readonly onConfirmed: () => void;
}

function Proof({ door, method, passkey, onRefused, onConfirmed }: ProofProps) {
  const texts = stepUpTexts();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [ended, setEnded] = useState<string>();

  /** Null when the browser's own dialog was left. */
  async function proofOf(): Promise<StepUpProof | null> {
    if (method === 'password') return { method, password: typed };
    if (method !== 'passkey') return { method, code: typed };
    const response = await askForPasskey(passkey as Parameters<typeof askForPasskey>[0]);
    return response === null ? null : { method, response };
  }
  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsBusy(true);
    try {
      const proof = await proofOf();
      if (proof === null) setProblem(texts.passkeyFailed);
      else {
        await call(`${door}.step-up`, { body: proof });
        onConfirmed();
      }
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // The session has ended with the last try: everything here is for somebody who is signed in.
      if (error.code === 'step-up-failed' || error.code === 'unauthenticated') return setEnded(error.message);
      setProblem(wordFor(error, method));
      setTyped('');
      if (method === 'passkey') onRefused();
    } finally {
      setIsBusy(false);
    }
  }
  if (ended !== undefined) {
    const { pathname, search } = window.location;
    return (
      <>
        <Notice>{ended}</Notice>
        <a
          href={`/log-in?next=${encodeURIComponent(pathname + search)}`}
          className={buttonStyles({ variant: 'primary', className: 'mt-6 w-full' })}
        >
          {texts.logIn}
        </a>
      </>
    );
  }
  return (
    <form onSubmit={(event) => void confirm(event)} noValidate className="flex flex-col gap-4">
      {problem === undefined || method !== 'passkey' ? null : <Notice>{problem}</Notice>}
      <Control method={method} value={typed} onChange={setTyped} problem={problem} />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">{uiTexts().cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isBusy} autoFocus={method === 'passkey'}>
          {method === 'passkey' ? texts.usePasskey : texts.confirm}
        </Button>
      </div>
    </form>
  );
}

/** A proof that is wrong, in words of this dialog: it knows who is asked, and for what. */
function wordFor(error: ApiProblem, method: StepUpMethod): string {
  const isWrong = ['invalid-credentials', 'invalid-code', 'invalid-passkey'].includes(error.code);
  return isWrong ? stepUpTexts().wrong[method] : (error.issues[0]?.message ?? error.message);
}

interface ControlProps {
  readonly method: StepUpMethod;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | undefined;
}

function Control({ method, value, onChange, problem }: ControlProps) {
  const texts = stepUpTexts();
  if (method === 'passkey') return <p className="text-sm text-text-muted">{texts.passkeyHint}</p>;
  const own = {
    password: { label: texts.password, hint: undefined, type: 'password', autoComplete: 'current-password' },
    totp: { label: texts.code, hint: texts.codeHint, type: 'text', autoComplete: 'one-time-code' },
    'recovery-code': { label: texts.recoveryCode, hint: texts.recoveryHint, type: 'text', autoComplete: 'off' },
  }[method];
  return (
    <Field label={own.label} hint={own.hint} error={problem}>
      {(control) => (
        <Input
          {...control}
          type={own.type}
          autoComplete={own.autoComplete}
          inputMode={method === 'totp' ? 'numeric' : undefined}
          autoFocus
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
