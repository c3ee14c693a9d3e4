/** Settings of a connection against the schema of its type. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import { ApiError } from '../http/api-error.ts';

/** Fills what has a default into `settings`; throws ApiError 400 with every fault when they do not fit. */
export type SettingsCheck = (manifest: ConnectionManifest, settings: JsonObject) => void;

export function createSettingsCheck(): SettingsCheck {
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false, meta: false, validateSchema: false });
  addFormats.default(ajv, ['uri']);
  // Says how it is drawn, nothing about the text.
  ajv.addFormat('multiline', true);
  // Compiled when first needed: most starts change no connection.
  const validators = new Map<string, ValidateFunction>();
  return ({ type, settings: schema }, settings) => {
    const validate = validators.get(type) ?? ajv.compile(schema);
    validators.set(type, validate);
    if (!validate(settings)) throw unfitSettings(validate);
  };
}

function unfitSettings({ errors }: ValidateFunction): ApiError {
  const faults = (errors ?? []).map(
    ({ instancePath, message, params }) =>
      `settings${instancePath.replaceAll('/', '.')} ${message}${params['additionalProperty'] === undefined ? '' : ` ("${params['additionalProperty']}")`}`,
  );
  return new ApiError(400, 'invalid-settings', `${faults.join('; ')}.`);
}
