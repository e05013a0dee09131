import type { PipelineStage } from 'mongoose';
import { UnscopedOperation } from '../errors.ts';
import type { ModelEntry } from '../registry.ts';
import type { Scope } from '../scope.ts';
import { checkExpression } from './expression-guard.ts';
import { checkFilter, scopeFilter } from './filter-guard.ts';
import { scopeGraphLookup, scopeLookup, scopeUnion, type Join } from './join-guard.ts';
import { assertPlain, type PlainObject } from './plain.ts';

/** Stages that only reshape, order or reduce what the stage before them let through. */
const LOCAL_STAGES = new Set([
  '$addFields',
  '$bucket',
  '$bucketAuto',
  '$count',
  '$densify',
  '$fill',
  '$group',
  '$limit',
  '$project',
  '$redact',
  '$replaceRoot',
  '$replaceWith',
  '$sample',
  '$set',
  '$setWindowFields',
  '$skip',
  '$sort',
  '$sortByCount',
  '$unset',
  '$unwind',
]);

/**
 * A copy of the pipeline that reads only what the scope may read. It begins with the tenant: merged into a leading `$match`
 * or `$geoNear` (both want to be first), in a `$match` of its own otherwise. Every collection that a later stage joins is
 * constrained there. Only known stages pass; a stage that a new MongoDB brings is refused until it is judged here.
 *
 * The branches of `$facet` get no match of their own: their input is already the tenant's, possibly reshaped so that it no
 * longer has the field. Their joins are constrained like all others.
 * @throws UnscopedOperation, TenantMismatch
 */
export function scopePipeline(pipeline: readonly PipelineStage[], entry: ModelEntry, scope: Scope): PipelineStage[] {
  const stages = pipeline.map((stage) => scopeStage(stage, entry, scope));
  if (entry.kind === 'global') return stages as unknown as PipelineStage[];
  const [first] = stages;
  if (first?.['$match'] !== undefined) first['$match'] = scopedFilter(first['$match'], entry, scope);
  else if (first?.['$geoNear'] !== undefined) scopeGeoNear(first, entry, scope);
  else stages.unshift({ $match: scopedFilter({}, entry, scope) });
  return stages as unknown as PipelineStage[];
}

function scopedFilter(filter: unknown, entry: ModelEntry, scope: Scope): PlainObject {
  assertPlain(filter, entry.name, 'filter');
  const copy = { ...filter };
  scopeFilter(copy, scope, entry.name);
  return copy;
}

function scopeGeoNear(stage: PlainObject, entry: ModelEntry, scope: Scope): void {
  const near = stage['$geoNear'] as PlainObject;
  stage['$geoNear'] = { ...near, query: scopedFilter(near['query'] ?? {}, entry, scope) };
}

function scopeStage(stage: unknown, entry: ModelEntry, scope: Scope): PlainObject {
  assertPlain(stage, entry.name, 'stage');
  const operators = Object.keys(stage);
  const operator = operators[0];
  if (operator === undefined || operators.length > 1) {
    throw new UnscopedOperation(`${entry.name}: a stage has exactly one operator`);
  }
  const operand = stage[operator];
  if (LOCAL_STAGES.has(operator)) {
    checkExpression(operand, entry.name);
    return { [operator]: operand };
  }
  const tenantId = scope.kind === 'tenant' && entry.kind === 'tenant' ? scope.tenantId : undefined;
  switch (operator) {
    case '$match':
      assertPlain(operand, entry.name, '$match');
      checkFilter(operand, tenantId, entry.name);
      return { $match: operand };
    case '$geoNear':
      assertPlain(operand, entry.name, '$geoNear');
      checkExpression(operand['query'], entry.name);
      return { $geoNear: operand };
    case '$facet':
      return { $facet: scopeFacet(operand, entry, scope) };
    case '$lookup':
      return { $lookup: scopeLookup(operand, join(entry, scope)) };
    case '$unionWith':
      return { $unionWith: scopeUnion(operand, join(entry, scope)) };
    case '$graphLookup':
      return { $graphLookup: scopeGraphLookup(operand, join(entry, scope)) };
    default:
      throw new UnscopedOperation(`${entry.name}: ${operator} is not allowed in a pipeline`);
  }
}

function scopeFacet(operand: unknown, entry: ModelEntry, scope: Scope): PlainObject {
  assertPlain(operand, entry.name, '$facet');
  const facets: PlainObject = {};
  for (const [name, branch] of Object.entries(operand)) {
    if (!Array.isArray(branch)) throw new UnscopedOperation(`${entry.name}: a branch of $facet must be a pipeline`);
    facets[name] = branch.map((stage) => scopeStage(stage, entry, scope));
  }
  return facets;
}

function join(from: ModelEntry, scope: Scope): Join {
  return { from, scope, scopePipeline: (pipeline, target) => scopePipeline(pipeline, target, scope) };
}

/** Whether a pipeline's entry holds it to one tenant: the last check before it reaches the driver. */
export function entryFilter(pipeline: unknown): PlainObject | undefined {
  const first: unknown = Array.isArray(pipeline) ? pipeline[0] : undefined;
  if (typeof first !== 'object' || first === null) return undefined;
  const stage = first as { $match?: PlainObject; $geoNear?: { query?: PlainObject } };
  return stage.$match ?? stage.$geoNear?.query;
}
