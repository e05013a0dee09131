import type { TenantId } from '@stageline/contracts';

/** One of the two sites that attack each other, with the session of its owner. */
export interface CanarySite {
  readonly tenantId: TenantId;
  readonly host: string;
  /** `http` or `https`, for the Origin of a page of the site. */
  readonly origin: string;
  readonly email: string;
  readonly cookie: string;
}

export interface CanaryRequest {
  readonly method: string;
  readonly host: string;
  readonly origin: string;
  readonly path: string;
  readonly cookie?: string;
  readonly body?: unknown;
}
export interface CanaryAnswer {
  readonly status: number;
  readonly body: string;
  /** `name=value; name=value`, as the answer sets them. */
  readonly cookies: string;
}

/** The way in that everybody has. */
export interface CanaryTransport {
  /** @throws Error when the server does not answer */
  send(request: CanaryRequest): Promise<CanaryAnswer>;
  /** Opens a namespace of the socket with a cookie. @returns whether the server let it in */
  opensSocket(request: Pick<CanaryRequest, 'host' | 'origin' | 'cookie'>, namespace: string): Promise<boolean>;
}

export interface CanaryFindings {
  readonly attacks: number;
  readonly refused: number;
  readonly leaks: readonly { readonly attack: string; readonly what: string }[];
  readonly failures: readonly string[];
}
export interface CanaryResult extends CanaryFindings {
  readonly startedAt: Date;
  readonly finishedAt: Date;
}
/** A run as it is kept. */
export interface KeptRun extends CanaryResult {
  readonly id: string;
  /** Whether somebody was told of its leaks, or of the same state before it. */
  readonly told: boolean;
}
