import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { Line, Spread } from './section';

/** A Markdown table; the first column is text, the others are numbers. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A whole number with commas between the thousands, one decimal below a hundred or two below ten. */
export function figure(value: number): string {
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

function range({ median, min, max }: Spread): string {
  return min === max ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;
}

/** The one table of a benchmark: a line for each thing measured, with the noise beside it. */
export function tableOf(lines: Line[]): string {
  const head = ['what', 'Hilo (min–max)', 'unit', 'bare (min–max)', 'of bare', 'p50 ms', 'p95 ms', 'p99 ms', 'goal'];
  const optional = (value: number | undefined) => (value === undefined ? '' : figure(value));
  const rows = lines.map((line) => [
    `${line.section}: ${line.what}`,
    range(line.hilo),
    line.unit,
    line.bare ? range(line.bare) : '',
    line.ratio?.toFixed(2) ?? '',
    optional(line.p50),
    optional(line.p95),
    optional(line.p99),
    line.goal ? `${line.goal}: ${line.isMet ? 'met' : '**MISSED**'}` : '',
  ]);
  return table(head, rows);
}

/** What it was measured on. */
export function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus().length} × ${cpu?.model.trim()}, ${memory} GB, Node ${process.versions.node}`;
}

/** Writes a table and what it was made of into `<room>/results/`, named after the minute; gives the path without its ending. */
export function writeResults(room: 'bench' | 'faults' | 'attack', markdown: string, json: object): string {
  const at = new Date().toISOString();
  mkdirSync(`${room}/results`, { recursive: true });
  const name = `${room}/results/${at.replaceAll(':', '-').slice(0, 19)}`;
  writeFileSync(`${name}.md`, markdown);
  writeFileSync(`${name}.json`, `${JSON.stringify({ at, machine: machine(), ...json }, null, 2)}\n`);
  return name;
}
