/** What pages say of the installation that they belong to. */
export class Site {
  constructor(
    /** Whether there is a dashboard at their origin, for them to lead back to. */
    readonly hasDashboard: boolean,
    /** Said where people sign in; null for nothing. */
    readonly signInNote: string | null,
  ) {}
}
