/** A refusal of the control port; on the wire RFC 9457 problem+json. `detail` says what is wrong, `help` what to do. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string | undefined;

  constructor(status: number, code: string, detail: string, help?: string) {
    super(detail);
    this.name = 'ControlProblem';
    this.status = status;
    this.code = code;
    this.help = help;
  }

  toJson(): { readonly [name: string]: string | number } {
    return {
      type: `urn:millrace:problem:${this.code}`,
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.help === undefined ? {} : { help: this.help }),
    };
  }
}

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad request',
  401: 'Not signed in',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  500: 'Internal error',
};
