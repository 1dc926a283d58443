import sql, { type Sql } from 'sql-template-tag';

/** That a column has one of some values, of a type. One value is an equality: then an index that begins with the column gives the order of the next. */
export const oneOf = (column: Sql, any: string[], type: Sql): Sql =>
  any.length === 1 ? sql`${column} = ${any[0]}::${type}` : sql`${column} = ANY(${any}::${type}[])`;
