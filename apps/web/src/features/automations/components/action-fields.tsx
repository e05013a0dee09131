import type { AutomationAction, AutomationActionKind } from '@stageline/contracts';
import { useState } from 'react';
import { Field, Input } from '../../../shared/ui/index.ts';
import { MINUTES_IN, unitOf } from '../../../shared/lib/automation-words.ts';
import { actionOf } from '../lib/draft.ts';
import { anyMessage, messageAt } from '../lib/messages.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { Choice, MemberChoice, NumberInput, PlaceChoice } from './choices.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { WordsField } from './words-field.tsx';

type Of<K extends AutomationActionKind> = Extract<AutomationAction, { kind: K }>;
interface PartProps<K extends AutomationActionKind> {
  readonly value: Of<K>;
  readonly onChange: (action: AutomationAction) => void;
  readonly names: Names;
  readonly errors: unknown;
}

/** One step: what is done, and what that needs. */
export function ActionFields(props: PartProps<AutomationActionKind> & { readonly place: number }) {
  const { value, onChange, place, errors } = props;
  const texts = automationsTexts();
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label={texts.actionKind(place)}
          value={value.kind}
          options={texts.actions}
          error={value.kind === 'move' || value.kind === 'assign' ? undefined : messageAt(errors)}
          onChange={(kind) => onChange(actionOf(kind))}
        />
        <Beside {...props} />
      </div>
      <Beneath {...props} place={place} />
    </div>
  );
}

/** What one line says. */
function Beside({ value, onChange, names, errors }: PartProps<AutomationActionKind>) {
  const texts = automationsTexts();
  switch (value.kind) {
    case 'move':
      return (
        <PlaceChoice
          label={texts.stageOf}
          value={value}
          names={names}
          error={messageAt(errors)}
          onChange={(place) => onChange({ ...value, ...place })}
        />
      );
    case 'assign':
      return (
        <MemberChoice
          label={texts.to}
          value={value.to}
          names={names}
          others={[['rules', texts.byRules]]}
          error={messageAt(errors)}
          onChange={(to) => onChange({ ...value, to: to as Of<'assign'>['to'] })}
        />
      );
    case 'notify':
      return (
        <MemberChoice
          label={texts.who}
          value={value.who}
          names={names}
          others={[['owner', texts.theOwner]]}
          onChange={(who) => onChange({ ...value, who: who as Of<'notify'>['who'] })}
        />
      );
    case 'mail':
      return (
        <Choice
          label={texts.link}
          value={value.link}
          options={texts.links}
          onChange={(link) => onChange({ ...value, link })}
        />
      );
    case 'wait':
      return <WaitFields value={value} onChange={onChange} names={names} errors={errors} />;
    case 'check':
      return null;
  }
}

/** What needs the whole width. */
function Beneath({
  value,
  onChange,
  names,
  errors,
  place,
}: PartProps<AutomationActionKind> & { readonly place: number }) {
  const texts = automationsTexts();
  switch (value.kind) {
    case 'mail':
      return <MailFields value={value} onChange={onChange} names={names} errors={errors} />;
    case 'notify':
      return (
        <WordsField
          label={texts.text}
          value={value.text}
          rows={2}
          error={messageAt(errors, 'text')}
          onChange={(text) => onChange({ ...value, text })}
        />
      );
    case 'check':
      return (
        <ConditionFields
          value={value.condition}
          names={names}
          label={texts.checkOf(place)}
          error={anyMessage(errors, 'condition')}
          onChange={(condition) => onChange({ ...value, condition })}
        />
      );
    default:
      return null;
  }
}

function MailFields({ value, onChange, errors }: PartProps<'mail'>) {
  const texts = automationsTexts();
  return (
    <>
      <Field label={texts.subject} error={messageAt(errors, 'subject')}>
        {(control) => (
          <Input
            {...control}
            value={value.subject}
            maxLength={150}
            onChange={({ target }) => onChange({ ...value, subject: target.value })}
          />
        )}
      </Field>
      <WordsField
        label={texts.text}
        value={value.text}
        rows={5}
        error={messageAt(errors, 'text')}
        onChange={(text) => onChange({ ...value, text })}
      />
    </>
  );
}

function WaitFields({ value, onChange, errors }: PartProps<'wait'>) {
  const texts = automationsTexts();
  const [unit, setUnit] = useState(() => unitOf(value.minutes));
  const amount = value.minutes / MINUTES_IN[unit];
  return (
    <div className="grid grid-cols-2 gap-4">
      <NumberInput
        label={texts.long}
        value={amount}
        error={messageAt(errors, 'minutes')}
        onChange={(next) => onChange({ ...value, minutes: next * MINUTES_IN[unit] })}
      />
      <Choice
        label={texts.unit}
        value={unit}
        options={texts.units}
        onChange={(next) => {
          setUnit(next);
          onChange({ ...value, minutes: amount * MINUTES_IN[next] });
        }}
      />
    </div>
  );
}
