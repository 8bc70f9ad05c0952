/** Whether two values of the same shape say the same, whatever their depth. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const names = Object.keys(a);
  const of = (whole: object, name: string) => (whole as Readonly<Record<string, unknown>>)[name];
  return names.length === Object.keys(b).length && names.every((name) => isAlike(of(a, name), of(b, name)));
}
