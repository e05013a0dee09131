import type { mongo } from 'mongoose';
import { UnscopedOperation } from './errors.ts';
import { scopeFilter } from './guards/filter-guard.ts';
import type { PlainObject } from './guards/plain.ts';
import { fieldsOf, sessionOf, tenantScope } from './model-context.ts';
import type { AnyModel } from './registry.ts';

export interface FindRowsOptions {
  readonly projection: Readonly<Record<string, 0 | 1>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
  /** The name of the index to read along, where the planner's choice is not good enough. */
  readonly hint?: string | undefined;
}

/**
 * Reads rows of the current tenant through the driver: the answer of a lean query without mongoose's query in front of it,
 * which costs as much as 20 rows. Nothing is cast: the filter brings values of the stored types, and of parsed input only.
 * @throws TenantContextMissing, TenantMismatch; UnscopedOperation for an unknown field
 */
export async function findRows<T>(
  model: AnyModel,
  filter: Readonly<PlainObject>,
  { projection, sort, limit, hint }: FindRowsOptions,
): Promise<T[]> {
  const scope = tenantScope(model, 'findRows');
  requireFields(filter, fieldsOf(model), model.modelName);
  const own: PlainObject = { ...filter };
  scopeFilter(own, scope, model.modelName);
  const options = { projection, sort: sort as mongo.Sort, limit, ...sessionOf(model), ...(hint && { hint }) };
  return (await model.collection.find(own, options).toArray()) as T[];
}

export interface CounterStep {
  /** What identifies the counter within the tenant; covered by a unique index. */
  readonly match: Readonly<Record<string, string>>;
  readonly field: string;
  readonly by: number;
  /** Of the counter, if this is its first step. */
  readonly id: string;
}

/**
 * Raises a counter of the current tenant and returns its new value; a counter that is not there begins at 0. In a
 * transaction the number belongs to it: rolled back, it is given again.
 * @throws TenantContextMissing, TenantMismatch; UnscopedOperation for an unknown field
 */
export async function raiseCounter(model: AnyModel, { match, field, by, id }: CounterStep): Promise<number> {
  const scope = tenantScope(model, 'raiseCounter');
  const filter: PlainObject = { ...match };
  requireFields({ ...filter, [field]: by }, fieldsOf(model), model.modelName);
  scopeFilter(filter, scope, model.modelName);
  const counter = await model.collection.findOneAndUpdate(
    filter,
    { $inc: { [field]: by }, $setOnInsert: { _id: id } },
    { upsert: true, returnDocument: 'after', projection: { _id: 0, [field]: 1 }, ...sessionOf(model) },
  );
  return (counter as unknown as Record<string, number>)[field]!;
}

/** A misspelled field would match nothing, and a filter that matches nothing looks like no data. */
function requireFields(filter: Readonly<PlainObject>, fields: ReadonlySet<string>, model: string): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key.startsWith('$')) {
      if (Array.isArray(value)) for (const clause of value) requireFields(clause as PlainObject, fields, model);
    } else if (!fields.has(key.split('.', 1)[0]!)) throw new UnscopedOperation(`${model} has no field ${key}`);
  }
}
