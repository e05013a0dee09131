import { useEffect, useState } from 'react';

/** The secret in the address's fragment, taken out at once: neither history nor a copied address carries it on. */
export function useFragment(): string {
  const [secret] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search);
  }, []);
  return secret;
}
