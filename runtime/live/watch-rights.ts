/** May somebody watch a topic, and with payloads? The same policy as everywhere, asked with the topic's place. */
import { isAllowed, type Scope, wholeEnvironment } from '#flows/policy.ts';
import type { LiveTopic } from '#flows/trace-protocol.ts';
import type { Caller } from '../http/route.ts';
import type { LiveRights } from './live-socket.ts';

export interface WatchRightsParts {
  /** Environment and owner of a run, for the rights of a subscription. */
  findRunScope(runId: string): (Scope & { readonly environment: string; readonly folder: string }) | undefined;
  findFolder(flow: string): string | undefined;
}

type Verdict = ReturnType<LiveRights['mayWatch']>;

export function createWatchRights({ findRunScope, findFolder }: WatchRightsParts) {
  function ofRun(runId: string, caller: Caller): Verdict {
    const scope = findRunScope(runId);
    return scope === undefined ? { refused: `There is no run "${runId}".` } : allowed(caller, scope);
  }

  function ofPlace(place: string, caller: Caller): Verdict {
    const [kind, id = ''] = place.split('/');
    if (kind === 'runs') return ofRun(id, caller);
    const folder = kind === 'flows' ? findFolder(id) : undefined;
    if (folder === undefined) return { refused: `"${place}" is no place: it begins with flows/{flowId} or runs/{runId}.` };
    return isAllowed(caller.grants, 'flows.read', { folder })
      ? { payloads: false }
      : { refused: 'You do not have the right "flows.read" there.' };
  }

  return (topic: LiveTopic, caller: Caller): Verdict => {
    if ('run' in topic) return ofRun(topic.run, caller);
    if ('presence' in topic) return ofPlace(topic.presence, caller);
    if ('flow' in topic) {
      const folder = findFolder(topic.flow);
      return folder === undefined
        ? { refused: `There is no flow "${topic.flow}".` }
        : allowed(caller, { environment: topic.environment, folder });
    }
    // A whole environment crosses folders and plants: only a grant that does so too covers it.
    return allowed(caller, wholeEnvironment(topic.environment));
  };
}

function allowed({ grants }: Caller, scope: Scope): Verdict {
  return isAllowed(grants, 'runs.read', scope)
    ? { payloads: isAllowed(grants, 'payloads.read', scope) }
    : { refused: 'You do not have the right "runs.read" there.' };
}
