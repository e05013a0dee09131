/**
 * Every operation that mongoose runs middleware for, and what the tenancy plugin does with it. A test compares these lists
 * with mongoose's own, so an upgrade that adds an operation breaks the build and not the isolation.
 */

/** Held to the tenant by their filter alone. */
export const FILTER_OPERATIONS = [
  'countDocuments',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'deleteMany',
  'deleteOne',
] as const;

/** Held to the tenant by their filter; their update may not touch the owner. */
export const UPDATE_OPERATIONS = ['findOneAndUpdate', 'updateMany', 'updateOne'] as const;

/** Held to the tenant by their filter; the owner is stamped on their replacement. */
export const REPLACE_OPERATIONS = ['findOneAndReplace', 'replaceOne'] as const;

/** They take no filter, so they cannot be held to a tenant. */
export const REFUSED_QUERY_OPERATIONS = ['estimatedDocumentCount'] as const;

/** Model-level middleware: guarded, but for `createCollection`, which touches no document. */
export const MODEL_OPERATIONS = ['bulkWrite', 'insertMany', 'createCollection'] as const;

/**
 * Document-level middleware. `save` and `validate` stamp and check the owner; `updateOne` and `deleteOne` of a document run
 * as queries; `init` and `remove` send nothing.
 */
export const DOCUMENT_OPERATIONS = ['save', 'validate', 'updateOne', 'deleteOne', 'init', 'remove'] as const;

/** Methods of a driver collection, by what the guarded collection asks of them before it lets them through. */
export const COLLECTION_METHODS = {
  filter: ['find', 'findOne', 'countDocuments', 'count', 'deleteOne', 'deleteMany', 'findOneAndDelete'],
  filterSecond: ['distinct'],
  update: ['updateOne', 'updateMany', 'findOneAndUpdate'],
  replace: ['replaceOne', 'findOneAndReplace'],
  insert: ['insertOne', 'insertMany'],
  bulk: ['bulkWrite'],
  aggregate: ['aggregate'],
  /** Metadata and indexes: no document passes. */
  open: [
    'options',
    'isCapped',
    'createIndex',
    'createIndexes',
    'dropIndex',
    'dropIndexes',
    'listIndexes',
    'indexExists',
    'indexInformation',
    'indexes',
    'listSearchIndexes',
    'createSearchIndex',
    'createSearchIndexes',
    'dropSearchIndex',
    'updateSearchIndex',
  ],
  refused: [
    'watch',
    'estimatedDocumentCount',
    'rename',
    'drop',
    'initializeUnorderedBulkOp',
    'initializeOrderedBulkOp',
  ],
} as const satisfies Record<string, readonly string[]>;
