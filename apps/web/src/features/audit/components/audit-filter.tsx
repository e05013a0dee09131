import { auditActionNames, type AuditAction } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button, Field, Input, Select } from '../../../shared/ui/index.ts';
import type { AuditFilter } from '../api/audit.queries.ts';
import { auditTexts } from '../texts.ts';

/** What is said of an action when it stands alone: its sentence without the one it was done to. */
const nameOf = (action: AuditAction): string => {
  const text = auditTexts().actions[action] ?? action.replaceAll(/[.-]/g, ' ');
  return text.replace('{target}', '…');
};
const isAction = (value: string | null): value is AuditAction => auditActionNames.includes(value as AuditAction);

/** The filter of an audit log; it lives in the address. */
export function useAuditFilter() {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('action');
  const filter: AuditFilter = {
    action: isAction(wanted) ? wanted : undefined,
    from: params.get('from') ?? '',
    to: params.get('to') ?? '',
  };
  const set = (name: 'action' | 'from' | 'to' | 'chain', value: string) =>
    setParams(
      (current) => {
        if (value === '') current.delete(name);
        else current.set(name, value);
        return current;
      },
      { replace: true },
    );
  const isFiltered = filter.action !== undefined || filter.from !== '' || filter.to !== '';
  return { filter, set, isFiltered, chain: params.get('chain') ?? '', clear: () => setParams({}, { replace: true }) };
}

interface AuditFilterBarProps {
  readonly state: ReturnType<typeof useAuditFilter>;
  /** A further choice, before the others. */
  readonly children?: ReactNode;
}
export function AuditFilterBar({ state: { filter, set, isFiltered, clear }, children }: AuditFilterBarProps) {
  const texts = auditTexts();
  return (
    <div className="mb-6 flex flex-wrap items-end gap-3">
      {children}
      <Field label={texts.action} className="w-full sm:w-60">
        {(control) => (
          <Select {...control} value={filter.action ?? ''} onChange={(event) => set('action', event.target.value)}>
            <option value="">{texts.everyAction}</option>
            {auditActionNames.map((action) => (
              <option key={action} value={action}>
                {nameOf(action)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={texts[name]} className="w-[calc(50%-0.375rem)] sm:w-40">
          {(control) => (
            <Input {...control} type="date" value={filter[name]} onChange={(event) => set(name, event.target.value)} />
          )}
        </Field>
      ))}
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          {texts.clear}
        </Button>
      ) : null}
    </div>
  );
}
