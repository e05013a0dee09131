import type { Problem } from '@stageline/contracts';
import { describeProblem, problemTexts, translated } from './problem-texts.ts';

/** Codes that never come from the server: it could not be reached, or what answered was not ours. */
export type ApiErrorCode = Problem['code'] | 'offline' | 'unreadable';

/** Why a call failed, in words that may be shown. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiErrorCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly retryable: boolean;
  readonly issues: NonNullable<Problem['issues']>;
  /** Seconds to wait, from Retry-After. */
  readonly retryAfterSeconds: number | undefined;
  /** Of `slot-taken`: starts that were free a moment ago. */
  readonly alternatives: readonly string[];

  constructor(
    code: ApiErrorCode,
    message: string,
    details: Partial<Pick<ApiProblem, 'status' | 'retryable' | 'issues' | 'retryAfterSeconds' | 'alternatives'>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = details.status ?? 0;
    this.retryable = details.retryable ?? true;
    this.issues = details.issues ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.alternatives = details.alternatives ?? [];
  }

  /** What is wrong, for whoever sees none of the fields: the words of each issue, or else of the problem as a whole. */
  get words(): string {
    return this.issues.map(({ message }) => message).join(' ') || this.message;
  }

  /** The message for one field of the body, by its name or JSON pointer. */
  issueFor(field: string): string | undefined {
    const pointer = field.startsWith('/') ? field : `/${field.replaceAll('.', '/')}`;
    return this.issues.find((issue) => issue.in === 'body' && issue.pointer === pointer)?.message;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'status' in value;

/**
 * What an answer with an error status says, in the page's language.
 * @param body the parsed answer; not a problem document where something else than the api answered
 */
export function apiProblemOf(body: unknown, status: number, retryAfterSeconds?: number): ApiProblem {
  return isProblem(body)
    ? new ApiProblem(body.code, describeProblem(body), {
        status,
        retryable: body.retryable,
        issues: (body.issues ?? []).map((issue) => ({ ...issue, message: translated(issue.message) })),
        retryAfterSeconds,
        alternatives: body.alternatives ?? [],
      })
    : new ApiProblem('unreadable', problemTexts().failed, { status, retryAfterSeconds });
}

interface RequestOptions {
  /** Sent as JSON, or as it is when it is a form. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Sent to the end also where the page closes meanwhile. */
  readonly keepalive?: boolean | undefined;
  /** Beyond those that every request has. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * One request to the api of this host.
 * @returns the parsed answer; undefined where it has no body
 * @throws ApiProblem when the server answers a problem or cannot be reached; an aborted call throws its AbortError
 */
export async function request(
  method: string,
  address: string,
  { body, signal, keepalive, headers }: RequestOptions = {},
): Promise<unknown> {
  const json = body !== undefined && !(body instanceof FormData);
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
      ...(signal === undefined ? {} : { signal }),
      ...(keepalive === undefined ? {} : { keepalive }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('offline', problemTexts().offline);
  }
  if (!response.ok) {
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    const problem: unknown = await response.json().catch(() => null);
    throw apiProblemOf(problem, response.status, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }
  if (response.status === 204) return undefined;
  return response.json().catch(() => {
    throw new ApiProblem('unreadable', problemTexts().unreadable, { status: response.status });
  });
}
