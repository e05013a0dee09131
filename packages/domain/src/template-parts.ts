import type { SiteAutomation, TemplateAutomation, TemplatePipeline } from '@stageline/contracts';
import { same } from './site-fields.ts';
import { automationsFromTemplate } from './template-automations.ts';
import type { TemplateBlock } from './template-merge.ts';
import type { TemplateNames } from './template-names.ts';

const PIPELINES = 'pipelines.';
const AUTOMATIONS = 'automations.';

type Named = Pick<TemplateBlock, 'field'>;
/** Whether a block is about a pipeline, and not about the site's content. */
export const isPipelineBlock = ({ field }: Named): boolean => field.startsWith(PIPELINES);
/** Whether a block is about an automation. */
export const isAutomationBlock = ({ field }: Named): boolean => field.startsWith(AUTOMATIONS);

interface Part {
  /** Names it in every version and on every site. */
  readonly key: string;
}
const byKey = <P extends Part>(parts: readonly P[]) => new Map(parts.map((part) => [part.key, part] as const));

/**
 * Compares parts that a template brings one by one, each as a whole (three-way merge). One that the template does not bring any
 * more stays; of one that the owner removed, the owner is asked only where the template changed it.
 * @param base as the site's own version had them, the last of a key counts; null when that version is gone
 * @returns the parts that differ; `field` is the key behind the prefix
 */
function compareParts(
  prefix: string,
  base: readonly Part[] | null,
  theirs: readonly Part[],
  ours: readonly Part[],
): TemplateBlock[] {
  const began = base === null ? null : byKey(base);
  const own = byKey(ours);
  return theirs.flatMap((part): TemplateBlock[] => {
    const { key } = part;
    const [was, is] = [began?.get(key), own.get(key)];
    if (same(is, part)) return [];
    const block = { field: prefix + key, base: was, theirs: part, ours: is };
    if (began === null) return [{ ...block, state: 'conflict' }];
    if (same(was, is)) return [{ ...block, state: 'updated' }];
    return [{ ...block, state: same(was, part) ? 'kept' : 'conflict' }];
  });
}

/**
 * Compares the pipelines of a site with those of a new version of its template, each as a whole (three-way merge).
 * @param untouched the pipeline that a site has before anybody changes it: what it began with where its version said nothing
 * @returns as `compareParts`; `field` is `pipelines.<key>`
 */
export function comparePipelines(
  base: readonly TemplatePipeline[] | null,
  theirs: readonly TemplatePipeline[],
  ours: readonly TemplatePipeline[],
  untouched: TemplatePipeline,
): TemplateBlock[] {
  return compareParts(PIPELINES, base === null ? null : [untouched, ...base], theirs, ours);
}

/**
 * Compares the automations of a site with those of a new version of its template, each as a whole (three-way merge).
 * @param base as the version of the site had them; null when that version is gone
 * @param names those that the site's version was filled with, and the present ones
 * @returns as `compareParts`; `field` is `automations.<key>`
 */
export function compareAutomations(
  base: readonly TemplateAutomation[] | null,
  theirs: readonly TemplateAutomation[],
  ours: readonly SiteAutomation[],
  names: { readonly then: TemplateNames; readonly now: TemplateNames },
): TemplateBlock[] {
  // As with the site's texts: what the template says as before keeps the names that the site was made with.
  const before = new Map((base ?? []).map(({ key, name }) => [key, name]));
  const next = theirs.flatMap((automation) =>
    automationsFromTemplate([automation], before.get(automation.key) === automation.name ? names.then : names.now),
  );
  return compareParts(AUTOMATIONS, base && automationsFromTemplate(base, names.then), next, ours);
}
