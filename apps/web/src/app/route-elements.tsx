import { Component, lazy, type ComponentType, type ReactNode } from 'react';
import { Outlet, useLocation, type RouteObject } from 'react-router';
import { withMessages } from '../shared/i18n/index.ts';

interface CatchProps {
  readonly fallback: ComponentType<{ error: unknown }>;
  /** Another address is another try. */
  readonly place: string;
  readonly children: ReactNode;
}
interface CatchState {
  readonly error: unknown;
  readonly place: string;
}
class Catch extends Component<CatchProps, CatchState> {
  override state: CatchState = { error: undefined, place: this.props.place };
  static getDerivedStateFromError(error: unknown): Partial<CatchState> {
    return { error };
  }
  static getDerivedStateFromProps({ place }: CatchProps, state: CatchState): CatchState | null {
    return place === state.place ? null : { error: undefined, place };
  }
  override render(): ReactNode {
    const Fallback = this.props.fallback;
    return this.state.error === undefined ? this.props.children : <Fallback error={this.state.error} />;
  }
}
/** Keeps the failure of one page from taking the frame around it down. */
export const PageBoundary = ({
  fallback,
  children,
}: {
  readonly fallback: CatchProps['fallback'];
  readonly children: ReactNode;
}) => (
  <Catch fallback={fallback} place={useLocation().pathname}>
    {children}
  </Catch>
);

type Load = () => Promise<ComponentType>;
const loaderOf = (route: RouteObject): Load | undefined => {
  const { lazy: load } = route;
  if (load === undefined) return undefined;
  if (typeof load === 'function')
    return () => load().then((module) => (module as { Component: ComponentType }).Component);
  return load.Component as Load | undefined;
};

/**
 * Turns route objects with `lazy` into elements. The router that loads routes by itself weighs 14 KB more, most of it
 * for loaders and actions; what our pages load is React Query's.
 */
export function routeElements(routes: readonly RouteObject[]): RouteObject[] {
  return routes.map((route) => {
    const {
      lazy: _lazy,
      Component: Eager,
      ErrorBoundary,
      HydrateFallback: _fallback,
      children,
      element,
      ...rest
    } = route;
    const load = loaderOf(route);
    const Page =
      load === undefined
        ? (Eager ?? undefined)
        : lazy(() =>
            load()
              .then(withMessages)
              .then((loaded) => ({ default: loaded })),
          );
    const own = Page === undefined ? element : <Page />;
    const guarded =
      ErrorBoundary === undefined || ErrorBoundary === null ? (
        own
      ) : (
        <PageBoundary fallback={ErrorBoundary as CatchProps['fallback']}>{own ?? <Outlet />}</PageBoundary>
      );
    return {
      ...rest,
      ...(guarded === undefined ? {} : { element: guarded }),
      ...(children === undefined ? {} : { children: routeElements(children) }),
    } as RouteObject;
  });
}
