/** An embedded server could not be started. The message says why and what to do; it is meant for a person. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
}
