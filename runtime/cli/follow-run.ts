/** Prints a run's events over `/live` until it ends. A connection that breaks is taken up again after the last event that was printed. */
import { WebSocket } from 'ws';
import type { TraceEvent } from '#flows/trace.ts';
import { type LiveServerMessage, traceEventsOf } from '#flows/trace-protocol.ts';
import { type ApiClient, CliError } from './api-client.ts';
import type { Output } from './output.ts';

const FINAL_EVENTS: readonly string[] = ['run-completed', 'run-failed', 'run-cancelled', 'run-set-aside', 'run-superseded', 'run-stale'];
const AGAIN_MS = 1_000;
const MOST_TRIES = 30;

/** Gives the type of the event that ended it. */
export async function followRun(runId: string, client: ApiClient, output: Output): Promise<string> {
  let after = 0;
  let failures = 0;
  for (;;) {
    const ended = await followOnce(runId, after, client, (event) => {
      after = event.runSeq;
      failures = 0;
      print(event, output);
    });
    if (ended !== undefined) return ended;
    failures += 1;
    if (failures > MOST_TRIES)
      throw new CliError(`The connection to ${client.url} is lost. "millrace runs tail ${runId}" takes it up again.`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Undefined: the connection ended before the run did. */
function followOnce(runId: string, after: number, client: ApiClient, onEvent: (event: TraceEvent) => void): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${client.url.replace(/^http/, 'ws')}/live`, { headers: { authorization: `Bearer ${client.token}` } });
    let ended: string | undefined;
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', id: 'run', topic: { run: runId }, after })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveServerMessage;
      if (message.type === 'refused') return fail(new CliError(message.message));
      if (message.type !== 'events') return;
      for (const event of traceEventsOf(message.runs)) {
        onEvent(event);
        if (FINAL_EVENTS.includes(event.type)) ended = event.type;
      }
      if (ended !== undefined) socket.close();
    });
    socket.on('unexpected-response', (_request, answer) => {
      fail(
        new CliError(
          answer.statusCode === 401 ? 'The token is not known here, or has ended.' : `${client.url} refused (${answer.statusCode}).`,
        ),
      );
    });
    socket.on('close', () => resolve(ended));
    // "close" follows; whether it is worth another try is decided there.
    socket.on('error', () => {});

    function fail(error: CliError): void {
      reject(error);
      socket.terminate();
    }
  });
}

function print(event: TraceEvent, output: Output): void {
  if (output.json) return output.line(JSON.stringify(event));
  const { seq: _seq, runId: _runId, environment: _environment, flow: _flow, at, type, runSeq, ...rest } = event;
  output.line(`${String(runSeq).padStart(4)}  ${at}  ${type.padEnd(18)} ${JSON.stringify(rest).slice(0, 200)}`);
}
