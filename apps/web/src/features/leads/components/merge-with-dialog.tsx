import type { LeadView } from '@stageline/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { Field, FormDialog, Input } from '../../../shared/ui/index.ts';
import { leadListQuery } from '../api/leads.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { flattenLeads } from '../lib/lead-pages.ts';
import { mergeTexts } from '../merge-texts.ts';

/** Leads to choose from. */
const SHOWN = 8;

/** Finds the lead that another one is merged with. */
export function MergeWithDialog({ lead, onClose }: { readonly lead: LeadView; readonly onClose: () => void }) {
  const texts = mergeTexts();
  const navigate = useNavigate();
  const { register, handleSubmit, formState } = useForm<{ choice: string }>({ defaultValues: { choice: '' } });
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const query = useInfiniteQuery({
    ...leadListQuery({ q: wanted }),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const found = wanted === '' ? [] : flattenLeads(query.data).filter(({ id }) => id !== lead.id);
  const submit = handleSubmit(({ choice }) => navigate(`/dashboard/leads/${lead.id}/merge/${choice}`));
  return (
    <FormDialog
      title={texts.mergeWithTitle(leadName(lead))}
      description={texts.mergeWithHint}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.next}
      loading={false}
    >
      <Field label={texts.search} hint={texts.searchHint}>
        {(control) => (
          <Input
            {...control}
            type="search"
            maxLength={80}
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-sm font-medium">{texts.found}</legend>
        {wanted !== '' && query.isSuccess && found.length === 0 ? (
          <p className="text-sm text-text-muted">{texts.noneFound}</p>
        ) : null}
        {found.slice(0, SHOWN).map((each) => (
          <label key={each.id} className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5">
            <input
              type="radio"
              value={each.id}
              className="size-4 shrink-0 accent-primary"
              {...register('choice', { validate: (choice) => choice !== '' || texts.choose })}
            />
            <span className="min-w-0 flex-1">
              <span className="block wrap-anywhere">{leadName(each)}</span>
              <span className="block text-sm text-text-muted wrap-anywhere">
                {[each.person.company, each.person.email].filter(Boolean).join(' · ')}
              </span>
            </span>
          </label>
        ))}
        {formState.errors.choice === undefined ? null : (
          <p role="alert" className="text-sm text-danger">
            {formState.errors.choice.message}
          </p>
        )}
      </fieldset>
    </FormDialog>
  );
}
