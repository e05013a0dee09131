import type { Readable } from 'node:stream';
import type {
  Access,
  AccountId,
  AdminId,
  AdminPermission,
  AdminRole,
  BodyOf,
  MembershipId,
  OperationDefinition,
  ParamsOf,
  Permission,
  QueryOf,
  ResponseOf,
  RoleRef,
  SignInId,
  SupportVisitId,
  TenantId,
} from '@stageline/contracts';
import type { BrowserMark } from './browser-mark.ts';
import type { NewAdminSession, NewMemberSession, NewSupportSession } from './new-session.ts';

/** One log-in of one browser, as far as a request needs it. */
export interface SignInFacts {
  readonly id: SignInId;
  /** When they last proved who they are, in milliseconds of the epoch. */
  readonly provedAt: number;
  /** Whether a second factor was proved in it, at the log-in or later. */
  readonly strong: boolean;
}

/** A signed-in member of the request's tenant. */
export interface MemberActor {
  readonly kind: 'member';
  readonly accountId: AccountId;
  readonly membershipId: MembershipId;
  readonly roles: readonly RoleRef[];
  /** What the roles allow together; one object for all who may do the same. */
  readonly permissions: ReadonlySet<Permission>;
  readonly signIn: SignInFacts;
  /** Set where it is an administrator who looks through the owner's eyes (L-05). */
  readonly support?: SupportFacts;
}

/** A visit of support: it may read what the owner may read, and change nothing. */
export interface SupportFacts {
  readonly visitId: SupportVisitId;
  readonly adminId: AdminId;
  /** Writes into the audit log that an operation was looked at, once per visit. Runs in the tenant. */
  viewed(operation: Pick<OperationDefinition, 'id' | 'summary'>): Promise<void>;
}
/** How long a proof of who is there is enough for what asks for one (L-02). */
export const STEP_UP_MS = 10 * 60_000;

/** Whether somebody may do what an operation or a namespace asks for: a member on a site, or an administrator on their host. */
export const isAllowed = <P extends Permission | AdminPermission>(
  actor: { readonly permissions: ReadonlySet<P> },
  access: { readonly permission: P | null },
): boolean => access.permission === null || actor.permissions.has(access.permission);

/** A signed-in central administrator. */
export interface AdminActor {
  readonly kind: 'admin';
  readonly adminId: AdminId;
  readonly role: AdminRole;
  /** What the role allows; one object for all who have it. */
  readonly permissions: ReadonlySet<AdminPermission>;
  readonly signIn: SignInFacts;
}
export type Actor = MemberActor | AdminActor;

/** Whether somebody of the right kind may do what is asked for; anybody may what is public. */
export function mayEnter(access: Access, actor: Actor): boolean {
  if (access.kind === 'public') return true;
  if (access.kind === 'member') return actor.kind === 'member' && isAllowed(actor, access);
  return actor.kind === 'admin' && isAllowed(actor, access);
}

/** The request's tenant, from its Host header only. Only active tenants reach a handler. */
export interface TenantFacts {
  readonly id: TenantId;
  readonly slug: string;
  /** `http://<slug>.<apex>` */
  readonly url: string;
}

/** The session of the request's own browser: begins one, or ends it with every token that came of it. */
export interface SessionCookie {
  startMember(session: NewMemberSession): Promise<void>;
  startAdmin(session: NewAdminSession): Promise<void>;
  startSupport(session: NewSupportSession): Promise<void>;
  end(): Promise<void>;
}

export interface UploadedFile {
  readonly bytes: Buffer;
  readonly filename: string;
}

export interface StreamedFile {
  readonly content: AsyncIterable<Buffer>;
  readonly filename: string;
}

/** What a handler gets: parsed input, the facts of the request, and nothing of the web framework. */
export interface RouteContext<Op extends OperationDefinition> {
  readonly params: ParamsOf<Op>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  readonly tenant: Op['host'] extends 'tenant' ? TenantFacts : null;
  readonly actor: Op['access'] extends { kind: 'member' }
    ? MemberActor
    : Op['access'] extends { kind: 'admin' }
      ? AdminActor
      : null;
  readonly ip: string;
  /** The host that was asked, with its port: one of the tenant's, or the platform's or admin's own. */
  readonly host: string;
  /** What a reader of server-sent events has seen already, as they say: `Last-Event-ID`. */
  readonly lastEventId: string | undefined;
  /** Address of the page of this host that the request came from; null where the browser names none, or another host's. */
  readonly page: string | null;
  /** The caller's own key of this request. @throws ProblemError `validation-failed` where there is none that can be one */
  readonly idempotencyKey: () => string;
  /** One cookie that the browser sent. */
  readonly cookie: (name: string) => string | undefined;
  readonly session: SessionCookie;
  readonly browser: BrowserMark;
  /**
   * The one file of a multipart request.
   * @param maxBytes a larger file is `payload-too-large`
   */
  file(maxBytes: number): Promise<UploadedFile>;
  /**
   * The same, piece by piece: reading it fails with `payload-too-large` beyond the limit, and with `bad-request` where the
   * sender goes away.
   */
  fileStream(maxBytes: number): Promise<StreamedFile>;
}

/** An answer that goes on until one side ends it: server-sent events, written as they come. */
export interface EventsAnswer {
  readonly events: Readable;
}

/** An answer that is a file, written piece by piece. */
export interface FileAnswer {
  /** Letters, digits, dots and hyphens. */
  readonly filename: string;
  /** As a person named it, where that is known: any letters, for browsers that take them. */
  readonly title?: string;
  readonly content: Readable;
}

/** An answer that a page plays or shows by itself, written piece by piece. */
export interface InlineAnswer {
  readonly inline: Readable;
  readonly mediaType: string;
  /** How long the browser may keep it; default: an hour. */
  readonly keepSeconds?: number;
}

/** The answer of a handler; 204 operations answer nothing. */
type Answer<Op extends OperationDefinition> = Op extends { produces: 'text/event-stream' }
  ? EventsAnswer
  : Op extends { produces: 'application/octet-stream' }
    ? InlineAnswer
    : Op extends { produces: string }
      ? FileAnswer
      : ResponseOf<Op> extends undefined
        ? void
        : ResponseOf<Op>;

/** One operation with its handler, as the app registers it. */
export interface RouteBinding {
  readonly operation: OperationDefinition;
  readonly handle: (context: RouteContext<OperationDefinition>) => Promise<unknown>;
}

/** Binds a handler to its operation; types follow from the contract. */
export function route<const Op extends OperationDefinition>(
  operation: Op,
  handle: (context: RouteContext<Op>) => Promise<Answer<Op>>,
): RouteBinding {
  return { operation, handle: handle as RouteBinding['handle'] };
}
