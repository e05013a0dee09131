import {
  backgroundSourcesOf,
  DEFAULT_PIPELINE,
  plainLogoUrlOf,
  type Picture,
  type StageId,
} from '@stageline/contracts';
import { presentPipeline } from '../../../shared/lib/pipelines.ts';
import { AutomationValue, isAutomation } from './automation-value.tsx';
import { templateTexts } from '../texts.ts';

const isPicture = (value: unknown): value is Picture =>
  typeof value === 'object' && value !== null && 'id' in value && 'widths' in value;

const isColour = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);

/** The value of one part of a site, as a person reads it. */
export function BlockValue({ field, value }: { readonly field: string; readonly value: unknown }) {
  const texts = templateTexts();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <p className="text-text-muted italic">{texts.empty}</p>;
  if (typeof value === 'boolean') return <p>{value ? texts.yes : texts.no}</p>;
  if (isColour(value))
    return (
      <p className="flex items-center gap-2">
        <span
          className="size-5 shrink-0 rounded-sm border border-border"
          style={{ backgroundColor: value }}
          aria-hidden="true"
        />
        <span className="numeric">{value}</span>
      </p>
    );
  if (Array.isArray(value))
    return (
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {value.map((item, index) => (
          <li key={index} className="wrap-anywhere">
            {lineOf(item)}
          </li>
        ))}
      </ul>
    );
  if (isPicture(value))
    return (
      <img
        src={field === 'logo' ? plainLogoUrlOf(value) : backgroundSourcesOf(value).src}
        alt={texts.picture(value.width, value.height)}
        width={value.width}
        height={value.height}
        className="h-auto max-h-40 w-auto max-w-full self-start rounded-sm border border-border bg-white object-contain"
      />
    );
  if (isAutomation(value)) return <AutomationValue automation={value} />;
  if (isPipeline(value)) return <PipelineValue pipeline={value} />;
  return <p className="max-h-48 overflow-y-auto wrap-anywhere whitespace-pre-wrap">{String(value)}</p>;
}

/** A list holds texts, or things that have a title. */
const lineOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'title' in item ? String(item.title) : String(item);

type Carried = {
  readonly name: string | null;
  readonly stages: readonly { readonly key: string; readonly name: string | null }[];
};
const isPipeline = (value: unknown): value is Carried =>
  typeof value === 'object' && value !== null && 'stages' in value;

/** A pipeline with its stages in order, under the names that its readers see. */
function PipelineValue({ pipeline: { name, stages } }: { readonly pipeline: Carried }) {
  const bare = { kind: 'open' as const, entry: [], leadsTo: null };
  const named = presentPipeline({
    id: DEFAULT_PIPELINE,
    version: 0,
    name,
    stages: stages.map((stage) => ({ ...bare, id: stage.key as StageId, name: stage.name })),
    formerStages: [],
  });
  return (
    <div>
      <p className="font-medium wrap-anywhere">{named.name}</p>
      <ol className="mt-1 flex list-decimal flex-col gap-1 ps-5">
        {named.stages.map((stage) => (
          <li key={stage.id} className="wrap-anywhere">
            {stage.name}
          </li>
        ))}
      </ol>
    </div>
  );
}
