import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { driverMethods } from './guards/collection-guard.ts';
import { LeadModel } from './fixtures/models.ts';
import {
  COLLECTION_METHODS,
  DOCUMENT_OPERATIONS,
  FILTER_OPERATIONS,
  MODEL_OPERATIONS,
  REFUSED_QUERY_OPERATIONS,
  REPLACE_OPERATIONS,
  UPDATE_OPERATIONS,
} from './operations.ts';

/** mongoose's own lists; not part of its public interface, which is why a test holds us to them. */
const constants = createRequire(import.meta.url)('mongoose/lib/constants') as Record<string, readonly string[]>;

/** Every static of a model, judged once: how its documents are kept apart. */
const MODEL_STATICS = {
  hooked: [
    'aggregate',
    'bulkWrite',
    'countDocuments',
    'deleteMany',
    'deleteOne',
    'distinct',
    'estimatedDocumentCount',
    'find',
    'findOne',
    'findOneAndDelete',
    'findOneAndReplace',
    'findOneAndUpdate',
    'insertMany',
    'replaceOne',
    'updateMany',
    'updateOne',
  ],
  endsInHooked: [
    '$__insertMany',
    '$where',
    'bulkSave',
    'create',
    'exists',
    'findById',
    'findByIdAndDelete',
    'findByIdAndUpdate',
    'insertOne',
    'populate',
    'where',
  ],
  sealed: ['discriminator', 'recompileSchema', 'useConnection', 'watch'],
  withoutDocuments: [
    '$__updateConnection',
    '__subclass',
    '_applyQueryMiddleware',
    'applyDefaults',
    'applyTimestamps',
    'applyVirtuals',
    'buildBulkWriteOperations',
    'castObject',
    'cleanIndexes',
    'clientEncryption',
    'compile',
    'createCollection',
    'createIndexes',
    'createSearchIndex',
    'createSearchIndexes',
    'diffIndexes',
    'dropSearchIndex',
    'ensureIndexes',
    'hydrate',
    'init',
    'inspect',
    'listIndexes',
    'listSearchIndexes',
    'namespace',
    'startSession',
    'syncIndexes',
    'translateAliases',
    'updateSearchIndex',
    'validate',
  ],
};

const sorted = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

describe('our lists of operations against those of mongoose and the driver', () => {
  it('A-04 every query operation of mongoose is scoped or refused', () => {
    const ours = sorted(FILTER_OPERATIONS, UPDATE_OPERATIONS, REPLACE_OPERATIONS, REFUSED_QUERY_OPERATIONS);
    expect(ours).toEqual(sorted(constants['queryOperations']!));
  });

  it('A-04 every other middleware of mongoose is judged', () => {
    expect(sorted(constants['queryMiddlewareFunctions']!)).toEqual(sorted(constants['queryOperations']!, ['validate']));
    expect(constants['aggregateMiddlewareFunctions']).toEqual(['aggregate']);
    expect(sorted(constants['modelMiddlewareFunctions']!)).toEqual(sorted(MODEL_OPERATIONS));
    expect(sorted(constants['documentMiddlewareFunctions']!)).toEqual(sorted(DOCUMENT_OPERATIONS));
  });

  it('A-04 every static of a mongoose model is judged', () => {
    const inherited = new Set([
      ...Object.getOwnPropertyNames(EventEmitter.prototype),
      '_events',
      '_eventsCount',
      '_maxListeners',
    ]);
    const statics = Object.getOwnPropertyNames(mongoose.Model).filter(
      (name) => !inherited.has(name) && !(name in Function.prototype) && name !== 'prototype',
    );
    expect(sorted(statics)).toEqual(sorted(...Object.values(MODEL_STATICS)));
  });

  it('A-04 every hooked static carries our hook', () => {
    const hooks = (LeadModel as unknown as { hooks: { _pres: Map<string, unknown[]> } }).hooks._pres;
    for (const name of MODEL_STATICS.hooked) expect([name, hooks.has(name)]).toEqual([name, true]);
  });

  it('A-04 every method of a driver collection is judged, none twice', () => {
    const judged = Object.values(COLLECTION_METHODS).flat();
    expect([...judged].sort()).toEqual(driverMethods(LeadModel).sort());
  });
});
