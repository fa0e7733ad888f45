/** Whether there is a dashboard at the origin of the pages, for them to lead back to. */
export class Dashboard {
  constructor(readonly isServed: boolean) {}
}
