/** Who does it: as rights and the audit know them. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
}
