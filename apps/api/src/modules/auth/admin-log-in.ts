import {
  AdminId,
  operations,
  permissionsOfAdminRole,
  ProblemError,
  type AdminMe,
  type AdminPermission,
  type Locale,
  type NextStep,
  type OperationDefinition,
} from '@stageline/contracts';
import { isAllowed, type AdminActor } from '../../http/route.ts';
import type { NewAdminSession } from '../../http/sessions.ts';
import type { AccountsService, PlatformAdmin } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Credentials, PasskeyAnswer, RelyingParty } from '../credentials/index.ts';
import type { LogInMethod } from './auth.service.ts';
import { createLogInGate, type CodeProof } from './log-in-gate.ts';

export interface AdminLogInDeps {
  readonly accounts: Pick<AccountsService, 'authenticateAdmin' | 'findAdmin' | 'setAdminLocale'>;
  readonly credentials: Credentials;
  readonly audit: AuditLog;
}

export interface StartedAdminSession {
  readonly admin: NewAdminSession;
  readonly me: AdminMe;
}
/** A session, or what the log-in asks for first. */
export type AdminEntry = { readonly started: StartedAdminSession } | { readonly next: NextStep };

/** Whether these permissions are enough for an operation of the admin host. Pure; the routes ask the same. */
const canCall = (permissions: ReadonlySet<AdminPermission>, { access }: OperationDefinition): boolean =>
  access.kind === 'admin' && isAllowed({ permissions }, access);

/** The ids of the operations that these permissions are enough for, for the client's menus. */
export const adminOperationsOf = (permissions: ReadonlySet<AdminPermission>): string[] =>
  operations.filter((operation) => canCall(permissions, operation)).map(({ id }) => id);

const SCOPE = 'admin';

/** Log-in of central administrators: password or passkey, and the second step that members have. */
export function createAdminLogIn({ accounts, credentials, audit }: AdminLogInDeps) {
  const { rule, passkeys } = credentials;
  const gate = createLogInGate<PlatformAdmin>({
    find: async (owner) => {
      const id = AdminId.safeParse(owner);
      return id.success ? accounts.findAdmin(id.data) : null;
    },
    credentials,
  });

  async function present({ id, name, email, role }: PlatformAdmin): Promise<AdminMe> {
    const permissions = permissionsOfAdminRole(role);
    const hasSecondFactor = await rule.has(id);
    return {
      id,
      name,
      email,
      role,
      permissions: [...permissions],
      operations: adminOperationsOf(permissions),
      hasSecondFactor,
    };
  }

  async function start(found: PlatformAdmin, method: LogInMethod, strong: boolean): Promise<StartedAdminSession> {
    const { id: adminId, name, sessionVersion } = found;
    const actor = { kind: 'admin', id: adminId, name } as const;
    await audit.record({ action: 'admin.logged-in', actor, after: { method } });
    return { admin: { adminId, sessionVersion, strong }, me: await present(found) };
  }

  async function authenticate(email: string, password: string): Promise<PlatformAdmin> {
    try {
      return await accounts.authenticateAdmin(email, password);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'invalid-credentials')
        await audit.record({ action: 'admin.log-in-failed', target: { type: 'login', id: email } });
      throw error;
    }
  }

  return {
    /** @throws ProblemError `invalid-credentials`, `too-many-requests` */
    async logIn(email: string, password: string): Promise<AdminEntry> {
      const found = await authenticate(email, password);
      const next = await gate.nextStep(SCOPE, found, async () => rule.demandedOfAdmins);
      return next === null ? { started: await start(found, 'password', false) } : { next };
    },

    /** The second step by a code. @throws ProblemError `log-in-expired`, `invalid-code`, `too-many-requests` */
    async passByCode(pending: string, proof: CodeProof): Promise<AdminEntry> {
      const found = await gate.passByCode(SCOPE, pending, proof);
      const target = { type: 'admin', id: found.id, name: found.name };
      if (proof.method === 'recovery-code') await audit.record({ action: 'account.recovery-code-used', target });
      return { started: await start(found, proof.method, true) };
    },

    passkeyOptions: (party: RelyingParty, pending?: string): Promise<{ challenge: string }> =>
      pending === undefined ? passkeys.logInOptions(party) : gate.passkeyOptions(SCOPE, party, pending),

    /** By passkey, or with `pending` the second step by one. @throws ProblemError `log-in-expired`, `invalid-passkey` */
    async enterByPasskey(party: RelyingParty, answer: PasskeyAnswer, pending?: string): Promise<AdminEntry> {
      return { started: await start(await gate.passByPasskey(SCOPE, party, answer, pending), 'passkey', true) };
    },

    /** @throws ProblemError `log-in-expired` */
    beginEnrolment: (pending: string) => gate.beginEnrolment(SCOPE, pending),

    /** The second step where an app has to be enrolled first. @throws ProblemError `log-in-expired`, `invalid-code` */
    async passByEnrolment(pending: string, code: string) {
      const { logIn: found, recoveryCodes } = await gate.passByEnrolment(SCOPE, pending, code);
      const target = { type: 'admin', id: found.id, name: found.name };
      await audit.record({ action: 'account.totp-added', target });
      return { started: await start(found, 'enrolment', true), recoveryCodes };
    },

    /** @throws ProblemError `unauthenticated` when the administrator is gone */
    async me({ adminId }: AdminActor): Promise<AdminMe> {
      const found = await accounts.findAdmin(adminId);
      if (found === null) throw new ProblemError('unauthenticated');
      return present(found);
    },
    /** In which language we write to them from now on. */
    chooseLanguage: ({ adminId }: AdminActor, locale: Locale): Promise<void> =>
      accounts.setAdminLocale(adminId, locale),
  };
}
export type AdminLogIn = ReturnType<typeof createAdminLogIn>;
