import type { Aggregate, HydratedDocument, PipelineStage, Query, Schema } from 'mongoose';
import { UnscopedOperation } from './errors.ts';
import { scopeBulkWrite, scopeInsertMany } from './guards/bulk-guard.ts';
import { scopeDocument } from './guards/document-guard.ts';
import { scopeFilter } from './guards/filter-guard.ts';
import { scopePipeline } from './guards/pipeline-guard.ts';
import { TENANT_FIELD, type PlainObject } from './guards/plain.ts';
import { checkUpdate, requireFilterTenant, scopeReplacement } from './guards/update-guard.ts';
import { FILTER_OPERATIONS, REFUSED_QUERY_OPERATIONS, REPLACE_OPERATIONS, UPDATE_OPERATIONS } from './operations.ts';
import type { ModelEntry } from './registry.ts';
import { currentScope, requireScope, type Scope } from './scope.ts';

type AnyQuery = Query<unknown, unknown>;

/** Query middleware only: a document's own `updateOne` and `deleteOne` end as a query too. */
const ON_QUERY = { query: true, document: false } as const;
const ON_DOCUMENT = { query: false, document: true } as const;

/**
 * Adds the owner field and the hooks that hold every operation of the model to the current tenant. It must be the last to
 * add hooks to the schema, so that it sees what the schema's own hooks made of a filter.
 */
export function applyTenancy(schema: Schema, name: string, entry: () => ModelEntry): void {
  schema.add({ [TENANT_FIELD]: { type: String, required: true, immutable: true } });
  hookQueries(schema, name);
  hookDocuments(schema, name);
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    scopeAggregate(this, entry(), requireScope(name, 'aggregate'));
  });
}

/** The one hook of a global model: its pipelines may not reach into tenant data. */
export function applyGlobalGuard(schema: Schema, entry: () => ModelEntry): void {
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    // outside of any scope the rules of a tenant apply; no tenant is named because none is compared
    scopeAggregate(this, entry(), currentScope() ?? { kind: 'tenant', tenantId: '' as never });
  });
}

function hookQueries(schema: Schema, name: string): void {
  const hook = (operation: string, guard: (query: AnyQuery, scope: Scope) => void) => {
    schema.pre(operation as 'find', ON_QUERY, function (this: AnyQuery) {
      guard(this, requireScope(name, operation));
    });
  };
  for (const operation of FILTER_OPERATIONS)
    hook(operation, (query, scope) => scopeFilter(filterOf(query), scope, name));
  for (const operation of UPDATE_OPERATIONS) hook(operation, (query, scope) => scopeUpdate(query, scope, name));
  for (const operation of REPLACE_OPERATIONS) {
    hook(operation, (query, scope) => {
      const filter = filterOf(query);
      scopeFilter(filter, scope, name);
      query.setUpdate(scopeReplacement(query.getUpdate(), filter, scope, name));
    });
  }
  for (const operation of REFUSED_QUERY_OPERATIONS) {
    hook(operation, () => {
      throw new UnscopedOperation(`${name}.${operation} cannot be held to one tenant`);
    });
  }
}

function scopeUpdate(query: AnyQuery, scope: Scope, name: string): void {
  const filter = filterOf(query);
  scopeFilter(filter, scope, name);
  checkUpdate(query.getUpdate(), name);
  if (scope.kind === 'system' && query.getOptions().upsert === true) requireFilterTenant(filter, name, 'upsert');
}

function filterOf(query: AnyQuery): PlainObject {
  return query.getFilter() as PlainObject;
}

function hookDocuments(schema: Schema, name: string): void {
  schema.pre('validate', ON_DOCUMENT, function (this: HydratedDocument<unknown>) {
    // before `save`: the owner is required, so it has to be there when mongoose validates
    scopeDocument(this, requireScope(name, 'validate'), name);
  });
  schema.pre('save', ON_DOCUMENT, function (this: HydratedDocument<unknown>) {
    const scope = requireScope(name, 'save');
    scopeDocument(this, scope, name);
    if (isFilter(this.$where)) scopeFilter(this.$where, scope, name);
  });
  schema.pre('insertMany', function (next: () => void, rows: unknown, options?: unknown) {
    scopeInsertMany(rows, options, requireScope(name, 'insertMany'), name);
    next();
  });
  schema.pre('bulkWrite', function (next: () => void, operations: unknown) {
    scopeBulkWrite(operations, requireScope(name, 'bulkWrite'), name);
    next();
  });
}

/** Whether a document carries extra conditions for its update; by default `$where` is the query method of that name. */
function isFilter(where: unknown): where is PlainObject {
  return typeof where === 'object' && where !== null;
}

function scopeAggregate(aggregate: Aggregate<unknown>, entry: ModelEntry, scope: Scope): void {
  const pipeline = aggregate.pipeline() as PipelineStage[];
  const scoped = scopePipeline(pipeline, entry, scope);
  pipeline.splice(0, pipeline.length, ...scoped);
  if (scope.kind === 'system') aggregate.option({ comment: scope.comment });
}
