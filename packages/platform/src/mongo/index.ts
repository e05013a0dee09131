export { connectMongo, type MongoConnectOptions } from './connect.ts';
export { prepareDatabase, type PrepareOptions } from './prepare.ts';
export { logSystemRuns } from './system-runs.ts';
export { rowsBelow, type PageBound } from './page-below.ts';
export { movable, type Movable } from './movable.ts';
export { retryUpsert } from './upsert.ts';
export type { Migration } from './migrations.ts';
