/** The one thing thrown inside the simulator: "SAP says no". Caught at the request's border and written as an OData error. */
export class SapRefusal extends Error {
  readonly status: number;
  /** Message class and number. */
  readonly code: string;
  readonly target: string;
  /** Content-ID of the changeset operation that failed. */
  contentId = '';

  constructor(status: number, code: string, message: string, target = '') {
    super(message);
    this.name = 'SapRefusal';
    this.status = status;
    this.code = code;
    this.target = target;
  }
}

export const badRequest = (message: string, target = ''): SapRefusal => new SapRefusal(400, '/IWBEP/CM_MGW_RT/021', message, target);
export const segmentNotFound = (segment: string): SapRefusal =>
  new SapRefusal(404, '/IWFND/CM_BEC/026', `Resource not found for the segment '${segment}'`);
export const entityNotFound = (name: string): SapRefusal => new SapRefusal(404, '/IWBEP/CM_MGW_RT/020', `Resource not found for '${name}'`);
export const methodNotAllowed = (method: string, name: string): SapRefusal =>
  new SapRefusal(405, '/IWFND/CM_MGW/096', `Method ${method} is not allowed for '${name}'`);
