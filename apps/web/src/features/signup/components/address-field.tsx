import type { UseFormRegisterReturn } from 'react-hook-form';
import { cn } from '../../../shared/lib/cn.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button, Field, inputStyles } from '../../../shared/ui/index.ts';
import type { SlugCheck } from '../hooks/use-slug-check.ts';
import { signupTexts } from '../texts.ts';

interface AddressFieldProps {
  /** Called where the input stands: whoever registers first is where the focus goes when several fields are wrong. */
  readonly registration: () => UseFormRegisterReturn;
  readonly check: SlugCheck;
  readonly error: string | undefined;
  readonly onTake: (suggestion: string) => void;
}

/** The site's address as it will be, with whether it is free. */
export function AddressField({ registration, check, error, onTake }: AddressFieldProps) {
  const texts = signupTexts().address;
  const { state, answer } = check;
  const suggestion = state === 'taken' ? answer?.suggestion : undefined;
  const reason = answer?.reason ? translated(answer.reason) : texts.taken;
  // The form's own check says the same above.
  const isSaid = state === 'taken' && error !== undefined;
  const said = state === 'taken' ? !isSaid && reason : texts[state];
  return (
    <div>
      <Field
        label={texts.label}
        error={error}
        hint={
          <span role="status" className={cn(state === 'free' && 'text-success', state === 'taken' && 'text-danger')}>
            {said}
          </span>
        }
      >
        {(control) => (
          <span className="flex items-center" dir="ltr">
            <input
              {...control}
              {...registration()}
              className={cn(inputStyles, 'h-11 flex-1 rounded-e-none')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <span className="-ms-px inline-flex h-11 max-w-[55%] items-center rounded-e-md border border-control bg-muted px-3 text-text-muted">
              <span className="truncate">.{window.location.host}</span>
            </span>
          </span>
        )}
      </Field>
      {suggestion !== null && suggestion !== undefined && (
        <Button size="sm" className="mt-2 max-w-full" onClick={() => onTake(suggestion)}>
          <span className="truncate">{texts.takeInstead(suggestion)}</span>
        </Button>
      )}
    </div>
  );
}
