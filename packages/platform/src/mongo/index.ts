export { connectMongo, type MongoConnectOptions } from './connect.ts';
export { prepareDatabase, type PrepareOptions } from './prepare.ts';
export type { Migration } from './migrations.ts';
