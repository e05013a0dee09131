import {
  isTimeless,
  MailTemplateKey,
  type MailAudienceKind,
  type SequenceProgress,
  type SequenceStep,
} from '@stageline/contracts';
import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button, Input, Select, Switch } from '../../../shared/ui/index.ts';
import { audienceOf, isAfterEnd, offsetOf, UNITS, writtenOffset, type Unit } from '../lib/steps.ts';
import { mailsTexts } from '../texts.ts';

interface StepRowProps {
  readonly step: SequenceStep;
  /** What became of it for the next masterclass. */
  readonly progress: SequenceProgress['steps'][number] | undefined;
  readonly onChange: (step: SequenceStep) => void;
  readonly onRemove: () => void;
}

/** One mail of a sequence: when, what and to whom. */
export function StepRow({ step, progress, onChange, onRemove }: StepRowProps) {
  const texts = mailsTexts();
  const nameId = useId();
  const name = texts.templateNames[step.template];
  return (
    <li className="relative py-3 ps-6" aria-labelledby={nameId}>
      <span
        aria-hidden="true"
        className={cn(
          'absolute start-0 top-7 size-2.5 -translate-x-1/2 rounded-full border-2 bg-raised rtl:translate-x-1/2',
          step.on ? 'border-primary-edge' : 'border-control',
        )}
      />
      <div className="flex items-center gap-2">
        <p
          id={nameId}
          className={cn('min-w-0 flex-1 text-sm font-medium wrap-anywhere', !step.on && 'text-text-muted')}
        >
          {name}
          <span className="numeric text-xs font-normal text-text-muted max-sm:block sm:ms-2">
            {progress === undefined ? null : texts.stepCounts(progress.sent, progress.planned)}
          </span>
        </p>
        <Switch
          aria-label={texts.switchOf(name)}
          checked={step.on}
          onCheckedChange={(on) => onChange({ ...step, on })}
        />
        <Button variant="ghost" size="icon" data-row="remove" aria-label={texts.removeStep(name)} onClick={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
        </Button>
      </div>
      <div className="mt-2 flex flex-wrap gap-2">
        <WhenFields step={step} onChange={onChange} />
        <div className="w-64">
          <Select
            aria-label={texts.template}
            value={step.template}
            onChange={({ target }) => onChange({ ...step, template: MailTemplateKey.parse(target.value) })}
          >
            {MailTemplateKey.options.map((key) => (
              <option key={key} value={key}>
                {texts.templateNames[key]}
              </option>
            ))}
          </Select>
        </div>
        <AudienceFields step={step} onChange={onChange} />
      </div>
    </li>
  );
}

const PLACES = ['start-before', 'start-after', 'end-before', 'end-after'] as const;

type FieldsProps = Pick<StepRowProps, 'step' | 'onChange'>;

function WhenFields({ step, onChange }: FieldsProps) {
  const texts = mailsTexts();
  const written = writtenOffset(step.offsetMinutes);
  const place = `${step.anchor}-${written.when}` as const;
  return (
    <div className="flex flex-wrap gap-2">
      <div className="w-18">
        <Input
          aria-label={texts.amount}
          type="number"
          inputMode="numeric"
          min={0}
          max={43_200}
          value={written.amount}
          onChange={({ target }) =>
            onChange({ ...step, offsetMinutes: offsetOf({ ...written, amount: target.valueAsNumber || 0 }) })
          }
        />
      </div>
      <div className="w-28">
        <Select
          aria-label={texts.unit}
          value={written.unit}
          onChange={({ target }) =>
            onChange({ ...step, offsetMinutes: offsetOf({ ...written, unit: target.value as Unit }) })
          }
        >
          {(Object.keys(UNITS) as Unit[]).map((unit) => (
            <option key={unit} value={unit}>
              {texts.units[unit](written.amount)}
            </option>
          ))}
        </Select>
      </div>
      <div className="w-42">
        <Select
          aria-label={texts.anchor}
          value={place}
          onChange={({ target }) => {
            const [anchor, when] = target.value.split('-') as [SequenceStep['anchor'], 'before' | 'after'];
            onChange({ ...step, anchor, offsetMinutes: offsetOf({ ...written, when }) });
          }}
        >
          {PLACES.map((value) => (
            <option key={value} value={value}>
              {texts.anchors[value]}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

function AudienceFields({ step, onChange }: FieldsProps) {
  const texts = mailsTexts();
  const { audience } = step;
  const all = Object.keys(texts.audiences) as MailAudienceKind[];
  // Who was there is known only afterwards.
  const kinds = isAfterEnd(step) ? all : all.filter(isTimeless);
  return (
    <div className="flex flex-wrap gap-2">
      <div className="w-60">
        <Select
          aria-label={texts.audience}
          value={audience.kind}
          onChange={({ target }) => onChange({ ...step, audience: audienceOf(target.value as MailAudienceKind) })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {texts.audiences[kind]}
            </option>
          ))}
        </Select>
      </div>
      {audience.kind === 'left-before' ? (
        <div className="w-24">
          <Input
            aria-label={texts.leftBeforeMinutes}
            type="number"
            inputMode="numeric"
            min={1}
            max={720}
            value={audience.minutes}
            onChange={({ target }) =>
              onChange({ ...step, audience: { ...audience, minutes: Math.trunc(target.valueAsNumber) || 1 } })
            }
          />
        </div>
      ) : null}
      {audience.kind === 'watched-replay' ? (
        <div className="w-24">
          <Input
            aria-label={texts.watchedPercent}
            type="number"
            inputMode="numeric"
            min={1}
            max={100}
            value={audience.percent}
            onChange={({ target }) =>
              onChange({ ...step, audience: { ...audience, percent: Math.trunc(target.valueAsNumber) || 1 } })
            }
          />
        </div>
      ) : null}
    </div>
  );
}
