/** What checking finds, while somebody draws: the server is asked shortly after the last edit, and the newest answer counts. */
import { useEffect, useRef, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { apiPath, callApi } from '../server/api-client.ts';

const CHECK_MS = 350;

export function useLiveProblems(flow: FlowDocument, first: readonly Problem[]): readonly Problem[] {
  const [problems, setProblems] = useState(first);
  const checked = useRef(flow);
  useEffect(() => {
    if (flow === checked.current) return;
    const asked = new AbortController();
    const timer = setTimeout(() => {
      callApi<{ readonly problems: readonly Problem[] }>('POST', apiPath`/api/flows/${flow.id}/check`, {
        body: { document: flow },
        signal: asked.signal,
      }).then(
        (answer) => {
          checked.current = flow;
          setProblems(answer.problems);
        },
        // Without an answer the last one stands; saving says what is wrong with the connection.
        () => {},
      );
    }, CHECK_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [flow]);
  return problems;
}
