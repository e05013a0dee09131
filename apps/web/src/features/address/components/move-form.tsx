import type { SiteAddress } from '@stageline/contracts';
import { type SyntheticEvent, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';
import { Button, Field, inputStyles, Panel } from '../../../shared/ui/index.ts';
import { useAddressCheck } from '../api/address.queries.ts';
import { addressTexts } from '../texts.ts';

interface MoveFormProps {
  readonly address: SiteAddress;
  /** Asks to be confirmed. */
  readonly onMove: (slug: string) => void;
}

/** A new address, with whether it is free while it is typed. */
export function MoveForm({ address, onMove }: MoveFormProps) {
  const texts = addressTexts();
  const [typed, setTyped] = useState('');
  const slug = typed.trim().toLowerCase();
  const asked = useDebounced(slug, 300);
  const check = useAddressCheck(asked === address.slug ? '' : asked);
  const answer = slug === asked && slug !== '' && !check.isPlaceholderData ? check.data : undefined;
  const isSame = slug === address.slug;
  const isFree = answer?.available === true && !isSame;
  const isRefused = isSame || answer?.available === false;
  const reason = answer?.reason ? translated(answer.reason) : texts.same;
  const message = isRefused ? (isSame ? texts.same : reason) : isFree ? texts.free : slug ? texts.checking : texts.idle;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isFree) onMove(answer.slug);
  };
  return (
    <Panel className="p-4 sm:p-5">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field
          label={texts.newAddress}
          hint={
            <span role="status" className={cn(isFree && 'text-success', isRefused && 'text-danger')}>
              {message}
            </span>
          }
        >
          {(control) => (
            <span className="flex items-center" dir="ltr">
              <input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className={cn(inputStyles, 'h-11 flex-1 rounded-e-none')}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={80}
              />
              <span className="-ms-px inline-flex h-11 max-w-[55%] items-center rounded-e-md border border-control bg-muted px-3 text-text-muted">
                <span className="truncate">{address.suffix}</span>
              </span>
            </span>
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          {answer?.suggestion != null && isRefused && !isSame ? (
            <Button className="max-w-full" onClick={() => setTyped(answer.suggestion ?? '')}>
              <span className="truncate">{texts.takeInstead(answer.suggestion)}</span>
            </Button>
          ) : null}
          <Button type="submit" variant="primary" disabled={!isFree}>
            {texts.submit}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
