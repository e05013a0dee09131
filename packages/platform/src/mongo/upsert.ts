import { isDuplicateKey } from '@stageline/tenancy';

/**
 * Runs an upsert, and once more where another made the same document in the same moment: the second then finds it. A server
 * before MongoDB 4.2 answers a duplicate key instead of trying again by itself.
 */
export async function retryUpsert<T>(upsert: () => PromiseLike<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return upsert();
  }
}
