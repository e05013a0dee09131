import type { AutomationBody, AutomationView } from '@stageline/contracts';
import { useEffect, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, ConfirmDialog, Field, Input, LeaveQuestion, Notice, toast } from '../../../shared/ui/index.ts';
import { useMakeAutomation, useRemoveAutomation, useSaveAutomation } from '../api/automations.queries.ts';
import { bodyOf, draftOf, type AutomationDraft } from '../lib/draft.ts';
import { anyMessage } from '../lib/messages.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { ActionList } from './action-list.tsx';
import { Block } from './block.tsx';
import { ConditionList } from './condition-list.tsx';
import { TrialPanel } from './trial-panel.tsx';
import { TriggerFields } from './trigger-fields.tsx';

interface AutomationFormProps {
  /** The one that is changed; none for a new one. */
  readonly stored?: AutomationView;
  readonly begin: AutomationBody;
  readonly names: Names;
}

/** A rule as a sentence: when, if, then. Everything is sent together, with the version that was seen. */
export function AutomationForm({ stored: latest, begin, names }: AutomationFormProps) {
  const texts = automationsTexts();
  const navigate = useNavigate();
  // What somebody else saves meanwhile does not change the form under the hands of whoever fills it in.
  const [stored, setStored] = useState(latest);
  const [made, setMade] = useState<AutomationView>();
  const [obstacle, setObstacle] = useState<'conflict' | 'limit-reached'>();
  const form = useForm<AutomationDraft>({ defaultValues: draftOf(begin) });
  const { control, formState } = form;
  const { errors, isDirty, isSubmitting } = formState;
  const isNew = stored === undefined;
  const make = useMakeAutomation();
  const save = useSaveAutomation(stored?.id ?? ('' as AutomationView['id']));
  const take = (automation: AutomationView) => {
    setStored(automation);
    setObstacle(undefined);
    form.reset(draftOf(automation));
  };
  if (stored !== undefined && latest !== undefined && !isDirty && latest.version > stored.version) take(latest);

  const submit = form.handleSubmit(async (draft) => {
    setObstacle(undefined);
    try {
      const body = bodyOf(draft);
      if (stored === undefined) {
        const automation = await make.mutateAsync(body);
        form.reset(draft);
        setMade(automation);
      } else {
        const automation = await save.mutateAsync({ ...body, version: stored.version });
        take(automation);
        toast(texts.saved(automation.name));
      }
    } catch (error) {
      if (error instanceof ApiProblem && (error.code === 'conflict' || error.code === 'limit-reached'))
        setObstacle(error.code);
      else if (!applyIssues(error, form)) throw error;
    }
  });
  // Once the form has nothing to lose any more, leaving it asks nothing.
  useEffect(() => {
    if (made === undefined || isDirty) return;
    toast(texts.created(made.name));
    void navigate(`/dashboard/automations/${made.id}`, { replace: true });
  }, [made, isDirty, navigate, texts]);
  const problem = errors.root?.['server']?.message;

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-6">
      {problem === undefined ? null : <Notice>{problem}</Notice>}
      <Field label={texts.name} error={errors.name?.message} className="max-w-md">
        {(field) => <Input {...field} maxLength={60} placeholder={texts.namePlaceholder} {...form.register('name')} />}
      </Field>
      <Block title={texts.when}>
        <Controller
          control={control}
          name="trigger"
          render={({ field: { value, onChange } }) => (
            <TriggerFields value={value} onChange={onChange} names={names} error={anyMessage(errors.trigger)} />
          )}
        />
      </Block>
      <Block title={texts.ifs} hint={texts.ifsHint}>
        <Controller
          control={control}
          name="conditions"
          render={({ field: { value, onChange } }) => (
            <ConditionList rows={value} onChange={onChange} names={names} errors={errors.conditions} />
          )}
        />
      </Block>
      <Block title={texts.thens} hint={texts.thensHint}>
        <Controller
          control={control}
          name="actions"
          render={({ field: { value, onChange } }) => (
            <ActionList rows={value} onChange={onChange} names={names} errors={errors.actions} />
          )}
        />
      </Block>
      <TrialPanel draft={form.getValues} names={names} onRefused={(error) => applyIssues(error, form)} />
      {obstacle === undefined ? null : (
        <Notice>
          <p>{obstacle === 'conflict' ? texts.conflict : texts.limit}</p>
          {obstacle === 'conflict' && latest !== undefined ? (
            <Button size="sm" className="mt-2" onClick={() => take(latest)}>
              {texts.loadTheirs}
            </Button>
          ) : null}
        </Notice>
      )}
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-border bg-surface py-3">
        <Button type="submit" variant="primary" disabled={!isNew && !isDirty} loading={isSubmitting}>
          {isNew ? texts.create : texts.save}
        </Button>
        {isDirty && stored !== undefined ? (
          <>
            <Button variant="ghost" onClick={() => take(stored)}>
              {texts.discard}
            </Button>
            <span className="text-xs text-text-muted">{texts.unsaved}</span>
          </>
        ) : null}
        {stored === undefined ? null : <RemoveAutomation automation={stored} onRemoved={() => form.reset()} />}
      </div>
      <LeaveQuestion isDirty={isDirty} />
    </form>
  );
}

function RemoveAutomation({
  automation,
  onRemoved,
}: {
  readonly automation: AutomationView;
  readonly onRemoved: () => void;
}) {
  const texts = automationsTexts();
  const navigate = useNavigate();
  const remove = useRemoveAutomation();
  const [isAsking, setAsking] = useState(false);
  const change = {
    ...remove,
    mutateAsync: async (id: AutomationView['id']) => {
      onRemoved();
      await remove.mutateAsync(id);
      void navigate('/dashboard/automations', { replace: true });
    },
  };
  return (
    <>
      <Button variant="danger-quiet" className="ms-auto" onClick={() => setAsking(true)}>
        {texts.remove}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={texts.removeTitle(automation.name)}
          description={texts.removeHint}
          confirmLabel={texts.remove}
          danger
          change={change}
          input={automation.id}
          done={texts.removed(automation.name)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
