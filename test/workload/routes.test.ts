import { crud, type Routes } from 'cdk8s-kro/workload';
import { rgdOf, stack, templatesOf } from './fixtures';

test('crud names five routes by the item', () => {
  expect(crud('item')).toEqual({
    listItems: 'GET /items',
    createItem: 'POST /items',
    getItem: 'GET /items/{id}',
    updateItem: 'PUT /items/{id}',
    deleteItem: 'DELETE /items/{id}',
  });
  expect(crud('category', 'categories')).toMatchObject({
    listCategories: 'GET /categories',
    getCategory: 'GET /categories/{id}',
  });
});

test.each<[Routes, string[]]>([
  [{}, ["shop: there is no route. Name one: { listItems: 'GET /items' }."]],
  [
    { a: 'GET', b: 'get /items', c: 'GET items', d: 'GET /items/{id', e: 'FETCH /items' },
    [
      "shop: route 'a' is 'GET'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'b' is 'get /items'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'c' is 'GET items'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'd' is 'GET /items/{id'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'e' is 'FETCH /items'. Write a method and a path, such as 'GET /items/{id}'.",
    ],
  ],
  [
    { a: 'GET /{rest+}/x', b: 'GET //items', c: 'GET /items/{}' },
    [
      "shop: route 'a' is 'GET /{rest+}/x'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'b' is 'GET //items'. Write a method and a path, such as 'GET /items/{id}'.",
      "route 'c' is 'GET /items/{}'. Write a method and a path, such as 'GET /items/{id}'.",
    ],
  ],
  [
    { all: '$default', any: 'ANY /{rest+}', ask: 'OPTIONS /items' },
    [
      "shop: route 'all' is '$default', and would want a token where a browser asks whether it may send one (CORS). Name the methods, each in a route of its own, such as 'GET /items'.",
      "route 'any' is 'ANY /{rest+}', and would want a token where a browser asks whether it may send one (CORS). Name the methods, each in a route of its own, such as 'GET /items'.",
      "route 'ask' is 'OPTIONS /items', and would want a token where a browser asks whether it may send one (CORS). Name the methods, each in a route of its own, such as 'GET /items'.",
    ],
  ],
  [
    { 'ship-order': 'GET /a', Ship: 'GET /b', '': 'GET /c' },
    [
      "shop: route 'ship-order' has to be a name in lower camel case, such as 'listItems'.",
      "route 'Ship' has to be a name in lower camel case, such as 'listItems'.",
      "route '' has to be a name in lower camel case, such as 'listItems'.",
    ],
  ],
  [
    { one: 'GET /items/{id}', other: 'GET /items/{item}' },
    ["shop: route 'other' is 'GET /items/{item}', and so is 'one'. Keep one."],
  ],
  [{ ...crud('item'), all: 'GET /items' }, ["shop: route 'all' is 'GET /items', and so is 'listItems'. Keep one."]],
])('%j is refused', (routes, lines) => {
  expect(() => stack({ routes })).toThrow(new Error(lines.join('\n  ')));
});

test.each<[Routes, string[]]>([
  [{ ...crud('item'), open: 'PATCH /items/{id}/open' }, ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']],
  [{ read: 'GET /' }, ['GET', 'OPTIONS']],
  [{ rest: 'GET /{proxy+}', shallow: 'GET /{id}', deep: 'POST /a/{b}/c/{d+}' }, ['GET', 'POST', 'OPTIONS']],
])('pages may use the methods of %j', (routes, methods) => {
  const { apiGateway } = templatesOf(rgdOf(stack({ routes })));
  expect(apiGateway.spec.corsConfiguration.allowMethods).toEqual(methods);
});
