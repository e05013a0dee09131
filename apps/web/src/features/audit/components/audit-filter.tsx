import { auditActionNames, auditActions, type AuditAction } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button, Field, Input, Select } from '../../../shared/ui/index.ts';
import type { AuditFilter } from '../api/audit.queries.ts';
import { auditTexts } from '../texts.ts';

/** What is said of an action when it stands alone: its sentence without the one it was done to. */
function nameOf(action: AuditAction): string {
  const text = (auditTexts().actions[action] ?? auditActions[action]).replace('{target}', '…');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
/** What only administrators do, and for no single site: it is in the platform's log alone. */
const OF_PLATFORM = /^(admin|broadcast|abuse|brand-policy|sales-tax)\./;
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
  /** Whether it is of the platform's log. */
  readonly ofPlatform?: boolean;
}
export function AuditFilterBar({ state, children, ofPlatform = false }: AuditFilterBarProps) {
  const { filter, set, isFiltered, clear } = state;
  const texts = auditTexts();
  const actions = ofPlatform ? auditActionNames : auditActionNames.filter((action) => !OF_PLATFORM.test(action));
  return (
    <div className="mb-6 flex flex-wrap items-end gap-3">
      {children}
      <Field label={texts.action} className="w-full sm:w-60">
        {(control) => (
          <Select {...control} value={filter.action ?? ''} onChange={(event) => set('action', event.target.value)}>
            <option value="">{texts.everyAction}</option>
            {actions.map((action) => (
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
