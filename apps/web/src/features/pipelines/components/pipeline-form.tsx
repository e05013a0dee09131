import { DEFAULT_PIPELINE, type PipelineView } from '@stageline/contracts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { FormProvider, useFieldArray, useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { applyIssues } from '../../../shared/lib/form.ts';
import { presentPipeline } from '../../../shared/lib/pipelines.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import {
  Button,
  ConfirmDialog,
  Field,
  Input,
  LeaveQuestion,
  Notice,
  Section,
  toast,
} from '../../../shared/ui/index.ts';
import { useRemovePipeline, useSavePipeline } from '../api/pipelines.queries.ts';
import { bodyOf, draftOf, emptyStage, type PipelineDraft } from '../lib/draft.ts';
import { pipelinesTexts } from '../texts.ts';
import { StageRows } from './stage-rows.tsx';

/** What kept the pipeline from being saved as a whole. */
type Obstacle = 'stage-in-use' | 'conflict';

/** Changes one pipeline; everything is sent together, with the version that was seen. */
export function PipelineForm({ stored: latest }: { stored: PipelineView }) {
  const texts = pipelinesTexts();
  // What somebody else saves meanwhile does not change the form under the hands of whoever fills it in.
  const [stored, setStored] = useState(latest);
  const shown = presentPipeline(stored);
  const save = useSavePipeline(stored.id);
  const form = useForm<PipelineDraft>({ defaultValues: draftOf(shown) });
  const rows = useFieldArray({ control: form.control, name: 'stages', keyName: 'key' });
  const [obstacle, setObstacle] = useState<Obstacle>();
  const { errors, isDirty, isSubmitting } = form.formState;
  const begin = (pipeline: PipelineView) => {
    setStored(pipeline);
    setObstacle(undefined);
    form.reset(draftOf(presentPipeline(pipeline)));
  };
  if (!isDirty && latest.version > stored.version) begin(latest);
  const submit = form.handleSubmit(async (draft) => {
    setObstacle(undefined);
    try {
      const saved = await save.mutateAsync({ ...bodyOf(draft, shown, stored), version: stored.version });
      begin(saved);
      toast(texts.saved(presentPipeline(saved).name));
    } catch (error) {
      if (error instanceof ApiProblem && (error.code === 'stage-in-use' || error.code === 'conflict'))
        setObstacle(error.code);
      else if (error instanceof ApiProblem && error.code === 'name-taken')
        form.setError('name', { message: texts.nameTaken }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  const problem = errors.root?.['server']?.message ?? errors.stages?.message ?? errors.stages?.root?.message;
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-6">
        {problem === undefined ? null : <Notice>{problem}</Notice>}
        <Field label={texts.name} error={errors.name?.message} className="max-w-sm">
          {(control) => <Input {...control} maxLength={40} {...form.register('name')} />}
        </Field>
        <Section title={texts.stages} description={texts.stagesHint}>
          <StageRows rows={rows} />
          <Button variant="ghost" className="mt-2" onClick={() => rows.append(emptyStage)}>
            <Plus size={16} aria-hidden="true" />
            {texts.addStage}
          </Button>
          <p className="mt-2 text-xs text-text-muted">{texts.kindFixed}</p>
        </Section>
        {/* Beside the button that was pressed: the head of a long form is out of sight. */}
        <ObstacleNotice obstacle={obstacle} pipeline={stored} onLoadTheirs={() => begin(latest)} />
        <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-border bg-surface py-3">
          <Button type="submit" variant="primary" disabled={!isDirty} loading={isSubmitting}>
            {texts.save}
          </Button>
          {isDirty ? (
            <>
              <Button variant="ghost" onClick={() => begin(stored)}>
                {texts.discard}
              </Button>
              <span className="text-xs text-text-muted">{texts.unsaved}</span>
            </>
          ) : null}
          {stored.id === DEFAULT_PIPELINE ? null : <RemovePipeline pipeline={stored} name={shown.name} />}
        </div>
        <LeaveQuestion isDirty={isDirty} isChosenByQuery />
      </form>
    </FormProvider>
  );
}

interface ObstacleNoticeProps {
  readonly obstacle: Obstacle | undefined;
  readonly pipeline: PipelineView;
  readonly onLoadTheirs: () => void;
}

function ObstacleNotice({ obstacle, pipeline, onLoadTheirs }: ObstacleNoticeProps) {
  const texts = pipelinesTexts();
  if (obstacle === undefined) return null;
  return (
    <Notice>
      <p>{obstacle === 'conflict' ? texts.conflict : texts.inUse}</p>
      {obstacle === 'conflict' ? (
        <Button size="sm" className="mt-2" onClick={onLoadTheirs}>
          {texts.loadTheirs}
        </Button>
      ) : (
        <Link
          to={`/dashboard/leads?view=board&pipeline=${pipeline.id}`}
          className="tap-target mt-2 inline-block font-medium underline"
        >
          {texts.openBoard}
        </Link>
      )}
    </Notice>
  );
}

function RemovePipeline({ pipeline, name }: { pipeline: PipelineView; name: string }) {
  const texts = pipelinesTexts();
  const remove = useRemovePipeline();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="danger-quiet" className="ms-auto" onClick={() => setAsking(true)}>
        {texts.remove}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={texts.removeTitle(name)}
          description={texts.removeHint}
          confirmLabel={texts.remove}
          danger
          change={remove}
          input={pipeline.id}
          done={texts.removed(name)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
