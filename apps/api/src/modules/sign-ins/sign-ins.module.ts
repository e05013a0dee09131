import type { Signer } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { ApiModule } from '../../http/module.ts';
import type { SessionStore } from '../../http/sessions.ts';
import type { AccountsService } from '../accounts/index.ts';
import { createLiveSignIns, type LiveSignIns } from './live-sign-ins.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { createSessionStore, type SessionStoreDeps } from './session-store.ts';
import { signInRoutes } from './sign-ins.routes.ts';
import { createSignInsService, type SignInsService, type SignInsServiceDeps } from './sign-ins.service.ts';
import { createStepUpService, passwordWay, type StepUpWay } from './step-up.service.ts';

export interface SignInsModuleDeps extends Omit<SessionStoreDeps & SignInsServiceDeps, 'live' | 'tokens'> {
  readonly bus: InvalidationBus;
  readonly signer: Signer;
  readonly accounts: AccountsService;
  /** Ways of step-up besides the password, the best first. */
  readonly stepUpWays: () => readonly StepUpWay[];
}

export interface SignInsModule extends ApiModule {
  readonly service: SignInsService;
  readonly store: SessionStore;
  /** Calls back when sign-ins may have ended or changed; sockets that are open look again. */
  readonly onChanged: LiveSignIns['onChanged'];
}

/** Who is signed in where: sessions behind the cookies, their list, and step-up. */
export function createSignInsModule(deps: SignInsModuleDeps): SignInsModule {
  const live = createLiveSignIns(deps.bus);
  const store = createSessionStore({ ...deps, live, tokens: createRefreshTokens(deps.signer) });
  const service = createSignInsService({ ...deps, live });
  const password = passwordWay(deps.accounts);
  const stepUp = createStepUpService({
    ways: () => [...deps.stepUpWays(), password],
    signIns: service,
    clock: deps.clock,
  });
  return { name: 'sign-ins', service, store, onChanged: live.onChanged, routes: signInRoutes(service, stepUp) };
}
