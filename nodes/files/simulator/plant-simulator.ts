/**
 * A plant whose program knows files only: it looks for order files in its share, takes them one by one, and drops a file of
 * confirmations for each. What it took and dropped is on record before anybody could see it.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Json } from '#flows/json.ts';
import type { Landscape } from '../../sandbox/landscape-model.ts';
import type { Fault, FaultKind, RecordDraft } from '../../sandbox/simulator.ts';
import { type ConfirmationLine, type OrderLine, readOrderFile, type WritingFault, writeConfirmationFile } from './plant-formats.ts';
import { FILE_PLANT, FROM_PLANT, TO_PLANT } from './plant-share.ts';

/** What the sandbox lends to it. */
export interface PlantHost {
  /** The share; made when missing. */
  readonly folder: string;
  now(): number;
  landscape(): Landscape;
  /** On disk when it returns. */
  record(entry: RecordDraft, fault?: Fault): void;
  takeFault(kinds: readonly FaultKind[], operation: string, key: string): Fault | undefined;
  after(milliseconds: number, callback: () => void): void;
  /** What it knows has changed. */
  commit(): void;
}

export interface PlantSimulator {
  /** Drops a file of confirmations; gives its name. Undefined: nothing of these orders is made here. */
  confirm(orders: readonly string[] | undefined): { readonly file: string; readonly records: number } | undefined;
  /** The share is away (unmounted), or back. */
  setAway(away: boolean): void;
  view(path: string): Json | undefined;
  snapshot(): Json;
  restore(snapshot: Json): void;
  reset(): void;
  close(): void;
}

interface PlantState {
  /** Of the last file it dropped. */
  readonly number: number;
  /** Numbers of the order files that it has taken, by name. */
  readonly taken: { readonly [file: string]: number };
  readonly dropped: readonly string[];
}

const LOOKS_EVERY_MS = 250;
const PLANS_FOR_MS = 200;
/** Pause of a program that is interrupted while it writes. */
const HALF_WRITTEN_MS = 1_500;
/** Signs of a file that are shown to whoever looks into the share. */
const MOST_SHOWN = 4_000;
const WRITING_FAULTS: readonly FaultKind[] = ['wrong-count', 'bad-rows', 'wrong-encoding', 'half-written', 'cut-off', 'duplicate'];
const FRESH: PlantState = { number: 0, taken: {}, dropped: [] };

export function createPlantSimulator(host: PlantHost): PlantSimulator {
  let state = FRESH;
  const away = `${host.folder}.away`;
  const inbox = join(host.folder, TO_PLANT);
  const outbox = join(host.folder, FROM_PLANT);
  if (!existsSync(away)) openShare();
  const timer = setInterval(look, LOOKS_EVERY_MS);
  timer.unref();

  function openShare(): void {
    for (const folder of [inbox, outbox]) mkdirSync(folder, { recursive: true });
  }

  function change(next: PlantState): void {
    state = next;
    host.commit();
  }

  function look(): void {
    if (!existsSync(inbox)) return;
    for (const name of readdirSync(inbox).sort()) {
      if (!/\.csv$/i.test(name)) continue;
      const bytes = readFileSync(join(inbox, name));
      take(name, bytes);
      host.commit();
      // The plant fetches: what it has taken is gone from the share.
      rmSync(join(inbox, name), { force: true });
    }
  }

  function take(name: string, bytes: Buffer): void {
    const isReject = name.startsWith('REJECTS_');
    const entry = { operation: isReject ? 'take-reject-file' : 'take-order-file', object: 'file', key: name, hash: sha256(bytes) };
    if (isReject) {
      const lines = bytes.toString('latin1').split('\r\n').length - 2;
      host.record({ ...entry, applied: true, detail: { lines } });
      return;
    }
    try {
      const { number, lines } = readOrderFile(bytes);
      if (Object.values(state.taken).includes(number)) throw new Error(`Lauf ${number} ist schon verarbeitet`);
      host.record({ ...entry, sequence: number, applied: true, detail: { lines: lines.length } });
      change({ ...state, taken: { ...state.taken, [name]: number } });
      host.after(PLANS_FOR_MS, () => drop(lines.map(plan)));
    } catch (error) {
      host.record({ ...entry, applied: false, refusal: (error as Error).message });
    }
  }

  /** Most of it in time, some later, one not at all: so that every outcome is seen. */
  function plan({ order, item, quantity, unit, due }: OrderLine, index: number): ConfirmationLine {
    const line = { order, item, quantity, unit };
    if (index % 11 === 10) return { ...line, remark: 'Rohteil fehlt, Termin unklar' };
    const earliest = daysAfter(dayOf(host.now()), 2);
    const wanted = daysAfter(due, -2);
    const inTime = [wanted, earliest].sort()[1]!;
    return index % 4 === 3
      ? { ...line, available: daysAfter(inTime, 3), remark: 'Härterei belegt' }
      : { ...line, available: inTime, remark: `Läuft auf Linie ${(index % 3) + 1}; "Früh"` };
  }

  function drop(lines: readonly ConfirmationLine[]): string {
    const number = state.number + 1;
    const name = `CONFIRM_${String(number).padStart(6, '0')}.csv`;
    const fault = host.takeFault(WRITING_FAULTS, 'drop-confirmation', name);
    const bytes = writeConfirmationFile(number, dayOf(host.now()), FILE_PLANT, lines, writingFault(fault));
    host.record(
      {
        operation: 'drop-confirmation',
        object: 'file',
        key: name,
        sequence: number,
        hash: sha256(bytes),
        applied: true,
        detail: { lines: lines.length },
      },
      fault,
    );
    change({ ...state, number, dropped: [...state.dropped, name].slice(-200) });
    openShare();
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    switch (fault?.kind) {
      case 'half-written':
        writeFileSync(join(outbox, name), half);
        host.after(fault.milliseconds ?? HALF_WRITTEN_MS, () => {
          if (existsSync(join(outbox, name))) appendFileSync(join(outbox, name), bytes.subarray(half.length));
        });
        break;
      case 'cut-off':
        writeFileSync(join(outbox, name), half);
        break;
      case 'duplicate':
        put(name, bytes);
        host.after(PLANS_FOR_MS, () => put(name.replace('.csv', '_NEU.csv'), bytes));
        break;
      default:
        put(name, bytes);
    }
    return name;
  }

  /** As whoever shares a folder should: under another name until it is whole. */
  function put(name: string, bytes: Buffer): void {
    writeFileSync(join(outbox, `${name}.tmp`), bytes);
    renameSync(join(outbox, `${name}.tmp`), join(outbox, name));
  }

  function linesOf(orders: readonly string[] | undefined): readonly OrderLine[] {
    const open = host.landscape().orders.filter(({ status }) => status === 'open');
    const wanted =
      orders === undefined
        ? open.filter(({ items }) => items.some(isMadeHere)).slice(0, 5)
        : open.filter(({ salesOrder }) => orders.includes(salesOrder));
    return wanted.flatMap(({ salesOrder, items }) =>
      items.filter(isMadeHere).map(({ item, material, quantity, unit, requestedDate }) => ({
        order: salesOrder,
        item: item.padStart(6, '0'),
        material,
        quantity,
        unit,
        due: requestedDate,
      })),
    );
  }

  return {
    confirm(orders) {
      const lines = linesOf(orders);
      return lines.length === 0 ? undefined : { file: drop(lines.map(plan)), records: lines.length };
    },
    setAway(isAway) {
      if (isAway && existsSync(host.folder) && !existsSync(away)) renameSync(host.folder, away);
      if (!isAway && existsSync(away)) {
        rmSync(host.folder, { recursive: true, force: true });
        renameSync(away, host.folder);
      }
    },
    view(path) {
      const folder = existsSync(away) ? away : host.folder;
      if (path === '/files') return listFiles(folder) as unknown as Json;
      if (path === '/state') return state as unknown as Json;
      const file = listFiles(folder).find((one) => path === `/files/${one.path}`);
      if (file === undefined) return undefined;
      const text = iconv.decode(readFileSync(join(folder, file.path)), 'windows-1252');
      return { text: text.slice(0, MOST_SHOWN), more: text.length > MOST_SHOWN };
    },
    snapshot: () => state as unknown as Json,
    restore(snapshot) {
      state = snapshot as unknown as PlantState;
    },
    reset() {
      // Its counter goes on: the same number again with the same lines would be the same file.
      state = { ...FRESH, number: state.number };
      for (const folder of [inbox, outbox]) rmSync(folder, { recursive: true, force: true });
      openShare();
    },
    close: () => clearInterval(timer),
  };
}

/** All files of the share with their sizes, by path. */
function listFiles(folder: string): readonly { readonly path: string; readonly bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isFile()) return [];
      const full = join(entry.parentPath, entry.name);
      return [{ path: full.slice(folder.length + 1), bytes: existsSync(full) ? readFileSync(full).length : 0 }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function writingFault(fault: Fault | undefined): WritingFault | undefined {
  const kind = fault?.kind;
  return kind === 'wrong-count' || kind === 'bad-rows' || kind === 'wrong-encoding' ? kind : undefined;
}

const isMadeHere = ({ plant, rejectionReason }: { readonly plant: string; readonly rejectionReason?: string }): boolean =>
  plant === FILE_PLANT && rejectionReason === undefined;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const daysAfter = (day: string, days: number): string => dayOf(Date.parse(day) + days * 86_400_000);
