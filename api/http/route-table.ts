import type { Door, DoorRoute } from '../../contract/ports/door'

type Method = DoorRoute['method']

/** The doors behind one path. */
export interface PathEntry {
  readonly doors: ReadonlyMap<string, Door>
  /** For the Allow header. */
  readonly allow: string
  /** The door whose preflights are answered, where a browser may call. */
  readonly browser: boolean
}

export interface RouteTable {
  find(path: string): PathEntry | undefined
}

/** Exact paths first, by one map look-up; then the few prefixes, longest first. Two doors cannot claim one route. */
export const createRouteTable = (doors: readonly Door[]): RouteTable => {
  const exact = new Map<string, Map<Method, Door>>()
  const below = new Map<string, Map<Method, Door>>()
  for (const door of doors) for (const route of door.routes) claim(route.prefix ? below : exact, route, door)

  const exactEntries = new Map([...exact].map(([path, methods]) => [path, toEntry(methods)]))
  const prefixes = [...below]
    .map(([path, methods]) => ({ path: path.endsWith('/') ? path : `${path}/`, entry: toEntry(methods) }))
    .sort((a, b) => b.path.length - a.path.length)

  return {
    find: (path) => exactEntries.get(path) ?? prefixes.find((one) => path.startsWith(one.path))?.entry,
  }
}

const claim = (paths: Map<string, Map<Method, Door>>, route: DoorRoute, door: Door): void => {
  const methods = paths.get(route.path) ?? new Map<Method, Door>()
  const holder = methods.get(route.method)
  if (holder !== undefined) {
    throw new Error(`${route.method} ${route.path} is claimed by the doors ${holder.name} and ${door.name}`)
  }
  paths.set(route.path, methods.set(route.method, door))
}

const toEntry = (methods: ReadonlyMap<Method, Door>): PathEntry => {
  const browser = [...methods.values()].some((door) => door.browser === true)
  const allowed = new Set<string>([...methods.keys(), ...(browser ? ['OPTIONS'] : [])])
  return { doors: methods, allow: [...allowed].join(', '), browser }
}
