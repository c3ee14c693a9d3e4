// What a process and its children take of the machine, read from /proc.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import WebSocket from 'ws';

/** The process and everything below it. */
export function listTree(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(statOf(name)[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [pid];
  for (const one of tree) for (const [child, parent] of parents) if (parent === one) tree.push(child);
  return tree;
}

/** Fields of /proc/PID/stat behind the name, which may contain anything. */
function statOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Resident memory of the whole tree in megabytes. */
export function residentMb(pid) {
  return (
    listTree(pid).reduce((sum, one) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1] ?? 0), 0) / 1024
  );
}

/** The most resident memory that the process itself ever had, in megabytes, as the system has counted it. */
export function peakMb(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

const TICKS_PER_SECOND = 100;

/** CPU time of the whole tree so far, in milliseconds. */
export function cpuMs(pid) {
  return listTree(pid).reduce((sum, one) => {
    const stat = statOf(one);
    return sum + ((Number(stat[11]) + Number(stat[12])) * 1000) / TICKS_PER_SECOND;
  }, 0);
}

/** Memory after the process has had time to give back what it can. */
export async function settledMb(pid, ms = 4_000) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return residentMb(pid);
}

/** Memory of a program that was started with `--inspect=127.0.0.1:0`, once its garbage is collected: what it really keeps. */
export async function keptMb(program) {
  const address = /Debugger listening on (ws:\S+)/.exec(program.output())[1];
  const inspector = new WebSocket(address);
  await once(inspector, 'open');
  inspector.send('{"id":1,"method":"HeapProfiler.collectGarbage"}');
  await once(inspector, 'message');
  inspector.close();
  return settledMb(program.pid, 2_000);
}
