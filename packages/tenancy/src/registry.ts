import type { IndexDefinition, IndexOptions, Model } from 'mongoose';
import { TenancyModelError } from './errors.ts';

// The registry holds models of every shape; a caller that needs the shape imports the model itself.
export type AnyModel = Model<any>;

/** An index for work across tenants (such as a claim by the outbox relay), which cannot begin with the tenant. */
export interface SystemIndex {
  readonly fields: IndexDefinition;
  /** Never `unique`: a unique index across tenants would let one tenant see that another holds a value. */
  readonly options?: Omit<IndexOptions, 'unique'>;
  readonly reason: string;
}

export interface TenantModelEntry {
  readonly kind: 'tenant';
  readonly name: string;
  readonly model: AnyModel;
  readonly systemIndexes: readonly SystemIndex[];
}

export interface GlobalModelEntry {
  readonly kind: 'global';
  readonly name: string;
  readonly model: AnyModel;
  /** Why its data belongs to no tenant. */
  readonly reason: string;
}

export type ModelEntry = TenantModelEntry | GlobalModelEntry;

/** Where a model's documents lie. */
export const collectionNameOf = (model: AnyModel): string => model.collection.collectionName;

const byCollection = new Map<string, ModelEntry>();

/** @throws TenancyModelError when another model holds the collection: its guards would not agree. */
export function registerModel(entry: ModelEntry): void {
  const collection = collectionNameOf(entry.model);
  const holder = byCollection.get(collection);
  if (holder) throw new TenancyModelError(`${entry.name} and ${holder.name} both use the collection ${collection}`);
  byCollection.set(collection, entry);
}

/** The model that owns a collection, or undefined for an unknown one. */
export function modelOfCollection(collection: string): ModelEntry | undefined {
  return byCollection.get(collection);
}

/** Every model made by `defineTenantModel`, in order of definition. */
export function tenantModels(): TenantModelEntry[] {
  return [...byCollection.values()].filter((entry) => entry.kind === 'tenant');
}

/** Every model made by `defineGlobalModel`, with its reason. */
export function globalModels(): GlobalModelEntry[] {
  return [...byCollection.values()].filter((entry) => entry.kind === 'global');
}

/** Every registered model. */
export function allModels(): ModelEntry[] {
  return [...byCollection.values()];
}
