import { Readable } from 'node:stream';
import { currentTenantId, runInTenant } from '@stageline/tenancy';

/**
 * The content of a file answer, made piece by piece. The server reads it after the handler is done and outside of its
 * context, so each piece is made in the tenant that asked; a reader that goes away ends the making.
 */
export function tenantStream(pieces: AsyncGenerator<string | Buffer>): Readable {
  const tenantId = currentTenantId();
  async function* inTenant() {
    try {
      for (;;) {
        const next = await runInTenant(tenantId, () => pieces.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await runInTenant(tenantId, () => pieces.return(undefined));
    }
  }
  return Readable.from(inTenant());
}
