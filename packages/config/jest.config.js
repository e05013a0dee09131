import path from 'node:path';

const rootDir = path.resolve(import.meta.dirname, '../..');
const testing = path.join(rootDir, 'packages/testing/src/jest');

/** SWC only strips types and JSX; modules stay ES modules, as Node runs them. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2024',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'es6' },
    },
  ],
};

const shared = {
  rootDir,
  transform,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
};

/** One MongoDB and one Redis for the whole run, whichever projects take part. */
const withServers = {
  ...shared,
  testEnvironment: path.join(testing, 'node-environment.ts'),
  globalSetup: path.join(testing, 'global-setup.ts'),
  globalTeardown: path.join(testing, 'global-teardown.ts'),
};

/** @type {import('jest').Config} */
export default {
  rootDir,
  // One more than the smallest machine has cores: a file that starts servers or talks to them waits for half of its time.
  maxWorkers: 3,
  testSequencer: path.join(testing, 'sequencer.ts'),
  // Every file leaves some 25 MB of modules behind in its process; collecting garbage among them takes longer and longer.
  workerIdleMemoryLimit: '600MB',
  // A deadline for what hangs, not a measure of speed: whatever creates collections while a checkpoint of MongoDB's runs waits
  // for it, the best part of a minute on a busy machine (`productMongo`), and a bed creates them in its first hook.
  testTimeout: 180_000,
  projects: [
    {
      ...withServers,
      displayName: 'node',
      roots: ['<rootDir>/apps/api', '<rootDir>/apps/sfu', '<rootDir>/packages', '<rootDir>/scripts'],
      testMatch: ['**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'web',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/apps/web'],
      testMatch: ['**/src/**/*.test.ts?(x)'],
      setupFiles: ['<rootDir>/apps/web/src/shared/testing/setup.ts'],
      // Styles and images are Vite's business; a component test sees an empty module.
      moduleNameMapper: { '\\.(css|svg|png|woff2)(\\?\\w+)?$': path.join(testing, 'asset.stub.ts') },
    },
    {
      // A real browser against real services: `--selectProjects e2e`, after the client was built.
      ...withServers,
      displayName: 'e2e',
      roots: ['<rootDir>/apps'],
      testMatch: ['**/e2e/**/*.e2e.ts'],
      setupFilesAfterEnv: [path.join(testing, 'e2e-deadline.ts')],
    },
  ],
};
