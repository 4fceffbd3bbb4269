/** A function that declares cases of a group, with one that declares those that may be skipped with a reason. */
export function declareCases<Run>(group: string) {
  const declare = (core: boolean) => (name: string, title: string, run: Run) => ({
    id: `${group}/${name}`,
    group,
    title,
    core,
    run,
  })
  return Object.assign(declare(true), { advice: declare(false) })
}
