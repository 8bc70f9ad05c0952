import type {ApiError} from '../world/types.js';

/** A request refused at once: the HTTP status and what the error document says. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: ApiError;

  constructor(status: number, type: string, message = '', data = '') {
    super(type);
    this.status = status;
    this.error = {type, message, data};
  }
}
