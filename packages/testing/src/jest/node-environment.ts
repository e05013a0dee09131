import { TestEnvironment } from 'jest-environment-node';
import { runCleanups } from './cleanups.ts';

/** Node, plus: what the helpers of this package started in a test file is stopped after the file's last hook. */
export default class CleaningNodeEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    await runCleanups(this.global);
    await super.teardown();
  }
}
