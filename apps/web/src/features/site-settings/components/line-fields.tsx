import { Field, Input, Select } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { SimulationFields } from './simulation-fields.tsx';
import { SwitchField } from './switch-field.tsx';
import { TextField } from './text-fields.tsx';

/** How the line of new members looks on the page, and what the team is told. */
export function LineFields({ form, maySimulate }: { readonly form: ContentForm; readonly maySimulate: boolean }) {
  const texts = settingsTexts();
  // What a former demo has left on has to be turned off before anything can be saved.
  const simulates = form.getValues('line.simulationSettings.enabled') === true;
  const { register, formState } = form;
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={texts.membersShown} error={formState.errors.line?.displayLimit?.message}>
          {(a11y) => (
            <Input
              {...a11y}
              type="number"
              min={1}
              max={100}
              inputMode="numeric"
              {...register('line.displayLimit', { valueAsNumber: true })}
            />
          )}
        </Field>
        <Field label={texts.names}>
          {(a11y) => (
            <Select {...a11y} {...register('line.memberDisplayFormat')}>
              {(['firstNameLastInitial', 'firstName', 'initials'] as const).map((way) => (
                <option key={way} value={way}>
                  {texts.nameSamples[way]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.speed} hint={texts.speedHint}>
          {(a11y) => (
            <Select {...a11y} {...register('line.animationSpeed')}>
              {(['slow', 'medium', 'fast'] as const).map((speed) => (
                <option key={speed} value={speed}>
                  {texts.speeds[speed]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="flex flex-col">
        <SwitchField form={form} name="line.showTimestamps" label={texts.timestamps} />
        <SwitchField form={form} name="line.highlightNewMembers" label={texts.highlight} />
        <SwitchField form={form} name="settings.showRealTimeCounts" label={texts.realTimeCounts} />
        <SwitchField form={form} name="settings.enableLeaderboard" label={texts.leaderboard} />
        <SwitchField form={form} name="settings.enableEmailNotifications" label={texts.teamMails} />
      </div>
      <TextField
        form={form}
        name="disclosure"
        label={texts.disclosure}
        hint={texts.disclosureHint}
        maxLength={600}
        multiline
        optional
      />
      {maySimulate || simulates ? <SimulationFields form={form} /> : null}
    </div>
  );
}
