import { Readable } from 'node:stream';
import { currentTenantId, runInTenant } from '@stageline/tenancy';

/**
 * The same pieces, each made in the tenant that asked for them, wherever they are read: a file answer is read after its
 * handler is done and outside of its context. A reader that goes away ends the making.
 */
export function inThisTenant<T>(pieces: AsyncGenerator<T>): AsyncGenerator<T> {
  const tenantId = currentTenantId();
  return (async function* () {
    try {
      for (;;) {
        const next = await runInTenant(tenantId, () => pieces.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await runInTenant(tenantId, () => pieces.return(undefined));
    }
  })();
}

/** The content of a file answer whose pieces are made in the current tenant. */
export const tenantStream = (pieces: AsyncGenerator<string | Buffer>): Readable => Readable.from(inThisTenant(pieces));
