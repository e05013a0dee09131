/** A typed emitter, as small as the room page wants it. */
export class Events<Values extends object> {
  readonly #listeners = new Map<keyof Values, Set<(value: never) => void>>();

  /** @returns stops listening */
  on<E extends keyof Values>(event: E, listener: (value: Values[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(event, listeners);
    return () => listeners.delete(listener);
  }

  emit<E extends keyof Values>(event: E, value: Values[E]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) (listener as (value: Values[E]) => void)(value);
  }
}
