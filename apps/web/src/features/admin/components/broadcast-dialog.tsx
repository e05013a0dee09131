import type { NoticeLevel, TenantRow } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Field, FormDialog, Input, Select, Textarea, toast } from '../../../shared/ui/index.ts';
import { tenantListQuery, useSendBroadcast } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';
import { SearchField } from './search-field.tsx';

interface Draft {
  title: string;
  text: string;
  level: NoticeLevel;
  startsAt: string;
  endsAt: string;
}
type Chosen = Pick<TenantRow, 'id' | 'name'>;
const WEEK_MS = 7 * 86_400_000;

/** What `datetime-local` takes: the reader's wall clock, to the minute. */
function localMinute(instant: Date): string {
  const shifted = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** Writes a notice to all sites or to some. */
export function BroadcastDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = adminTexts().notices;
  const send = useSendBroadcast();
  // One per form: sent twice, it is one notice.
  const [key] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<readonly Chosen[] | null>(null);
  const form = useForm<Draft>({
    defaultValues: {
      title: '',
      text: '',
      level: 'info',
      startsAt: localMinute(new Date()),
      endsAt: localMinute(new Date(Date.now() + WEEK_MS)),
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ startsAt, endsAt, ...draft }) => {
    try {
      await send.mutateAsync({
        key,
        ...draft,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
        tenantIds: chosen?.map(({ id }) => id) ?? null,
      });
      toast(texts.onItsWay);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  const required = { required: 'Please fill this in.' };
  const isToNobody = chosen !== null && chosen.length === 0;
  return (
    <FormDialog
      onClose={onClose}
      title={texts.write}
      description={texts.writeText}
      className="max-w-lg"
      onSubmit={submit}
      submitLabel={texts.send}
      submitDisabled={isToNobody}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.subject} error={errors.title?.message}>
        {(control) => <Input {...control} maxLength={120} {...form.register('title', required)} />}
      </Field>
      <Field label={texts.text} hint={texts.textHint} error={errors.text?.message}>
        {(control) => (
          <Textarea {...control} className="min-h-28" maxLength={2000} {...form.register('text', required)} />
        )}
      </Field>
      <Field label={texts.importance}>
        {(control) => (
          <Select {...control} {...form.register('level')}>
            <option value="info">{texts.levels.info}</option>
            <option value="warning">{texts.levels.warning}</option>
            <option value="critical">{texts.levels.critical}</option>
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.from} error={errors.startsAt?.message}>
          {(control) => <Input {...control} type="datetime-local" {...form.register('startsAt', required)} />}
        </Field>
        <Field label={texts.until} error={errors.endsAt?.message}>
          {(control) => <Input {...control} type="datetime-local" {...form.register('endsAt', required)} />}
        </Field>
      </div>
      <Field label={texts.toWhom}>
        {(control) => (
          <Select
            {...control}
            value={chosen === null ? 'all' : 'some'}
            onChange={(event) => setChosen(event.target.value === 'all' ? null : [])}
          >
            <option value="all">{texts.toAll}</option>
            <option value="some">{texts.toSome}</option>
          </Select>
        )}
      </Field>
      {chosen === null ? null : <SiteChoice chosen={chosen} onChange={setChosen} />}
    </FormDialog>
  );
}

const OFFERED = 5;
interface SiteChoiceProps {
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
}
function SiteChoice({ chosen, onChange }: SiteChoiceProps) {
  const [search, setSearch] = useState('');
  const found = useInfiniteQuery({ ...tenantListQuery(search, 'active'), enabled: search !== '' });
  const isChosen = (id: string) => chosen.some((site) => site.id === id);
  const offered = (found.data?.pages[0]?.items ?? []).filter(({ id }) => !isChosen(id)).slice(0, OFFERED);
  return (
    <div className="flex flex-col gap-2">
      {chosen.length === 0 ? null : (
        <ul className="flex flex-wrap gap-2">
          {chosen.map(({ id, name }) => (
            <li key={id} className="flex max-w-full items-center gap-1 rounded-md bg-muted ps-3 text-sm">
              <span className="truncate">{name}</span>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={adminTexts().notices.leaveOut(name)}
                onClick={() => onChange(chosen.filter((site) => site.id !== id))}
              >
                <X size={16} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <SearchField
          label={adminTexts().searchSites}
          placeholder={adminTexts().nameOrAddress}
          value={search}
          onSearch={setSearch}
        />
      </div>
      {search === '' ? null : (
        <ul aria-label={adminTexts().notices.found} className="divide-y divide-border rounded-md border border-border">
          {offered.map(({ id, name, slug }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => onChange([...chosen, { id, name }])}
                className="flex min-h-11 w-full items-center justify-between gap-3 px-3 text-start text-sm hover:bg-muted"
              >
                <span className="truncate">{name}</span>
                <span className="truncate text-text-muted">{slug}</span>
              </button>
            </li>
          ))}
          {offered.length === 0 && !found.isFetching ? (
            <li className="px-3 py-3 text-sm text-text-muted">{adminTexts().notices.noFurther}</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}
