import type { Route } from '../route';

/** Where a route leads, as its instance says it. */
export const destinationsOf = ({ destinations }: Route) =>
  destinations.map(({ guid, app, process, port }) => ({
    guid,
    app: app.guid,
    process,
    ...(port !== undefined && { port }),
  }));
