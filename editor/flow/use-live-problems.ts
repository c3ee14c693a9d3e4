/** What checking finds, and how much of the flow it knows, while somebody draws: the server is asked shortly after the last edit, and the newest answer counts. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowCheck } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { spokenProblem } from '../spoken.ts';

const CHECK_MS = 350;

export interface LiveProblems extends FlowCheck {
  /** What is said of the flow hangs on something else that was changed. */
  checkAgain(): void;
}

export function useLiveProblems(flow: FlowDocument, first: readonly Problem[]): LiveProblems {
  const [check, setCheck] = useState<FlowCheck>({ problems: first });
  const [turn, setTurn] = useState(0);
  const checked = useRef<{ readonly flow: FlowDocument; readonly turn: number }>(undefined);
  useEffect(() => {
    if (flow === checked.current?.flow && turn === checked.current.turn) return;
    const asked = new AbortController();
    const timer = setTimeout(() => {
      callApi<FlowCheck>('POST', apiPath`/api/flows/${flow.id}/check`, {
        body: { document: flow },
        signal: asked.signal,
      }).then(
        (answer) => {
          checked.current = { flow, turn };
          // Most keys change nothing of it: then nothing is drawn anew either.
          setCheck((before) => (JSON.stringify(before) === JSON.stringify(answer) ? before : answer));
        },
        // Without an answer the last one stands; saving says what is wrong with the connection.
        () => {},
      );
    }, CHECK_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [flow, turn]);
  const checkAgain = useCallback(() => setTurn((before) => before + 1), []);
  return useMemo(() => ({ ...check, problems: check.problems.map(spokenProblem), checkAgain }), [check, checkAgain]);
}
