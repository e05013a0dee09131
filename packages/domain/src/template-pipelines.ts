import type { TemplatePipeline } from '@stageline/contracts';
import { same } from './site-fields.ts';
import type { TemplateBlock } from './template-merge.ts';

const PREFIX = 'pipelines.';

/** Whether a block is about a pipeline, and not about the site's content. */
export const isPipelineBlock = ({ field }: Pick<TemplateBlock, 'field'>): boolean => field.startsWith(PREFIX);

const byKey = (pipelines: readonly TemplatePipeline[]) =>
  new Map(pipelines.map((pipeline) => [pipeline.key, pipeline] as const));

/**
 * Compares the pipelines of a site with those of a new version of its template, each as a whole (three-way merge). One that the
 * template does not bring any more stays; of one that the owner removed, the owner is asked only where the template changed it.
 * @param base as the site's own version had them; null when that version is gone
 * @param untouched the pipeline that a site has before anybody changes it: what it began with where its version said nothing
 * @returns the parts that differ; `field` is `pipelines.<key>`
 */
export function comparePipelines(
  base: readonly TemplatePipeline[] | null,
  theirs: readonly TemplatePipeline[],
  ours: readonly TemplatePipeline[],
  untouched: TemplatePipeline,
): TemplateBlock[] {
  const began = base === null ? null : byKey([untouched, ...base]);
  const own = byKey(ours);
  return theirs.flatMap((pipeline): TemplateBlock[] => {
    const { key } = pipeline;
    const [was, is] = [began?.get(key), own.get(key)];
    if (same(is, pipeline)) return [];
    const block = { field: PREFIX + key, base: was, theirs: pipeline, ours: is };
    if (began === null) return [{ ...block, state: 'conflict' }];
    if (same(was, is)) return [{ ...block, state: 'updated' }];
    return [{ ...block, state: same(was, pipeline) ? 'kept' : 'conflict' }];
  });
}
