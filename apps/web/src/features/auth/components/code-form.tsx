import { useState, type ReactNode } from 'react';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Field, Input } from '../../../shared/ui/index.ts';

interface CodeFormProps {
  readonly label: ReactNode;
  readonly submitLabel: string;
  /** Digits bring up the number pad; letters are for recovery codes. */
  readonly kind: 'digits' | 'letters';
  /** Spends the code; what it throws is shown in the form. */
  readonly onSubmit: (code: string) => Promise<void>;
}

/** One code and a button. Six digits go off by themselves. */
export function CodeForm({ label, submitLabel, kind, onSubmit }: CodeFormProps) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  async function spend(given: string): Promise<void> {
    if (isBusy || given.trim() === '') return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(given);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.issues[0]?.message ?? error.message);
      setCode('');
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void spend(code);
      }}
    >
      <Field label={label} error={problem}>
        {(control) => (
          <Input
            {...control}
            value={code}
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            inputMode={kind === 'digits' ? 'numeric' : 'text'}
            maxLength={kind === 'digits' ? 7 : 12}
            className="numeric text-lg tracking-widest sm:text-lg"
            onChange={({ target }) => {
              setCode(target.value);
              if (kind === 'digits' && /^\d{6}$/.test(target.value)) void spend(target.value);
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" loading={isBusy} className="w-full">
        {submitLabel}
      </Button>
    </form>
  );
}
