import { UNSAFE_createBrowserHistory as createBrowserHistory } from 'react-router';
import { navigationGuard } from '../shared/lib/navigation-guard.ts';

export type AppHistory = ReturnType<typeof createBrowserHistory>;

/**
 * The browser's history, which asks the open page's guard before it leaves. Back and forward cannot be stopped, only
 * taken back: the step is undone, and done again once the person agrees.
 */
export function createGuardedHistory(base: AppHistory = createBrowserHistory({ v5Compat: true })): AppHistory {
  let undoing = false;
  let agreed = false;
  const guarded =
    (go: AppHistory['push']): AppHistory['push'] =>
    (to, state) => {
      const guard = navigationGuard();
      if (guard?.blocks(base.createURL(to)) === true) guard.hold(() => go(to, state));
      else go(to, state);
    };
  return Object.create(base, {
    push: { value: guarded((to, state) => base.push(to, state)) },
    replace: { value: guarded((to, state) => base.replace(to, state)) },
    listen: {
      value: (listener: Parameters<AppHistory['listen']>[0]) =>
        base.listen((update) => {
          if (undoing) {
            undoing = false;
            return;
          }
          const guard = navigationGuard();
          const { delta } = update;
          const blocked =
            update.action === 'POP' &&
            delta !== null &&
            delta !== 0 &&
            !agreed &&
            guard?.blocks(update.location) === true;
          agreed = false;
          if (!blocked) {
            listener(update);
            return;
          }
          undoing = true;
          base.go(-delta);
          guard.hold(() => {
            agreed = true;
            base.go(delta);
          });
        }),
    },
  }) as AppHistory;
}
