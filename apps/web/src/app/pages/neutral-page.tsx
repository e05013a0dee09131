/** Unknown, unfinished and suspended sites look like this, all alike, so that nothing can be told from it. */
export const NeutralPage = () => (
  <main>
    <h1>There is nothing here</h1>
    <p>Check the address for a missing letter, or ask whoever gave it to you.</p>
  </main>
);
