import { Construct } from 'constructs';
import type { App } from './app';
import { guidIn } from './guid';

/** A command that an app's droplet runs once. */
export class Task extends Construct {
  /** Another where the command or the image is another: a task that ran is never changed. */
  readonly guid: string;

  constructor(
    readonly app: App,
    id: string,
    readonly displayName: string,
    readonly command: string,
  ) {
    super(app, id);
    this.guid = guidIn(app.packageGuid, `task/${displayName}/${command}`);
    app.foundation.backend.task(this);
  }
}
