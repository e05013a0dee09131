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
import { FoundPeople } from './found-people.tsx';

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
      <FoundPeople
        legend={texts.found}
        nobody={wanted !== '' && query.isSuccess && found.length === 0 ? texts.noneFound : undefined}
        people={found.slice(0, SHOWN).map((each) => ({
          value: each.id,
          name: leadName(each),
          note: each.person.company ?? '',
          email: each.person.email,
        }))}
        choice={register('choice', { validate: (choice) => choice !== '' || texts.choose })}
        error={formState.errors.choice?.message}
      />
    </FormDialog>
  );
}
