import { ban, memberName } from '../kit.ts';

/** Until 4.2, `dropDatabase` locks the whole server, and first waits for transactions that killed processes left open. */
export const noDropDatabase = ban({
  message: 'dropDatabase stops every other client of the server: drop the collections one by one.',
  find: (report) => ({
    MemberExpression(node) {
      if (memberName(node) === 'dropDatabase') report(node);
    },
  }),
});
