import type * as contracts from '@stageline/contracts';
import type { BodyInputOf, OperationDefinition, Problem, QueryInputOf, ResponseOf } from '@stageline/contracts';
import { operationTable } from './operations.ts';

type Features = Pick<
  typeof contracts,
  'admin' | 'auth' | 'leads' | 'line' | 'members' | 'overview' | 'registrations' | 'sessions' | 'signups' | 'site'
>;
type Operations = {
  [F in keyof Features]: { [K in keyof Features[F]]: Extract<Features[F][K], OperationDefinition> }[keyof Features[F]];
}[keyof Features];

type OperationsById = { [Op in Operations as Op['id']]: Op };
export type OperationId = keyof OperationsById;
type Answers = { [Id in OperationId]: ResponseOf<OperationsById[Id]> };
/** What an operation answers. */
export type Answer<Id extends OperationId> = Answers[Id];

type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParams<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type ParamsInput<Op extends OperationDefinition> = [PathParams<Op['path']>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<PathParams<Op['path']>, string>> };
type BodyInput<Op extends OperationDefinition> = Op extends { consumes: 'multipart/form-data' }
  ? { readonly body: FormData }
  : [BodyInputOf<Op>] extends [undefined]
    ? { readonly body?: undefined }
    : { readonly body: BodyInputOf<Op> };
type QueryInput<Op extends OperationDefinition> = [QueryInputOf<Op>] extends [undefined]
  ? { readonly query?: undefined }
  : Record<string, never> extends QueryInputOf<Op>
    ? { readonly query?: QueryInputOf<Op> }
    : { readonly query: QueryInputOf<Op> };
interface CallExtras {
  readonly signal?: AbortSignal;
}
type Inputs = {
  [Id in OperationId]: ParamsInput<OperationsById[Id]> &
    BodyInput<OperationsById[Id]> &
    QueryInput<OperationsById[Id]> &
    CallExtras;
};
/** What a call of an operation takes: parameters of the path, query and body, as far as it has them. */
export type CallInput<Id extends OperationId> = Inputs[Id];
type Arguments = { [Id in OperationId]: CallExtras extends Inputs[Id] ? [input?: Inputs[Id]] : [input: Inputs[Id]] };

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

  constructor(
    code: ApiErrorCode,
    message: string,
    details: Partial<Pick<ApiProblem, 'status' | 'retryable' | 'issues' | 'retryAfterSeconds'>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = details.status ?? 0;
    this.retryable = details.retryable ?? true;
    this.issues = details.issues ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** The message for one field of the body, by its name or JSON pointer. */
  issueFor(field: string): string | undefined {
    const pointer = field.startsWith('/') ? field : `/${field.replaceAll('.', '/')}`;
    return this.issues.find((issue) => issue.in === 'body' && issue.pointer === pointer)?.message;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'status' in value;

function addressOf(
  path: string,
  input: { params?: Record<string, string> | undefined; query?: object | undefined },
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_match, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) {
    return new ApiProblem(body.code, body.detail ?? body.title, {
      status: response.status,
      retryable: body.retryable,
      issues: body.issues ?? [],
      retryAfterSeconds,
    });
  }
  return new ApiProblem('unreadable', 'Something went wrong on our side.', {
    status: response.status,
    retryAfterSeconds,
  });
}

/**
 * Calls one operation of the contract on this host.
 * @param id the operation's id, e.g. `'leads.list'`; parameters, body and answer follow from it
 * @throws ApiProblem when the server answers a problem or cannot be reached; an aborted call throws its AbortError
 */
export async function call<Id extends OperationId>(id: Id, ...[input]: Arguments[Id]): Promise<Answer<Id>> {
  const entry = operationTable[id];
  if (entry === undefined) throw new TypeError(`Unknown operation ${id}`);
  const { body, params, query, signal } = (input ?? {}) as {
    body?: unknown;
    params?: Record<string, string>;
    query?: object;
    signal?: AbortSignal;
  };
  const json = body !== undefined && !(body instanceof FormData);
  let response: Response;
  try {
    response = await fetch(addressOf(entry[1], { params, query }), {
      method: entry[0],
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(json ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('offline', 'We could not reach the server. Check your connection and try again.');
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer<Id>;
  return (await response.json().catch(() => {
    throw new ApiProblem('unreadable', 'The answer could not be read. Please try again.', { status: response.status });
  })) as Answer<Id>;
}
