import { z } from 'zod';
import type { AdminPermission } from './admin-permissions.ts';
import type { ErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';

/** Which host serves an operation: a tenant's site, the platform's own host, or the central admin host. */
export type HostKind = 'tenant' | 'platform' | 'admin';

/** Who may call: anyone, members of the tenant or central administrators, with a permission or without one. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'member'; readonly permission: Permission | null }
  | { readonly kind: 'admin'; readonly permission: AdminPermission | null };

export const publicAccess = { kind: 'public' } as const satisfies Access;
/** Members with a permission; without one, whoever is a member at all (what concerns the caller only). */
export const memberAccess = (permission: Permission | null = null): Extract<Access, { kind: 'member' }> => ({
  kind: 'member',
  permission,
});
/** Central administrators with a permission; without one, every administrator (what concerns the caller only). */
export const adminAccess = (permission: AdminPermission | null = null): Extract<Access, { kind: 'admin' }> => ({
  kind: 'admin',
  permission,
});

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Shape = z.ZodType;
/** How often one caller may call: `points` per `perSeconds`, counted per tenant and `by`. */
export interface RateLimit {
  readonly points: number;
  readonly perSeconds: number;
  readonly by: 'ip' | 'actor';
}

export interface OperationDefinition {
  /** Stable name, `feature.verb`; the OpenAPI operationId and the row of the isolation matrix. */
  readonly id: string;
  readonly method: Method;
  /** Path under the host with `:name` parameters, e.g. `/api/v1/leads/:leadId`. */
  readonly path: string;
  readonly host: HostKind;
  readonly access: Access;
  /** Asks that the caller has proved within the last ten minutes who they are; otherwise `step-up-required` (L-02). */
  readonly stepUp?: true;
  readonly summary: string;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  /** Request media type; JSON unless it says otherwise. */
  readonly consumes?: 'application/json' | 'multipart/form-data';
  /** Media type of the answer where it is a file, or a stream of events, written piece by piece; JSON unless it says otherwise. */
  readonly produces?:
    | 'application/x-ndjson'
    | 'text/csv; charset=utf-8'
    | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    | 'application/pdf'
    | 'text/vtt; charset=utf-8'
    | 'application/x-subrip; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'application/json; charset=utf-8'
    | 'application/octet-stream'
    | 'text/event-stream';
  /** Success status: 200 unless it says otherwise. 204 has no response shape. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly response?: Shape;
  /** Errors beyond those that every operation may answer (400, 401, 404, 429, 500), and every one that takes a file (`file-…`). */
  readonly errors?: readonly ErrorCode[];
  /** Asks for an `Idempotency-Key` of the caller: the same request under it is done once, and answered alike. */
  readonly idempotent?: true;
  readonly rateLimit?: RateLimit;
}

/** Declares one HTTP operation; the server, the client, OpenAPI and the isolation matrix all read it. */
export const defineOperation = <const Op extends OperationDefinition>(operation: Op): Op => operation;

type Output<T> = T extends z.ZodType ? z.output<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;

export type ParamsOf<Op extends OperationDefinition> = Output<Op['params']>;
export type QueryOf<Op extends OperationDefinition> = Output<Op['query']>;
export type BodyOf<Op extends OperationDefinition> = Output<Op['body']>;
export type ResponseOf<Op extends OperationDefinition> = Output<Op['response']>;
export type QueryInputOf<Op extends OperationDefinition> = Input<Op['query']>;
export type BodyInputOf<Op extends OperationDefinition> = Input<Op['body']>;

/** A page of a list: the items and the cursor of the next page, `null` on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
/** Query of a paged list. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** An instant in UTC, ISO 8601. */
export const Instant = z.iso.datetime();
