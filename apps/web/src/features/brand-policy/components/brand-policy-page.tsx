import { BrandLock, type BrandPolicyView, LockableField } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  Button,
  ErrorState,
  Field,
  type FieldProps,
  Input,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Section,
  Select,
  Skeleton,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { brandPolicyQuery, useSaveBrandPolicy } from '../api/brand-policy.queries.ts';
import { formOf, hasValue, policyOf, type PolicyForm } from '../lib/policy-form.ts';
import { brandPolicyTexts } from '../texts.ts';

const PAIRINGS = ['modern', 'editorial', 'friendly'] as const;
type ControlProps = Parameters<FieldProps['children']>[0];

/** What the platform fixes for every site. */
export function BrandPolicyPage() {
  const texts = brandPolicyTexts();
  const { data, error, refetch } = useQuery(brandPolicyQuery());
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.hint} />
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-96 w-full" />
        </div>
      ) : (
        <PolicyEditor key={data.version} view={data} />
      )}
    </Page>
  );
}

function PolicyEditor({ view }: { readonly view: BrandPolicyView }) {
  const texts = brandPolicyTexts();
  const save = useSaveBrandPolicy();
  const mayChange = useAdminMay()('admin.update-brand-policy');
  const [form, setForm] = useState(() => formOf(view.policy));
  const [wrong, setWrong] = useState<string>();
  const change = (more: Partial<PolicyForm>) => setForm({ ...form, ...more });
  const problem = save.error instanceof ApiProblem ? save.error : null;
  const place = useRef<HTMLFormElement>(null);
  // The form is long: what is wrong may stand far above the button that was pressed.
  useEffect(() => {
    if (problem !== null || wrong !== undefined)
      place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem, wrong]);
  const submit = () => {
    const read = policyOf(form);
    save.reset();
    setWrong('wrongLine' in read ? texts.lineWrong(read.wrongLine) : undefined);
    if ('policy' in read)
      save.mutate({ version: view.version, policy: read.policy }, { onSuccess: () => void toast(texts.saved) });
  };
  /** The server's word on one list, or on any item of it. */
  const issueAt = (list: string) =>
    problem?.issues.find(({ pointer }) => `${pointer}/`.startsWith(`/policy/${list}/`))?.message;
  return (
    <form
      ref={place}
      className="flex max-w-xl flex-col gap-10"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {/* Who may only look sees the same form, with nothing to press. */}
      <fieldset disabled={!mayChange} className="contents">
        {problem !== null && problem.issues.length === 0 ? (
          <Notice>{problem.code === 'conflict' ? texts.conflict : problem.message}</Notice>
        ) : null}
        <Section title={texts.locks} description={texts.locksHint}>
          <LocksField locks={form.locks} issueAt={issueAt} onChange={(locks) => change({ locks })} />
        </Section>
        <div className="flex flex-col gap-6">
          <Field label={texts.colours} hint={texts.coloursHint} error={issueAt('allowedPrimaryColors')} optional>
            {(a11y) => (
              <Textarea {...a11y} value={form.colours} onChange={(event) => change({ colours: event.target.value })} />
            )}
          </Field>
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium">{texts.pairings}</legend>
            <div className="flex flex-wrap gap-x-6">
              {PAIRINGS.map((pairing) => (
                <label key={pairing} className="flex min-h-11 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-4"
                    checked={form.pairings.includes(pairing)}
                    onChange={({ target }) =>
                      change({
                        pairings: target.checked
                          ? [...form.pairings, pairing]
                          : form.pairings.filter((each) => each !== pairing),
                      })
                    }
                  />
                  {texts.types[pairing]}
                </label>
              ))}
            </div>
            <p className="text-xs text-text-muted">{texts.pairingsHint}</p>
          </fieldset>
          <Field label={texts.disclaimers} hint={texts.disclaimersHint} error={issueAt('disclaimers')} optional>
            {(a11y) => (
              <Textarea
                {...a11y}
                value={form.disclaimers}
                onChange={(event) => change({ disclaimers: event.target.value })}
              />
            )}
          </Field>
          <Field label={texts.words} hint={texts.wordsHint} error={wrong ?? issueAt('forbiddenWords')} optional>
            {(a11y) => (
              <Textarea {...a11y} value={form.words} onChange={(event) => change({ words: event.target.value })} />
            )}
          </Field>
        </div>
        {mayChange ? (
          <Button type="submit" variant="primary" loading={save.isPending} className="self-start">
            {texts.save}
          </Button>
        ) : null}
      </fieldset>
    </form>
  );
}

/** What a lock of a part begins with. */
const beginningOf = (field: LockableField): string | null =>
  field === 'theme.typePairing' ? PAIRINGS[0] : hasValue(field) ? '' : null;

interface LocksFieldProps {
  readonly locks: readonly BrandLock[];
  /** The server's word on `locks/0/value` and the like. */
  readonly issueAt: (place: string) => string | undefined;
  readonly onChange: (locks: BrandLock[]) => void;
}
function LocksField({ locks, issueAt, onChange }: LocksFieldProps) {
  const texts = brandPolicyTexts();
  const free = LockableField.options.filter((field) => locks.every((lock) => lock.field !== field));
  const replace = (index: number, more: Partial<BrandLock>) =>
    onChange(locks.map((lock, at) => (at === index ? { ...lock, ...more } : lock)));
  const [next] = free;
  return (
    <div className="flex flex-col gap-5">
      {locks.map((lock, index) => (
        <div key={lock.field} className="flex items-start gap-2 border-b border-border pb-5">
          <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
            <Field label={texts.part}>
              {(a11y) => (
                <Select
                  {...a11y}
                  value={lock.field}
                  onChange={({ target }) => {
                    const field = LockableField.parse(target.value);
                    replace(index, { field, value: beginningOf(field) });
                  }}
                >
                  {[lock.field, ...free].map((field) => (
                    <option key={field} value={field}>
                      {texts.fields[field]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={texts.value} error={issueAt(`locks/${index}/value`)}>
              {(a11y) => <ValueControl {...a11y} lock={lock} onChange={(value) => replace(index, { value })} />}
            </Field>
            <Field label={texts.reason} error={issueAt(`locks/${index}/reason`)} className="sm:col-span-2">
              {(a11y) => (
                <Input
                  {...a11y}
                  value={lock.reason}
                  maxLength={200}
                  onChange={({ target }) => replace(index, { reason: target.value })}
                />
              )}
            </Field>
          </div>
          <Button
            variant="ghost"
            size="icon"
            className="mt-6"
            aria-label={texts.removeLock(texts.fields[lock.field])}
            onClick={() => onChange(locks.filter((each) => each !== lock))}
          >
            <Trash2 size={16} aria-hidden="true" />
          </Button>
        </div>
      ))}
      {next === undefined ? null : (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onChange([...locks, { field: next, value: beginningOf(next), reason: '' }])}
        >
          <Plus size={16} aria-hidden="true" />
          {texts.addLock}
        </Button>
      )}
    </div>
  );
}

interface ValueControlProps extends ControlProps {
  readonly lock: BrandLock;
  readonly onChange: (value: string) => void;
}
/** Typefaces are chosen; colours and texts are typed. */
function ValueControl({ lock: { field, value }, onChange, ...a11y }: ValueControlProps) {
  const texts = brandPolicyTexts();
  if (field === 'theme.typePairing')
    return (
      <Select {...a11y} value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
        {PAIRINGS.map((pairing) => (
          <option key={pairing} value={pairing}>
            {texts.types[pairing]}
          </option>
        ))}
      </Select>
    );
  const placeholder = value === null ? texts.keptEmpty : field.startsWith('theme.') ? '#3347d6' : undefined;
  return (
    <Input
      {...a11y}
      value={value ?? ''}
      placeholder={placeholder}
      disabled={value === null}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
