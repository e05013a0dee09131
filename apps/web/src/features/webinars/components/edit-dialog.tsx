import type { WebinarView } from '@stageline/contracts';
import { FormDialog, toast } from '../../../shared/ui/index.ts';
import { useWebinar } from '../api/webinars.queries.ts';
import { valuesOf } from '../lib/details-form.ts';
import { useDetails } from '../lib/use-details.ts';
import { webinarTexts } from '../texts.ts';
import { DetailsFields } from './details-fields.tsx';

/** Changes what is known of an event. */
export function EditDialog({ webinar, onClose }: { readonly webinar: WebinarView; readonly onClose: () => void }) {
  const texts = webinarTexts();
  const { change } = useWebinar(webinar.id);
  const { form, submit, problem } = useDetails(valuesOf(webinar), async (details) => {
    await change.mutateAsync(details);
    toast.success(texts.form.saved);
    onClose();
  });
  return (
    <FormDialog
      title={texts.frame.editTitle}
      className="max-w-2xl"
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.form.save}
      loading={form.formState.isSubmitting}
      problem={problem}
    >
      <DetailsFields form={form} />
    </FormDialog>
  );
}
