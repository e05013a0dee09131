export { EmbeddedServerError } from './errors.ts';
export { startMongod, type MongodOptions } from './mongod.ts';
export { startRedis, type RedisOptions } from './redis.ts';
export type { EmbeddedServer } from './server.ts';
export { freePort, freePortNear } from './ports.ts';
export { isAlive, startStamp, waitUntilGone } from './process-identity.ts';
export { findOnPath } from './find-program.ts';
export { secretFile } from './secret-file.ts';
export { killWithParent } from './watchdog.ts';
