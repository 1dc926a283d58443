import fc, { type Arbitrary } from 'fast-check';

/** What of JSON Schema the document uses. */
export interface Schema {
  [keyword: string]: unknown;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  example?: unknown;
}

// Nothing here is on the network: a webhook's address is reached only by what sends to it.
const hosts = ['files.example', 'archivos.example:8443', 'xn--bcher-kva.example'];

const address = fc.tuple(fc.constantFrom(...hosts), fc.webPath()).map(([host, path]) => `https://${host}${path}`);

const formats: Record<string, Arbitrary<string>> = {
  // Nobody's yet, in any run.
  email: fc.constant('@test.example').map((host) => crypto.randomUUID() + host),
  uri: address,
  iri: address,
  'date-time': fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
};

/** Words of any script, or as many signs as there may be. JSON Schema counts code points. */
function words({ minLength = 0, maxLength = 300 }: Schema): Arbitrary<string> {
  const short = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => [...`x${text}`, ...'ñ'.repeat(minLength)].slice(0, Math.min(maxLength, 40)).join(''));
  const longest = fc.constantFrom('a', 'ñ', '🧵').map((sign) => sign.repeat(maxLength));
  return fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: longest });
}

function texts(schema: Schema): Arbitrary<string> {
  const { format = '', pattern, example } = schema;
  const known = formats[format];
  if (known) return known;
  if (pattern === undefined) return words(schema);
  const fits = new RegExp(pattern, 'u');
  const free = words(schema).filter((text) => text.isWellFormed() && !text.includes('\0'));
  if (fc.sample(free, { numRuns: 20, seed: 1 }).some((text) => fits.test(text)))
    return free.filter((text) => fits.test(text));
  // Patterns with classes that the generator cannot read stand beside an example.
  return pattern.includes('\\p') || pattern.includes('\\w') ? fc.constant(String(example)) : fc.stringMatching(fits);
}

function objects({ properties = {}, required = [] }: Schema): Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each)]));
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

function oneOfType(type: string | undefined, schema: Schema): Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 20),
      });
    case 'object':
      return objects(schema);
    default:
      throw new Error(`No values can be made for ${JSON.stringify(schema)}`);
  }
}

/** Values that a schema allows. Throws for a keyword that it does not know how to meet. */
function valuesOf(schema: Schema): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valuesOf(each)));
  const types = [schema.type].flat();
  return fc.oneof(...types.map((type) => oneOfType(type, schema)));
}

/** `count` values that a schema allows, the same in every run, the least of them first: what is required and no more. */
export function samplesOf(schema: Schema, count: number): unknown[] {
  return fc.sample(valuesOf(schema), { numRuns: count, seed: 4711 });
}
