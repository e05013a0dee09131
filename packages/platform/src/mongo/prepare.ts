import { assertCollectionsKnown, assertModelsAreScoped, createCollectionsAndIndexes } from '@stageline/tenancy';
import type { Connection } from 'mongoose';
import type { Logger } from '../logger.ts';
import { runMigrations, type Migration } from './migrations.ts';

export interface PrepareOptions {
  /** Every migration ever released, in order. */
  readonly migrations?: readonly Migration[];
  readonly logger?: Logger;
}

/**
 * Makes a database ready to serve: checks that every model and index keeps tenants apart, creates what is missing, runs the
 * migrations that it has not seen. Safe to run in several processes at once. All models must have been imported before.
 * @throws TenancyModelError naming every model, index or collection that breaks the rules of tenancy
 */
export async function prepareDatabase(connection: Connection, options: PrepareOptions = {}): Promise<void> {
  assertModelsAreScoped(connection);
  await createCollectionsAndIndexes(connection);
  await runMigrations(connection, options.migrations ?? [], options.logger);
  // after the migrations: one of them may have removed what an older version left
  await assertCollectionsKnown(connection);
}
