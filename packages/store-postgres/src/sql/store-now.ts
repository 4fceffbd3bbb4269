/**
 * The store's clock in SQL: the injected one, whose instant is the parameter, else the database's at this very moment.
 * In parentheses of its own, so that an index can be searched by it.
 */
export function storeNow(parameter: string): string {
  return `(select coalesce(${parameter}::bigint, floor(extract(epoch from clock_timestamp()) * 1000)::bigint))`
}
