/** The number after a flag of the command line, as in `--seed 7`; undefined where it is not there. */
export function numberOption(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
