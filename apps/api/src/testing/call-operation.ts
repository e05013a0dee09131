import type { OperationDefinition, ResponseOf } from '@stageline/contracts';
import type { ApiModule } from '../http/module.ts';
import type { MemberActor, RouteContext } from '../http/route.ts';

type CallInput<Op extends OperationDefinition> = Partial<Pick<RouteContext<Op>, 'params' | 'query' | 'body'>>;

/** Calls an operation's handler as the server does once it knows who asks, past the permission. Runs in the tenant. */
export function callOperation<Op extends OperationDefinition>(
  module: ApiModule,
  operation: Op,
  actor: MemberActor,
  input: CallInput<Op> = {},
): Promise<ResponseOf<Op>> {
  const binding = (module.routes ?? []).find((each) => each.operation.id === operation.id);
  if (binding === undefined) throw new Error(`the module ${module.name} does not answer ${operation.id}`);
  return binding.handle({ actor, ...input } as never) as Promise<ResponseOf<Op>>;
}
