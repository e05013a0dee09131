/** Words that were sent and whose answer got lost keep their id: sent again they are stored once, as the same. */
export class Unanswered {
  readonly #ids = new Map<string, string>();
  readonly #newClientId: () => string;

  constructor(newClientId: () => string) {
    this.#newClientId = newClientId;
  }

  /**
   * Sends words under an id, the same as before where they got no answer.
   * @param to whom they are for, where that makes them others
   */
  async send<T>(text: string, work: (clientId: string) => Promise<T>, to = ''): Promise<T> {
    const key = JSON.stringify([to, text]);
    const clientId = this.#ids.get(key) ?? this.#newClientId();
    this.#ids.set(key, clientId);
    const answer = await work(clientId);
    this.#ids.delete(key);
    return answer;
  }
}
