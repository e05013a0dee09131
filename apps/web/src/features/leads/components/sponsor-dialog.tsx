import type { LeadId, LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useForm } from 'react-hook-form';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Field, FormDialog, Input, Textarea } from '../../../shared/ui/index.ts';
import { leadName } from '../api/move-lead.ts';
import { candidatesQuery, useCorrectSponsor } from '../api/sponsor.queries.ts';
import { sponsorTexts } from '../sponsor-texts.ts';
import { FoundPeople } from './found-people.tsx';

/** What stands for nobody among the choices. */
const NOBODY = 'nobody';

interface Correction {
  /** A lead's id, or nobody. */
  readonly choice: string;
  readonly reason: string;
}

/** Gives a lead another sponsor, found by name or position, and asks why. */
export function SponsorDialog({ lead, onClose }: { readonly lead: LeadView; readonly onClose: () => void }) {
  const texts = sponsorTexts();
  const correct = useCorrectSponsor(lead);
  const { register, handleSubmit, formState } = useForm<Correction>({ defaultValues: { choice: '', reason: '' } });
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const found = useQuery(candidatesQuery(lead.id, wanted));
  const people = wanted === '' ? [] : (found.data?.people ?? []);
  const submit = handleSubmit(({ choice, reason }) =>
    correct.mutate(
      { sponsorId: choice === NOBODY ? null : (choice as LeadId), reason: reason.replaceAll(/\s+/g, ' ').trim() },
      { onSuccess: onClose },
    ),
  );
  const choices = [
    ...people.map(({ leadId, name, position }) => ({
      value: leadId as string,
      name,
      note: texts.place(formatNumber(position)),
    })),
    { value: NOBODY, name: texts.nobody, note: '' },
  ];
  // Whoever was chosen among others found before is not to be seen any more.
  const isShown = (choice: string) => choices.some(({ value }) => value === choice) || texts.choiceMissing;
  return (
    <FormDialog
      title={texts.dialogTitle(leadName(lead))}
      description={texts.dialogHint}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={correct.isPending}
      problem={correct.error?.message}
    >
      <Field label={texts.search} hint={texts.searchHint}>
        {(control) => (
          <Input
            {...control}
            type="search"
            className="[&::-webkit-search-cancel-button]:hidden"
            maxLength={100}
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      <FoundPeople
        legend={texts.found}
        nobody={wanted !== '' && found.isSuccess && people.length === 0 ? texts.noneFound : undefined}
        people={choices}
        choice={register('choice', { validate: isShown })}
        error={formState.errors.choice?.message}
      />
      <Field label={texts.reason} error={formState.errors.reason?.message}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={300}
            {...register('reason', { validate: (reason) => reason.trim() !== '' || texts.reasonMissing })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
