import type { SocketBinding, SocketPeer, SocketTools } from './binding.ts';

/**
 * Joins the parts that modules have of one namespace: each message is answered by one of them, and whoever comes in is met
 * by all, in their order.
 * @throws Error at boot where a message has two handlers, or none
 */
export function joinBindings(bindings: readonly SocketBinding[]): SocketBinding[] {
  return [...Map.groupBy(bindings, ({ namespace }) => namespace).values()].map(joinParts);
}

function joinParts(parts: readonly SocketBinding[]): SocketBinding {
  const { namespace } = parts[0]!;
  const handlers = unique(
    namespace.name,
    parts.map((part) => part.handlers as Readonly<Record<string, unknown>>),
  );
  const missing = Object.keys(namespace.ask).filter((event) => !Object.hasOwn(handlers, event));
  if (missing.length > 0) throw new Error(`Nobody answers ${missing.join(', ')} of ${namespace.name}`);
  const greetings = parts.flatMap(({ onConnect }) => onConnect ?? []);
  return {
    namespace,
    handlers: handlers as SocketBinding['handlers'],
    merge: unique(
      namespace.name,
      parts.map(({ merge }) => (merge ?? {}) as Readonly<Record<string, unknown>>),
    ) as NonNullable<SocketBinding['merge']>,
    ...(greetings.length > 0 && {
      async onConnect(peer: SocketPeer, tools: SocketTools) {
        for (const greet of greetings) await greet(peer, tools);
      },
    }),
  };
}

function unique(namespace: string, parts: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const joined: Record<string, unknown> = {};
  for (const [event, value] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(joined, event)) throw new Error(`Two parts of ${namespace} are for ${event}`);
    joined[event] = value;
  }
  return joined;
}
