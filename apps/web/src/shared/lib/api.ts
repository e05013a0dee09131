import type * as contracts from '@stageline/contracts';
import type { BodyInputOf, OperationDefinition, QueryInputOf, ResponseOf } from '@stageline/contracts';
import { operationRequests } from './operations.ts';
import { request } from './request.ts';
import { withStepUp } from './step-up.ts';

export { ApiProblem } from './request.ts';

type Features = Pick<
  typeof contracts,
  | 'abuse'
  | 'address'
  | 'admin'
  | 'adminAuth'
  | 'admins'
  | 'analytics'
  | 'assignment'
  | 'audit'
  | 'auth'
  | 'automations'
  | 'availability'
  | 'billing'
  | 'booking'
  | 'broadcasts'
  | 'calendars'
  | 'calls'
  | 'captions'
  | 'chat'
  | 'cockpit'
  | 'commissions'
  | 'contacts'
  | 'coupons'
  | 'credentials'
  | 'domains'
  | 'earlyPrices'
  | 'invitations'
  | 'invoices'
  | 'imports'
  | 'leadExports'
  | 'experiments'
  | 'heat'
  | 'leads'
  | 'line'
  | 'mailSenders'
  | 'mailStandings'
  | 'mailTemplates'
  | 'mailLog'
  | 'materials'
  | 'members'
  | 'mySites'
  | 'merges'
  | 'notes'
  | 'notifications'
  | 'offers'
  | 'orders'
  | 'overview'
  | 'payments'
  | 'bulkRefunds'
  | 'instalments'
  | 'pipelines'
  | 'places'
  | 'polls'
  | 'reactions'
  | 'registrations'
  | 'moments'
  | 'replays'
  | 'responses'
  | 'roles'
  | 'savedViews'
  | 'security'
  | 'recordings'
  | 'seats'
  | 'sequences'
  | 'series'
  | 'sessions'
  | 'signIns'
  | 'signups'
  | 'statements'
  | 'talkNow'
  | 'site'
  | 'status'
  | 'support'
  | 'templates'
  | 'timeline'
  | 'transcripts'
  | 'webinars'
  | 'followUps'
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
  /** Is sent to the end also where the page closes meanwhile; for small bodies. */
  readonly keepalive?: boolean;
}
interface KeyExtras extends CallExtras {
  /** Under one key the same request is done once, however often it is sent. */
  readonly idempotencyKey: string;
}
type Extras<Op extends OperationDefinition> = Op extends { idempotent: true } ? KeyExtras : CallExtras;
type Inputs = {
  [Id in OperationId]: ParamsInput<OperationsById[Id]> &
    BodyInput<OperationsById[Id]> &
    QueryInput<OperationsById[Id]> &
    Extras<OperationsById[Id]>;
};
/** What a call of an operation takes: parameters of the path, query and body, as far as it has them. */
export type CallInput<Id extends OperationId> = Inputs[Id];
type Arguments = { [Id in OperationId]: CallExtras extends Inputs[Id] ? [input?: Inputs[Id]] : [input: Inputs[Id]] };

/**
 * Method and address of an operation.
 * @param id its id, or what the build has put in the place of that (vite.operations.ts)
 * @throws TypeError where there is no such operation
 */
export function requestOf(
  id: OperationId,
  input: { params?: Readonly<Record<string, string>> | undefined; query?: object | undefined },
): { readonly method: string; readonly address: string } {
  const [method = '', path] = (operationRequests[id] ?? id).split(' ');
  if (path === undefined) throw new TypeError(`Unknown operation ${id}`);
  const filled = path.replaceAll(/:(\w+)/g, (_match, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return { method, address: search.size > 0 ? `${filled}?${search.toString()}` : filled };
}

interface AnyInput extends CallExtras {
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly idempotencyKey?: string;
}

/**
 * Calls one operation of the contract on this host.
 * @param id the operation's id, e.g. `'leads.list'`; parameters, body and answer follow from it
 * @throws ApiProblem when the server answers a problem or cannot be reached; an aborted call throws its AbortError
 */
export async function call<Id extends OperationId>(id: Id, ...[input]: Arguments[Id]): Promise<Answer<Id>> {
  const { body, params, query, signal, keepalive, idempotencyKey } = (input as AnyInput | undefined) ?? {};
  const { method, address } = requestOf(id, { params, query });
  const headers = idempotencyKey === undefined ? undefined : { 'idempotency-key': idempotencyKey };
  return (await withStepUp(() => request(method, address, { body, signal, keepalive, headers }))) as Answer<Id>;
}
