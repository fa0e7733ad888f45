interface Route {
  expression: RegExp;
  methods: Set<string>;
}

/** Which methods each address takes; asked about requests that matched none, and for the list of all. */
export class RouteTable {
  private readonly routes = new Map<string, Route>();

  /** `pattern` in Fastify's notation: `/v1/alerts/:id`, `/files/*`. */
  add(methods: string | readonly string[], pattern: string): void {
    const route = this.routes.get(pattern) ?? { expression: expressionOf(pattern), methods: new Set<string>() };
    for (const method of [methods].flat()) route.methods.add(method);
    this.routes.set(pattern, route);
  }

  /** Every route, once a method, in the notation of OpenAPI. */
  list(): { method: string; path: string }[] {
    return [...this.routes].flatMap(([pattern, { methods }]) =>
      [...methods].map((method) => ({ method, path: pattern.replaceAll(/:([A-Za-z0-9_]+)/g, '{$1}') })),
    );
  }

  /** Methods of the routes that match the path of `url`, sorted; empty where there is no such address. */
  methodsOf(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '/';
    const found = new Set<string>();
    for (const { expression, methods } of this.routes.values()) {
      if (expression.test(path)) methods.forEach((method) => found.add(method));
    }
    return [...found].toSorted();
  }
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}
