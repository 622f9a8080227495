/** What an HTTP API answers: a key such as `GET /items/{id}`, by a name in lower camel case. */
export type Routes = Readonly<Record<string, string>>;

/**
 * Five routes to list, create, get, update and delete the items of a collection: `crud('item')` answers below `/items`, under the names
 * `listItems`, `createItem`, `getItem`, `updateItem` and `deleteItem`.
 */
export function crud(item: string, items = `${item}s`): Routes {
  const [one, many] = [item, items].map(word => word.charAt(0).toUpperCase() + word.slice(1));
  return {
    [`list${many}`]: `GET /${items}`,
    [`create${one}`]: `POST /${items}`,
    [`get${one}`]: `GET /${items}/{id}`,
    [`update${one}`]: `PUT /${items}/{id}`,
    [`delete${one}`]: `DELETE /${items}/{id}`,
  };
}

const KEY = /^(ANY|GET|HEAD|OPTIONS|PATCH|POST|PUT|DELETE) (\/(\{[A-Za-z0-9._-]+\+?\}|[^/{}\s]*))+$/;

/** Why API Gateway would not take the routes, each with what to write instead. */
export function problemsOfRoutes(routes: Routes): string[] {
  const entries = Object.entries(routes);
  return [
    ...(entries.length === 0 ? ["there is no route. Name one: { listItems: 'GET /items' }."] : []),
    ...entries
      .filter(([, key]) => !KEY.test(key) && key !== '$default')
      .map(([name, key]) => `route '${name}' is '${key}'. Write a method and a path, such as 'GET /items/{id}'.`),
    ...entries
      .filter(([, key], i) => entries.findIndex(([, other]) => other === key) < i)
      .map(
        ([name, key]) =>
          `route '${name}' is '${key}', and so is '${entries.find(([, k]) => k === key)![0]}'. Keep one.`,
      ),
  ];
}

/** The methods browsers of other origins may use. */
export function methodsOf(routes: Routes): string[] {
  const methods = new Set(Object.values(routes).map(key => key.split(' ')[0]));
  return methods.has('ANY') || methods.has('$default') ? ['*'] : [...methods, 'OPTIONS'];
}
