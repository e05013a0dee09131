import {
  DEFAULT_PIPELINE,
  imports,
  type ImportField,
  type ImportKey,
  type ImportPlan,
  type ImportView,
  type MembershipId,
  type PipelineId,
  type StageId,
} from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { Button, Field, Notice, Panel, Section, Select, Stack } from '../../../shared/ui/index.ts';
import { teamQuery, useImportStep } from '../api/imports.queries.ts';
import { importsTexts } from '../texts.ts';

/** A plan as a form holds it: nothing is an empty choice. */
interface PlanFields {
  mapping: (ImportField | '')[];
  key: ImportKey;
  pipelineId: PipelineId;
  stage: StageId;
  assignee: MembershipId | '';
}

const fieldsOf = ({ plan, suggestion }: ImportView): PlanFields => {
  const { mapping, key } = plan ?? suggestion;
  const { pipelineId = DEFAULT_PIPELINE, stage = 'new' as const, assignee = null } = plan ?? {};
  return { mapping: mapping.map((field) => field ?? ''), key, pipelineId, stage, assignee: assignee ?? '' };
};
const planOf = ({ mapping, assignee, ...plan }: PlanFields): ImportPlan => ({
  ...plan,
  mapping: mapping.map((field) => (field === '' ? null : field)),
  assignee: assignee === '' ? null : assignee,
});

/** What the columns hold, by what people are known again, and where new leads go. */
export function PlanForm({ view, onChecked }: { readonly view: ImportView; readonly onChecked: () => void }) {
  const texts = importsTexts();
  const { check, cancel } = useImportStep(view.id);
  const { register, handleSubmit, control, setValue } = useForm<PlanFields>({ defaultValues: fieldsOf(view) });
  const [mapping, pipelineId, key, stage, assignee] = useWatch({
    control,
    name: ['mapping', 'pipelineId', 'key', 'stage', 'assignee'],
  });
  const { all, find } = usePipelines();
  const team = useQuery(teamQuery());
  const keys = imports.ImportKey.options.filter((each) => mapping.includes(each));
  // What the file does not hold any more cannot be what people are known by: the list shows its first entry then.
  const [first] = keys;
  useEffect(() => {
    if (first !== undefined && !mapping.includes(key)) setValue('key', first);
  }, [first, key, mapping, setValue]);
  const failure = check.error ?? cancel.error;
  return (
    <form
      onSubmit={(event) => void handleSubmit((fields) => check.mutate(planOf(fields), { onSuccess: onChecked }))(event)}
    >
      <Stack className="gap-8">
        <Section title={texts.columns} description={view.suggestion.remembered ? texts.remembered : texts.suggested}>
          <Panel>
            <ul>
              {view.columns.map(({ name, samples }, at) => (
                <li
                  // oxlint-disable-next-line react/no-array-index-key -- columns may share a name; their place is what they are
                  key={at}
                  className="grid gap-x-4 gap-y-2 border-b border-border px-4 py-3 last:border-0 sm:grid-cols-[1fr_15rem] sm:items-center sm:px-5"
                >
                  <div className="min-w-0">
                    <p className="truncate font-medium">{name === '' ? texts.unnamed(at + 1) : name}</p>
                    <p className="truncate text-sm text-text-muted">{samples.filter(Boolean).join(' · ')}</p>
                  </div>
                  <Select
                    aria-label={`${name === '' ? texts.unnamed(at + 1) : name}: ${texts.holds}`}
                    {...register(`mapping.${at}`)}
                  >
                    <option value="">{texts.leaveOut}</option>
                    {imports.ImportField.options.map((field) => (
                      <option key={field} value={field} disabled={mapping[at] !== field && mapping.includes(field)}>
                        {texts.fields[field]}
                      </option>
                    ))}
                  </Select>
                </li>
              ))}
            </ul>
          </Panel>
          <Field label={texts.key} hint={texts.keyHint} className="mt-5 max-w-sm">
            {(aria) => (
              <Select {...aria} {...register('key')} value={key}>
                {(keys.length === 0 ? imports.ImportKey.options : keys).map((each) => (
                  <option key={each} value={each}>
                    {texts.keys[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </Section>
        <Section title={texts.where}>
          <div className="grid gap-4 sm:grid-cols-3">
            <Field label={texts.pipeline}>
              {(aria) => (
                <Select
                  {...aria}
                  value={pipelineId}
                  {...register('pipelineId', {
                    onChange: ({ target }: { target: { value: PipelineId } }) =>
                      setValue('stage', find(target.value)?.stages[0]?.id ?? 'new'),
                  })}
                >
                  {all.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={texts.stage}>
              {(aria) => (
                <Select {...aria} {...register('stage')} value={stage}>
                  {(find(pipelineId)?.stages ?? []).map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={texts.assignee}>
              {(aria) => (
                <Select {...aria} {...register('assignee')} value={assignee}>
                  <option value="">{texts.nobody}</option>
                  {(team.data?.items ?? []).map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        </Section>
        {failure === null ? null : <Notice>{failure.message}</Notice>}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={check.isPending} disabled={keys.length === 0}>
            {texts.check}
          </Button>
          <Button variant="ghost" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {texts.discard}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
