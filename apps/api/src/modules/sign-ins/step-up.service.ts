import { ProblemError, type AccountId, type AdminId, type signIns, type SignInId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { STEP_UP_MS, type Actor, type TenantFacts } from '../../http/route.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { SignInsService } from './sign-ins.service.ts';

/** Who has to prove that it is them. */
export interface StepUpSubject {
  readonly id: AccountId | AdminId;
  readonly kind: 'account' | 'admin';
  readonly signInId: SignInId;
  /** The site whose host asks; null on the admin host. */
  readonly tenant: TenantFacts | null;
}

type ProofOf<M extends signIns.StepUpMethod> = Extract<signIns.StepUpProof, { method: M }>;

/** One way to prove it; `M` is its method. */
interface WayOf<M extends signIns.StepUpMethod> {
  readonly method: M;
  /** Whether this account can use it; a passkey answers the options for the browser. */
  offer(subject: StepUpSubject): Promise<boolean | signIns.StepUpOptions['passkey']>;
  /** @throws ProblemError for a proof that is not good */
  verify(subject: StepUpSubject, proof: ProofOf<M>): Promise<void>;
}
export interface StepUpWay extends Omit<WayOf<signIns.StepUpMethod>, 'verify'> {
  verify(subject: StepUpSubject, proof: signIns.StepUpProof): Promise<void>;
}

/** Declares a way of step-up; the module that owns the credential does. A proof reaches the way of its own method only. */
export const stepUpWay = <M extends signIns.StepUpMethod>(way: WayOf<M>): StepUpWay => way as unknown as StepUpWay;

/** The way that everybody with a password has. */
export const passwordWay = (
  accounts: Pick<AccountsService, 'find' | 'findAdmin' | 'authenticate' | 'authenticateAdmin'>,
): StepUpWay =>
  stepUpWay({
    method: 'password',
    offer: async () => true,
    async verify({ kind, id }, { password }) {
      const login = kind === 'admin' ? await accounts.findAdmin(id as AdminId) : await accounts.find(id as AccountId);
      if (login === null) throw new ProblemError('unauthenticated');
      await (kind === 'admin'
        ? accounts.authenticateAdmin(login.email, password)
        : accounts.authenticate(login.email, password));
    },
  });

export interface StepUpDeps {
  /** The best first; a function, because the modules that own credentials are made later. */
  readonly ways: () => readonly StepUpWay[];
  readonly signIns: Pick<SignInsService, 'prove' | 'failProof'>;
  readonly clock: Clock;
}

/** A proof that was looked at and is not good; one that came too early was not looked at. */
const isWrong = (error: unknown): boolean =>
  error instanceof ProblemError && ['invalid-credentials', 'invalid-code', 'invalid-passkey'].includes(error.code);

/** Between asking and acting. */
const MARGIN_MS = 30_000;

/** Step-up (L-02): what takes something away asks for a proof that is at most ten minutes old. */
export function createStepUpService({ ways, signIns, clock }: StepUpDeps) {
  const subjectOf = (actor: Actor, tenant: TenantFacts | null): StepUpSubject => ({
    id: actor.kind === 'admin' ? actor.adminId : actor.accountId,
    kind: actor.kind === 'admin' ? 'admin' : 'account',
    signInId: actor.signIn.id,
    tenant,
  });
  return {
    async options(actor: Actor, tenant: TenantFacts | null): Promise<signIns.StepUpOptions> {
      const subject = subjectOf(actor, tenant);
      const offers = await Promise.all(
        ways().map(async (way) => ({ method: way.method, offer: await way.offer(subject) })),
      );
      const open = offers.filter(({ offer }) => offer !== false && offer !== null);
      const passkey = open.map(({ offer }) => offer).find((offer) => typeof offer === 'object') ?? null;
      const age = clock.now().getTime() - actor.signIn.provedAt;
      return { fresh: age < STEP_UP_MS - MARGIN_MS, methods: open.map(({ method }) => method), passkey };
    },

    /**
     * @throws ProblemError what the way throws; `step-up-failed` for the last of too many wrong ones, which ends the
     *   session; `validation-failed` for a way that is not offered here
     */
    async prove(actor: Actor, tenant: TenantFacts | null, proof: signIns.StepUpProof): Promise<void> {
      const way = ways().find(({ method }) => method === proof.method);
      if (way === undefined)
        throw new ProblemError('validation-failed', {
          issues: [{ in: 'body', pointer: '/method', message: 'This way is not open here.' }],
        });
      const owner = tenant?.id ?? 'admin';
      try {
        await way.verify(subjectOf(actor, tenant), proof);
      } catch (error) {
        if (!isWrong(error) || !(await signIns.failProof(owner, actor.signIn.id))) throw error;
        throw new ProblemError('step-up-failed', { cause: error });
      }
      await signIns.prove(owner, actor.signIn.id, proof.method !== 'password');
    },
  };
}
export type StepUpService = ReturnType<typeof createStepUpService>;
