/** What checking finds, and how much of the flow it knows, while somebody draws: the server is asked shortly after the last edit, and the newest answer counts. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FlowCheck } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { spokenProblem } from '../spoken.ts';

const CHECK_MS = 350;

export function useLiveProblems(flow: FlowDocument, first: readonly Problem[]): FlowCheck {
  const [check, setCheck] = useState<FlowCheck>({ problems: first });
  const checked = useRef<FlowDocument>(undefined);
  useEffect(() => {
    if (flow === checked.current) return;
    const asked = new AbortController();
    const timer = setTimeout(() => {
      callApi<FlowCheck>('POST', apiPath`/api/flows/${flow.id}/check`, {
        body: { document: flow },
        signal: asked.signal,
      }).then(
        (answer) => {
          checked.current = flow;
          setCheck(answer);
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
  return useMemo(() => ({ ...check, problems: check.problems.map(spokenProblem) }), [check]);
}
