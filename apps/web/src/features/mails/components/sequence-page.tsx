import type { SequenceBody, SequenceProgress, SequenceStep, SequenceView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Controller } from 'react-hook-form';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { Button, Field, Input, Panel, Section } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import { progressQuery, sequenceQuery, useSaveSequence } from '../api/mails.queries.ts';
import { inOrder, isAfterEnd, newStep, settled } from '../lib/steps.ts';
import { mailsTexts } from '../texts.ts';
import { ProgressList } from './progress-list.tsx';
import { StepRow } from './step-row.tsx';

const MAX_STEPS = 20;

/** Which mails go out around a masterclass, on a line of time, and what became of them. */
export function SequencePage() {
  const texts = mailsTexts();
  const sequence = useQuery(sequenceQuery());
  const progress = useQuery(progressQuery());
  const next = progress.data?.items[0];
  return (
    <Loaded query={sequence} waiting={<FieldsSkeleton label={texts.loading} />}>
      {(latest) => (
        <div className="flex flex-col gap-10">
          <SequenceForm latest={latest} next={next} reload={async () => (await sequence.refetch()).data} />
          <Section title={texts.progress} description={texts.progressHint}>
            <Loaded query={progress} waiting={<FieldsSkeleton label={texts.loading} />}>
              {({ items }) => <ProgressList items={items} steps={latest.steps} />}
            </Loaded>
          </Section>
        </div>
      )}
    </Loaded>
  );
}

interface SequenceFormProps {
  readonly latest: SequenceView;
  /** The masterclass that is on or comes next; else the last one. */
  readonly next: SequenceProgress | undefined;
  readonly reload: () => Promise<SequenceView | undefined>;
}

function SequenceForm({ latest, next, reload }: SequenceFormProps) {
  const texts = mailsTexts();
  const save = useSaveSequence();
  const frame = useSaveForm<SequenceBody, SequenceView>({
    latest,
    valuesOf: ({ steps, minimumGapMinutes }) => ({ steps: inOrder(steps), minimumGapMinutes }),
    save: (body, { version }) => save.mutateAsync({ ...body, version }),
    reload,
    saved: texts.sequenceSaved,
  });
  const { control } = frame.form;
  return (
    <SaveForm frame={frame} label={texts.save} className="gap-5">
      <Controller
        control={control}
        name="steps"
        render={({ field: { value, onChange } }) => <Timeline steps={value} next={next} onChange={onChange} />}
      />
      <Controller
        control={control}
        name="minimumGapMinutes"
        render={({ field: { value, onChange }, fieldState: { error } }) => (
          <Field label={texts.gap} hint={texts.gapHint} error={error?.message} className="max-w-md">
            {(field) => (
              <Input
                {...field}
                type="number"
                inputMode="numeric"
                min={0}
                max={1440}
                className="max-w-28"
                value={value}
                onChange={({ target }) => onChange(Math.trunc(target.valueAsNumber) || 0)}
              />
            )}
          </Field>
        )}
      />
    </SaveForm>
  );
}

interface TimelineProps {
  readonly steps: readonly SequenceStep[];
  readonly next: SequenceProgress | undefined;
  readonly onChange: (steps: readonly SequenceStep[]) => void;
}

/** Steps before the begin, in the masterclass and after its end; a change of a time moves a step once it is saved. */
function Timeline({ steps, next, onChange }: TimelineProps) {
  const texts = mailsTexts();
  const put = (id: string, step: SequenceStep) => onChange(steps.map((one) => (one.id === id ? settled(step) : one)));
  const focus = useRowFocus<HTMLDivElement>();
  const remove = (step: SequenceStep) => {
    onChange(steps.filter(({ id }) => id !== step.id));
    focus.removed([...before, ...after].indexOf(step));
  };
  const rows = (some: readonly SequenceStep[]) =>
    some.map((step) => (
      <StepRow
        key={step.id}
        step={step}
        progress={next?.steps.find(({ stepId }) => stepId === step.id)}
        onChange={(changed) => put(step.id, changed)}
        onRemove={() => remove(step)}
      />
    ));
  const before = steps.filter((step) => !isAfterEnd(step));
  const after = steps.filter(isAfterEnd);
  return (
    <Panel ref={focus.place} data-rows="" className="p-4">
      <Marker>{texts.registers}</Marker>
      <ol className="ms-2 border-s border-border py-1">{rows(before)}</ol>
      <Marker>{texts.takesPlace}</Marker>
      <ol className="ms-2 border-s border-border py-1">{rows(after)}</ol>
      <Button
        size="sm"
        data-row="add"
        className="mt-2"
        disabled={steps.length >= MAX_STEPS}
        onClick={() => onChange([...steps, newStep(steps)])}
      >
        <Plus size={16} aria-hidden="true" />
        {texts.addStep}
      </Button>
    </Panel>
  );
}

const Marker = ({ children }: { readonly children: string }) => (
  <p className="flex items-center gap-3 text-xs font-medium text-text-muted">
    <span aria-hidden="true" className="size-4 shrink-0 rounded-full border-2 border-primary-edge bg-primary" />
    {children}
  </p>
);
