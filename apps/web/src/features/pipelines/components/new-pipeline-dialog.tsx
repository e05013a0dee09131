import type { PipelineId } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useMakePipeline } from '../api/pipelines.queries.ts';
import { pipelinesTexts } from '../texts.ts';

interface NewPipelineDialogProps {
  readonly onClose: () => void;
  readonly onMade: (id: PipelineId) => void;
}

/** Makes a pipeline with the stages that most begin with. */
export function NewPipelineDialog({ onClose, onMade }: NewPipelineDialogProps) {
  const texts = pipelinesTexts();
  const make = useMakePipeline();
  const form = useForm({ defaultValues: { name: '' } });
  const { errors, isSubmitting } = form.formState;
  const { new: first, progress, won, lost } = texts.firstStages;
  const submit = form.handleSubmit(async ({ name }) => {
    try {
      const { id } = await make.mutateAsync({
        name,
        stages: [
          { name: first, kind: 'open' },
          { name: progress, kind: 'open' },
          { name: won, kind: 'won' },
          { name: lost, kind: 'lost' },
        ],
      });
      toast(texts.made(name.trim()));
      onMade(id);
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'name-taken')
        form.setError('name', { message: texts.nameTaken }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      title={texts.makeTitle}
      description={texts.makeHint}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.makeSubmit}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.name} error={errors.name?.message}>
        {(control) => (
          <Input {...control} maxLength={40} placeholder={texts.namePlaceholder} {...form.register('name')} />
        )}
      </Field>
    </FormDialog>
  );
}
