/** Names of errors that mean: the store did not answer. Asking again later may help, and nothing is wrong with the request. */
const NAMES = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MaxRetriesPerRequestError',
  'ClusterAllFailedError',
]);
/** ioredis throws plain errors for these. */
const REDIS_MESSAGES =
  /^(?:Connection is closed|Command timed out|Stream isn't writeable|LOADING |MASTERDOWN |READONLY )/;
/** MongoDB: there is no primary, it is stepping down, or it shuts down. */
const MONGO_CODES = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** Whether an error says that MongoDB or Redis is away, itself or in its cause. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NAMES.has(error.name) || REDIS_MESSAGES.test(error.message)) return true;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (error.name.startsWith('Mongo') && MONGO_CODES.has(code as number)) return true;
  return cause !== undefined && cause !== error && isStoreAway(cause);
}
