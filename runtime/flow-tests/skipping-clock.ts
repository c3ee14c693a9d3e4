/** A clock that can be set forward: what a flow waits for in a test comes as soon as nothing else is left to do. */
import { type Clock, systemClock } from '../engine/clock.ts';

export interface SkippingClock extends Clock {
  /** Sets the clock to the instant, if it lies ahead; what is due by then fires, the earliest first. */
  skipTo(at: number): void;
  /** Sets it to any instant, also an earlier one; nothing fires. */
  setTo(at: number): void;
  stop(): void;
}

interface Alarm {
  readonly at: number;
  readonly fire: () => void;
  cancel: () => void;
}

export function createSkippingClock(): SkippingClock {
  const alarms = new Set<Alarm>();
  let ahead = 0;
  let stopped = false;
  const now = () => Date.now() + ahead;

  function ring(alarm: Alarm): void {
    if (alarms.delete(alarm) && !stopped) alarm.fire();
  }

  return {
    now,
    after(delayMs, fire) {
      const alarm: Alarm = { at: now() + delayMs, fire, cancel: () => {} };
      alarms.add(alarm);
      alarm.cancel = systemClock.after(delayMs, () => ring(alarm));
      return () => {
        alarms.delete(alarm);
        alarm.cancel();
      };
    },
    skipTo(at) {
      ahead += Math.max(0, at - now());
      for (const alarm of [...alarms].sort((a, b) => a.at - b.at)) {
        if (alarm.at > at) return;
        alarm.cancel();
        ring(alarm);
      }
    },
    setTo(at) {
      ahead = at - Date.now();
    },
    stop() {
      stopped = true;
      for (const alarm of alarms) alarm.cancel();
      alarms.clear();
    },
  };
}
