/** Unknown, unfinished and suspended sites look like this, all alike, so that nothing can be told from it. */
export const NeutralPage = () => (
  <main className="grid min-h-dvh place-items-center px-6 text-center">
    <div>
      <h1 className="text-xl font-semibold text-text">There is nothing here</h1>
      <p className="mt-2 max-w-xs text-base text-text-muted">Check the address for a missing letter, or ask whoever gave it to you.</p>
    </div>
  </main>
);
