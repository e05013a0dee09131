/** A notification that the gateway has still to send. */
export interface SandboxNotice {
  readonly id: string;
  readonly accountId: string;
  /** The very bytes, so that it says the same however often it is sent. */
  readonly body: string;
  readonly dueAt: Date;
  /** Sendings that are left; each is tried until somebody takes it. */
  readonly times: number;
}
