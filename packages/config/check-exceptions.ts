/** Something that looks like a secret and is none. */
export interface HarmlessText {
  readonly file: string;
  /** What the finding must hold: an invented secret. Anything else that is found in the file stays a failure. */
  readonly holds: string;
  readonly reason: string;
}

/** An advisory on a dependency that does not reach the product, or cannot be mended yet. */
export interface AcceptedAdvisory {
  /** `GHSA-…`, as the audit prints it. */
  readonly id: string;
  readonly reason: string;
  /** The last day it is accepted, `2027-01-31`: then somebody looks again. */
  readonly until: string;
}

/** What the secret scan may find. An entry that nothing answers to any more fails the check. */
export const harmlessTexts: readonly HarmlessText[] = [
  {
    file: 'packages/platform/src/kit.test.ts',
    holds: ':hunter2@',
    reason: 'Shows that the log hides the password of a connection string.',
  },
  {
    file: 'packages/platform/src/logger.test.ts',
    holds: ':hunter2@',
    reason: 'Shows that the log hides the password of a connection string.',
  },
  {
    file: 'packages/platform/src/mongo/mongo.test.ts',
    holds: ':hunter2@',
    reason: 'Shows that a failed connection does not name the password.',
  },
  {
    file: 'packages/platform/src/outbox/relay.test.ts',
    holds: ':hunter2@',
    reason: 'Shows that a dead letter does not keep the password of a connection string.',
  },
];

/** High and critical advisories that the audit of dependencies lets pass, each for a time. */
export const acceptedAdvisories: readonly AcceptedAdvisory[] = [];
