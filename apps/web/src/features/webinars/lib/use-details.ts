import type { WebinarDetails } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { webinarTexts } from '../texts.ts';
import { detailsOf, issueOf, type DetailsValues } from './details-form.ts';

/** A form over what is known of an event. @param send stores it */
export function useDetails(defaultValues: DetailsValues, send: (details: WebinarDetails) => Promise<unknown>) {
  const form = useForm<DetailsValues>({ defaultValues });
  const submit = form.handleSubmit(async (values) => {
    const texts = webinarTexts().form;
    const issue = issueOf(values);
    if (issue === 'date') return form.setError('date', { message: texts.dateIncomplete });
    if (issue === 'price') return form.setError('price', { message: texts.priceInvalid });
    try {
      await send(detailsOf(values));
    } catch (error) {
      if (!applyIssues(error, form)) form.setError('root.server', { message: problemTexts().failed });
    }
  });
  return { form, submit, problem: form.formState.errors.root?.['server']?.message };
}
