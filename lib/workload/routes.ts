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

const NAME = /^[a-z][A-Za-z0-9]*$/;
/** A method, and a path whose last part alone may be greedy: `GET /items/{id}/{rest+}`. */
const KEY =
  /^(GET|HEAD|PATCH|POST|PUT|DELETE) (?=\/)(\/(\{[A-Za-z0-9._-]+\}|[^/{}\s]+))*(\/(\{[A-Za-z0-9._-]+\+\})?)?$/;
/** Keys that also answer OPTIONS. */
const PREFLIGHT = /^(ANY|OPTIONS) |^\$default$/;

/** Why API Gateway would not take the routes, or browsers could not use them, each with what to write instead. */
export function problemsOfRoutes(routes: Routes): string[] {
  const entries = Object.entries(routes);
  if (entries.length === 0) return ["there is no route. Name one: { listItems: 'GET /items' }."];
  const firsts = new Map(entries.map(([name, key]) => [shapeOf(key), name] as const).reverse());
  return entries.flatMap(([name, key]) => {
    const first = firsts.get(shapeOf(key))!;
    return [
      ...(NAME.test(name) ? [] : [`route '${name}' has to be a name in lower camel case, such as 'listItems'.`]),
      ...problemsOfKey(name, key),
      ...(first === name ? [] : [`route '${name}' is '${key}', and so is '${first}'. Keep one.`]),
    ];
  });
}

function problemsOfKey(name: string, key: string): string[] {
  if (PREFLIGHT.test(key))
    return [
      `route '${name}' is '${key}', and would want a token where a browser asks whether it may send one (CORS). ` +
        "Name the methods, each in a route of its own, such as 'GET /items'.",
    ];
  return KEY.test(key) ? [] : [`route '${name}' is '${key}'. Write a method and a path, such as 'GET /items/{id}'.`];
}

/** What a key answers: how its parameters are called makes no difference. */
const shapeOf = (key: string) => key.replace(/\{[^}+]*/g, '{');

/** The methods browsers of other origins may use. */
export const methodsOf = (routes: Routes): string[] => [
  ...new Set(Object.values(routes).map(key => key.split(' ')[0])),
  'OPTIONS',
];
