/** What the map gives for what it is tried with, shortly after the last key: from a worker of the browser, else from the server. */
import { useEffect, useRef, useState } from 'react';
import { mapExpression } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { ApiFailure, callApi } from '../server/api-client.ts';
import { spoken } from '../spoken.ts';
import type { Preview, PreviewTables } from './preview-map.ts';
import { PreviewRunner, type WorkerLike } from './preview-runner.ts';

export interface PreviewState {
  readonly preview?: Preview;
  /** Where it was computed; none while nothing is there yet. */
  readonly by?: 'browser' | 'server';
  /** In place of a value: what went wrong as a whole. */
  readonly fault?: string;
  readonly isTooLong?: boolean;
}

/** The worker takes the newest of what it is asked meanwhile; the server is asked for what somebody stopped at. */
const SERVER_AFTER_MS = 100;
/** `$now()` of a preview: one for as long as the page stands, so that nothing flickers. */
const AT = new Date().toISOString();

export function usePreview(
  rows: readonly MapRow[],
  input: JsonObject,
  tables: PreviewTables,
  environment: string,
  mayAskServer: boolean,
): PreviewState {
  const [state, setState] = useState<PreviewState>({});
  const runner = useRef<PreviewRunner>(undefined);
  useEffect(() => {
    runner.current = new PreviewRunner(startWorker);
    return () => runner.current?.close();
  }, []);
  useEffect(() => {
    const asked = new AbortController();
    let later: ReturnType<typeof setTimeout> | undefined;
    const fromServer = (text: string, preview?: Preview): void => {
      if (!mayAskServer) setState(preview === undefined ? { isTooLong: true } : { preview });
      else later = setTimeout(() => askServer(text, preview), SERVER_AFTER_MS);
    };
    const askServer = (text: string, preview?: Preview): void => {
      callApi<{ readonly value: Json }>('POST', '/api/expressions/evaluate', {
        body: { expression: text, input, ...(environment === '' ? {} : { environment }) },
        signal: asked.signal,
      }).then(
        ({ value }) => setState({ preview: { ...(preview ?? { way: 'server', faults: {} }), value }, by: 'server' }),
        (error: unknown) => {
          if (asked.signal.aborted) return;
          setState({
            ...(preview === undefined ? {} : { preview }),
            by: 'server',
            fault: error instanceof ApiFailure ? error.problem.detail : String(error),
          });
        },
      );
    };
    // Behind what the key itself draws.
    const timer = setTimeout(() => {
      runner.current?.ask({ rows, input, tables, at: AT }, (said) => {
        if (asked.signal.aborted) return;
        const answer = said === 'too-long' ? said : inOurLanguage(said);
        if (answer === 'too-long') {
          // A child process of the server has more room, and limits of its own.
          const { text } = mapExpression(rows);
          if (text === undefined || !mayAskServer) setState({ isTooLong: true });
          else fromServer(text);
        } else if (answer.way === 'fast' || answer.text === undefined) setState({ preview: answer, by: 'browser' });
        else fromServer(answer.text, answer);
      });
    });
    return () => {
      clearTimeout(timer);
      clearTimeout(later);
      asked.abort();
    };
  }, [rows, input, tables, environment, mayAskServer]);
  return state;
}

/** The worker has no language of its own. */
function inOurLanguage(preview: Preview): Preview {
  return {
    ...preview,
    faults: Object.fromEntries(Object.entries(preview.faults).map(([row, message]) => [row, spoken(message)])),
    ...(preview.because === undefined ? {} : { because: spoken(preview.because) }),
  };
}

function startWorker(): WorkerLike {
  return new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module', name: 'preview' }) as unknown as WorkerLike;
}
