import { describe, expect, test } from 'vitest';
import { type DigestedChange, type FieldDigests, findNotifiedEcho, type TakenState } from './find-notified-echo.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 8, 0, seconds)).toISOString();
const LONG_AGO = '2026-11-20T08:00:00.000Z';
const US = 'us';
const PERSON = 'person';

const ours = (version: string, before: string | undefined, fields: FieldDigests = {}): DigestedChange => ({
  type: 'thing',
  key: '1',
  version,
  author: US,
  fields,
  ...(before === undefined ? {} : { before }),
});
const taken = (version: string, content: FieldDigests, author = PERSON): TakenState => ({ message: 'm', version, author, content });
const judge = (
  shown: { readonly version: string; readonly content: FieldDigests; readonly author?: string },
  own: readonly DigestedChange[],
  states: readonly TakenState[] = [],
  tied: readonly DigestedChange[] = [],
) =>
  findNotifiedEcho(
    { version: shown.version, of: { kind: 'notified', takenBefore: at(0), author: shown.author ?? US, content: shown.content } },
    own,
    states,
    (change) => tied.includes(change),
  );

describe('a sender that tells of every change with the object of now', () => {
  const created = taken(at(10), { reason: 'a', status: 'new' });

  test('STP-5 what was shown before, with what we set since, is an echo, within one second too', () => {
    const answer = ours(at(12), at(10), { status: 'done' });
    expect(judge({ version: at(12), content: { reason: 'a', status: 'done' } }, [answer], [created])).toBe(answer);
    const atOnce = ours(at(10), at(10), { status: 'done' });
    expect(judge({ version: at(10), content: { reason: 'a', status: 'done' } }, [atOnce], [created])).toBe(atOnce);
  });

  test('STP-5 one field more that changed is somebody’s, whatever the stamps say', () => {
    const answer = ours(at(10), at(10), { status: 'done' });
    expect(judge({ version: at(10), content: { reason: 'b', status: 'done' } }, [answer], [created])).toBeUndefined();
    expect(judge({ version: at(10), content: { status: 'done' } }, [answer], [created])).toBeUndefined();
    expect(judge({ version: at(10), content: { reason: 'a', status: 'done', more: 'c' } }, [answer], [created])).toBeUndefined();
    expect(judge({ version: at(10), content: { reason: 'a', status: 'other' } }, [answer], [created])).toBeUndefined();
  });

  test('STP-5 a field that we emptied, or that the message does not show, explains itself', () => {
    const answer = ours(at(12), at(10), { status: '', hidden: 'x' });
    expect(judge({ version: at(12), content: { reason: 'a' } }, [answer], [created])).toBe(answer);
  });

  test('STP-5 another author, or a state that we did not leave, is somebody’s', () => {
    const answer = ours(at(12), at(10), { status: 'done' });
    const content = { reason: 'a', status: 'done' };
    expect(judge({ version: at(12), content, author: PERSON }, [answer], [created])).toBeUndefined();
    expect(judge({ version: at(13), content }, [answer], [created])).toBeUndefined();
  });

  test('STP-5 writes in a row are followed back, those of one moment in any order', () => {
    const first = ours(at(12), at(10), { status: 'seen' });
    const second = ours(at(12), at(12), { status: 'done' });
    const content = { reason: 'a', status: 'done' };
    expect(judge({ version: at(12), content }, [second, first], [created])).toBe(second);
    // Both were read back when both were made.
    const [one, other] = [ours(at(12), at(10), { status: 'done' }), ours(at(12), at(10), { message: 'm' })];
    expect(judge({ version: at(12), content: { ...content, message: 'm' } }, [other, one], [created])).toBeDefined();
    // The message between them shows the first alone.
    expect(judge({ version: at(12), content }, [other, one], [created])).toBe(one);
    expect(judge({ version: at(12), content: { ...content, reason: 'b', message: 'm' } }, [other, one], [created])).toBeUndefined();
  });

  test('STP-5 a change that was never shown is not hidden by ours', () => {
    const answer = ours(at(14), at(12), { status: 'done' });
    expect(judge({ version: at(14), content: { reason: 'a', status: 'done' } }, [answer], [created])).toBeUndefined();
  });

  test('STP-5 a state that started a run needs no second, whoever’s message shows it', () => {
    const answer = ours(at(14), at(12), { status: 'done' });
    const content = { reason: 'b', status: 'done' };
    const shown = taken(at(14), content, US);
    expect(judge({ version: at(14), content }, [answer], [created, shown])).toBe(answer);
    expect(judge({ version: at(14), content: { ...content, reason: 'c' } }, [answer], [created, shown])).toBeUndefined();
  });

  test('STP-5 where nothing was shown to compare with, each write of ours explains one message, and only with a stamp of its own', () => {
    const [old, made] = [ours(at(12), LONG_AGO, { status: 'done' }), ours(at(12), undefined, { status: 'done' })];
    for (const write of [old, made]) {
      expect(judge({ version: at(12), content: { status: 'done' } }, [write])).toBe(write);
      expect(judge({ version: at(12), content: { status: 'done' } }, [write], [], [write])).toBeUndefined();
    }
    const again = ours(at(12), at(12), {});
    expect(judge({ version: at(12), content: { status: 'done' } }, [again, old], [], [old])).toBeUndefined();
  });

  test('STP-5 many writes of one second end the search, not the process', () => {
    const many = Array.from({ length: 200 }, (_, index) => ours(at(10), at(10), { status: `s${index}` }));
    expect(judge({ version: at(10), content: { reason: 'b', status: 'x' } }, many, [created])).toBeUndefined();
  });
});
