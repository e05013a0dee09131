/** What every adapter throws when the other side fails; `code` is the adapter's own short word for it. */
export class IntegrationError extends Error {
  readonly port: string;
  readonly code: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(port: string, code: string, retryable: boolean, options: { message?: string; cause?: unknown } = {}) {
    super(options.message ?? `${port}: ${code}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'IntegrationError';
    this.port = port;
    this.code = code;
    this.retryable = retryable;
  }
}
