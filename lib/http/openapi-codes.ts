import { z } from 'zod';

// What callers get wrong: each of these, put into a field, makes its schema name the code that the wire would carry.
const wrongs: unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  '\0',
  'x'.repeat(70_000),
  `${'x'.repeat(400)},`,
  0,
  -1,
  1.5,
  1e9,
  true,
  {},
  [],
  [1],
  ['x', 'x'],
  Array.from({ length: 60 }, (_, index) => `${index}`),
];

/** The object behind what makes it optional, nullable or prepared; undefined for another kind of schema. */
function objectIn(schema: z.core.$ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  const { innerType, out } = schema._zod.def as { innerType?: z.core.$ZodType; out?: z.core.$ZodType };
  const inner = innerType ?? out;
  return inner && objectIn(inner);
}

/** Values to try in a field: the wrong ones and, of an object, those that are wrong in one property. */
function triesFor(schema: z.core.$ZodType): unknown[] {
  const shape = objectIn(schema)?.shape;
  if (!shape) return wrongs;
  const blank = Object.fromEntries(Object.keys(shape).map((name) => [name, null]));
  const inner = Object.keys(shape).flatMap((name) => wrongs.map((wrong) => ({ ...blank, [name]: wrong })));
  return [...wrongs, ...inner];
}

const found = new WeakMap<z.ZodObject, Map<string, string>>();

/**
 * The codes that parsing by a schema can answer with, each with its field, in the order of the fields. They are found by
 * trying, so that nobody has to keep a list of them beside the schema. Queries and headers are `texts`.
 */
export function codesOf(schema: z.ZodObject, of: 'json' | 'texts' = 'json'): Map<string, string> {
  const known = found.get(schema);
  if (known) return known;
  const codes = new Map<string, string>();
  for (const [name, field] of Object.entries(schema.shape)) {
    const tries = of === 'json' ? triesFor(field) : wrongs.filter((wrong) => typeof wrong === 'string');
    for (const tried of tries) {
      const { error } = schema.safeParse({ [name]: tried });
      for (const { path, message } of error?.issues ?? [])
        if (path[0] === name && !codes.has(message)) codes.set(message, name);
    }
  }
  found.set(schema, codes);
  return codes;
}
