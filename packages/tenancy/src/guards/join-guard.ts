import type { PipelineStage } from 'mongoose';
import { TenantMismatch, UnscopedOperation } from '../errors.ts';
import { modelOfCollection, type ModelEntry } from '../registry.ts';
import type { Scope } from '../scope.ts';
import { checkFilter, scopeFilter } from './filter-guard.ts';
import { assertPlain, type PlainObject } from './plain.ts';

/** The pipeline that a join stands in. */
export interface Join {
  readonly from: ModelEntry;
  readonly scope: Scope;
  /** Scopes a pipeline that runs on the joined model. */
  readonly scopePipeline: (pipeline: readonly PipelineStage[], target: ModelEntry) => PipelineStage[];
}

/** The variable that carries the local field into a rewritten join; joins nest, but each reads only its own. */
const LOCAL_VARIABLE = 'joinedOn';

/**
 * A `$lookup` that reads the scope's tenant only. The short form (`localField`, `foreignField`) becomes a pipeline, so the
 * tenant is matched in the joined collection and its tenant-leading index serves the join; a filter after the short form
 * would read every tenant's rows first. The rewritten join compares whole values, so the short form is refused where a
 * schema says that either side is an array: write the pipeline form with `$in` there.
 * @throws UnscopedOperation, TenantMismatch
 */
export function scopeLookup(operand: unknown, join: Join): PlainObject {
  assertPlain(operand, join.from.name, '$lookup');
  const { from, let: variables, pipeline, localField, foreignField, as } = operand;
  const target = targetOf(from, join);
  const stages = pipeline === undefined ? [] : asPipeline(pipeline, join);
  if (localField === undefined && foreignField === undefined) {
    return { from, let: variables ?? {}, pipeline: join.scopePipeline(stages, target), as };
  }
  if (typeof localField !== 'string' || typeof foreignField !== 'string') {
    throw new UnscopedOperation(`${join.from.name}: $lookup needs both localField and foreignField`);
  }
  refuseArray(join.from, localField);
  refuseArray(target, foreignField);
  const [entry, ...rest] = join.scopePipeline([{ $match: {} }], target);
  const match = (entry as PipelineStage.Match).$match;
  return {
    from,
    let: { ...(variables as PlainObject | undefined), [LOCAL_VARIABLE]: `$${localField}` },
    pipeline: [
      { $match: { ...match, $expr: { $eq: [`$${foreignField}`, `$$${LOCAL_VARIABLE}`] } } },
      ...rest,
      ...(stages.length > 0 ? join.scopePipeline(stages, target) : []),
    ],
    as,
  };
}

/**
 * A `$unionWith` that reads the scope's tenant only.
 * @throws UnscopedOperation, TenantMismatch
 */
export function scopeUnion(operand: unknown, join: Join): PlainObject {
  if (typeof operand === 'string') return { coll: operand, pipeline: join.scopePipeline([], targetOf(operand, join)) };
  assertPlain(operand, join.from.name, '$unionWith');
  const stages = operand['pipeline'] === undefined ? [] : asPipeline(operand['pipeline'], join);
  return { coll: operand['coll'], pipeline: join.scopePipeline(stages, targetOf(operand['coll'], join)) };
}

/**
 * A `$graphLookup` whose every hop stays in the scope's tenant.
 * @throws UnscopedOperation, TenantMismatch
 */
export function scopeGraphLookup(operand: unknown, join: Join): PlainObject {
  assertPlain(operand, join.from.name, '$graphLookup');
  const target = targetOf(operand['from'], join);
  const restriction = operand['restrictSearchWithMatch'] ?? {};
  assertPlain(restriction, target.name, 'restrictSearchWithMatch');
  const filter = { ...restriction };
  if (target.kind === 'tenant') scopeFilter(filter, join.scope, target.name);
  else checkFilter(filter, undefined, target.name);
  return { ...operand, restrictSearchWithMatch: filter };
}

/**
 * The model behind a joined collection. Across the border between tenant and global data only a system run may join: from
 * a tenant's side the whole of the global collection would lie open, from the global side the data of every tenant.
 */
function targetOf(collection: unknown, { from, scope }: Join): ModelEntry {
  const target = typeof collection === 'string' ? modelOfCollection(collection) : undefined;
  if (target === undefined) {
    throw new UnscopedOperation(`${from.name}: the pipeline joins a collection that belongs to no model`);
  }
  if (scope.kind === 'tenant' && from.kind === 'tenant' && target.kind === 'global') {
    throw new UnscopedOperation(`${from.name}: a tenant's pipeline may not join the global ${target.name}`);
  }
  if (scope.kind === 'tenant' && from.kind === 'global' && target.kind === 'tenant') {
    throw new TenantMismatch(`${from.name}: a global pipeline may not join the tenant model ${target.name}`);
  }
  return target;
}

function asPipeline(value: unknown, join: Join): PipelineStage[] {
  if (!Array.isArray(value)) throw new UnscopedOperation(`${join.from.name}: a joined pipeline must be an array`);
  return value as PipelineStage[];
}

function refuseArray(entry: ModelEntry, path: string): void {
  if (entry.model.schema.path(path)?.instance === 'Array') {
    throw new UnscopedOperation(`${entry.name}.${path} is an array: join it with the pipeline form of $lookup`);
  }
}
