import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { Button, Field, Input } from '../../../shared/ui/index.ts';
import type { Order } from '../api/order.queries.ts';
import { orderTexts } from '../texts.ts';

interface OrderCodeProps {
  /** What is applied; empty for none. */
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly query: UseQueryResult<Order, unknown>;
}
/** A code by which it costs less: asked for only by whoever has one. */
export function OrderCode({ code, onCode, query }: OrderCodeProps) {
  const texts = orderTexts();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  if (!isOpen)
    return (
      <button type="button" className="tap-target mt-4 text-sm font-medium underline" onClick={() => setOpen(true)}>
        {texts.haveCode}
      </button>
    );
  const { data, error } = query;
  const problem = error instanceof ApiProblem ? (error.issues[0]?.message ?? error.message) : undefined;
  const apply = () => onCode(typed.trim());
  const onKey = (event: FormEvent & { readonly key: string }) => {
    // The form orders; a code is only applied.
    if (event.key !== 'Enter') return;
    event.preventDefault();
    apply();
  };
  return (
    <div className="mt-4 flex items-end gap-2">
      <Field label={texts.code} error={code === '' ? undefined : problem} className="flex-1">
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={30}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={onKey}
          />
        )}
      </Field>
      {data !== undefined && code === typed.trim() ? (
        <Button
          onClick={() => {
            setTyped('');
            onCode('');
          }}
        >
          {texts.removeCode}
        </Button>
      ) : (
        <Button loading={query.isLoading} disabled={typed.trim() === ''} onClick={apply}>
          {texts.apply}
        </Button>
      )}
    </div>
  );
}
