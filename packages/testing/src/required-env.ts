/** A variable that the global setup of the run sets. @throws when a test runs without packages/config/jest.config.js. */
export function requiredEnv(name: 'TEST_MONGODB_URI' | 'TEST_REDIS_URL' | 'TEST_TMPDIR'): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: run jest with -c packages/config/jest.config.js, in the node or e2e project`);
}
