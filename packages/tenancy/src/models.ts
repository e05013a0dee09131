import mongoose from 'mongoose';
import type { InferSchemaType, Model, Schema } from 'mongoose';
import { TenancyModelError, UnscopedOperation } from './errors.ts';
import { guardCollection } from './guards/collection-guard.ts';
import { TENANT_FIELD } from './guards/plain.ts';
import { tenantIndexes } from './indexes.ts';
import { applyGlobalGuard, applyTenancy } from './plugin.ts';
import { registerModel, type AnyModel, type ModelEntry, type SystemIndex } from './registry.ts';
import { currentScope } from './scope.ts';

// A schema of any document type: the type parameters that are not the document's are mongoose's own business.
type AnySchema = Schema<any, any, any, any, any, any, any, any>;

export interface TenantModelOptions {
  /** The collection, where mongoose's plural of the name reads badly (`processed_events`). */
  readonly collection?: string;
  /** Indexes for work across tenants; everything else gets the tenant in front by itself. */
  readonly systemIndexes?: readonly SystemIndex[];
}

/**
 * Defines a model whose data belongs to tenants, on the process's default connection. The owner is added, set and checked
 * by the layer: neither the schema nor its users mention `tenantId`. `_id` must be declared as a String.
 *
 * Unknown fields throw in documents, updates and filters; there is no version key unless the schema asks for optimistic
 * concurrency; collections and indexes are created at boot only (`createCollectionsAndIndexes`).
 * @throws TenancyModelError when the schema breaks a rule of tenancy
 */
export function defineTenantModel<TSchema extends AnySchema>(
  name: string,
  schema: TSchema,
  options: TenantModelOptions = {},
): Model<InferSchemaType<TSchema>> {
  const systemIndexes = options.systemIndexes ?? [];
  const own = prepare(schema, name);
  if (
    own.path(TENANT_FIELD) !== undefined ||
    own.virtualpath(TENANT_FIELD) !== null ||
    aliases(own).includes(TENANT_FIELD)
  ) {
    throw new TenancyModelError(`${name}: ${TENANT_FIELD} is added by the layer and may not be declared`);
  }
  let entry: ModelEntry | undefined;
  applyTenancy(own, name, () => entry!);
  const indexes = tenantIndexes(own, name, systemIndexes);
  own.indexes = () => indexes as ReturnType<Schema['indexes']>;
  const model = compile(name, own, options.collection);
  entry = { kind: 'tenant', name, model, systemIndexes };
  registerModel(entry);
  guardCollection(model);
  sealModel(model);
  return model as Model<InferSchemaType<TSchema>>;
}

/**
 * Defines a model whose data belongs to no tenant (tenants themselves, accounts, migrations), on the process's default
 * connection. The reason says why, and is read in review. Its queries are not scoped; its pipelines may not join tenant data.
 * @throws TenancyModelError when the schema breaks a rule or no reason is given
 */
export function defineGlobalModel<TSchema extends AnySchema>(
  name: string,
  schema: TSchema,
  reason: string,
  options: Pick<TenantModelOptions, 'collection'> = {},
): Model<InferSchemaType<TSchema>> {
  if (reason.trim() === '') throw new TenancyModelError(`${name}: a global model needs a reason`);
  const own = prepare(schema, name);
  let entry: ModelEntry | undefined;
  applyGlobalGuard(own, () => entry!);
  const model = compile(name, own, options.collection);
  entry = { kind: 'global', name, model, reason };
  registerModel(entry);
  return model as Model<InferSchemaType<TSchema>>;
}

/** A copy of the schema with the house's settings, so that defining a model leaves the caller's as it was. */
function prepare(schema: AnySchema, name: string): Schema {
  if (schema.path('_id')?.instance !== 'String') throw new TenancyModelError(`${name}: declare _id as a String`);
  if (declaresDiscriminators(schema)) throw new TenancyModelError(`${name}: discriminators are not supported`);
  const own = schema.clone() as Schema;
  const requested = schema.get('versionKey') !== '__v' || schema.get('optimisticConcurrency');
  if (!requested) own.set('versionKey', false);
  own.set('strict', 'throw');
  own.set('strictQuery', 'throw');
  own.set('minimize', false);
  own.set('autoIndex', false);
  own.set('autoCreate', false);
  // a command queued before the connection opens would run later, in whatever context opened it
  own.set('bufferCommands', false);
  return own;
}

function declaresDiscriminators(schema: AnySchema): boolean {
  const pending = (schema as { _applyDiscriminators?: Map<string, unknown> })._applyDiscriminators;
  return (pending?.size ?? 0) > 0 || schema.discriminators !== undefined;
}

function aliases(schema: Schema): string[] {
  return Object.keys((schema as { aliases?: Record<string, string> }).aliases ?? {});
}

function compile(name: string, schema: Schema, collection: string | undefined): AnyModel {
  return mongoose.model(name, schema, collection);
}

/** Closes the ways of a model that no hook sees. */
function sealModel(model: AnyModel): void {
  const refuse = (method: string) => () => {
    throw new UnscopedOperation(`${model.modelName}.${method} cannot be held to one tenant`);
  };
  // a discriminator is a second model on the collection, with hooks of its own
  for (const method of ['watch', 'discriminator', 'useConnection', 'recompileSchema']) {
    Object.defineProperty(model, method, { value: refuse(method) });
  }
  constrainDocumentWhere(model);
}

/**
 * mongoose updates, re-reads and deletes a loaded document by its `_id` alone; this puts the tenant beside it. A foreign
 * document that got into the wrong context is then not found.
 */
function constrainDocumentWhere(model: AnyModel): void {
  const prototype = model.prototype as { $__where: (where?: object) => Record<string, unknown> };
  const original = prototype.$__where;
  prototype.$__where = function constrained(this: mongoose.HydratedDocument<unknown>, where?: object) {
    const filter = original.call(this as never, where);
    if (filter instanceof Error) return filter;
    const scope = currentScope();
    if (scope?.kind === 'tenant') filter[TENANT_FIELD] = scope.tenantId;
    else if (scope) {
      const owner: unknown = this.get(TENANT_FIELD);
      if (owner !== undefined) filter[TENANT_FIELD] = owner;
      filter['$comment'] = scope.comment;
    }
    return filter;
  };
}
