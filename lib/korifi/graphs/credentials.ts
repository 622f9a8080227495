import type { Secret } from '../../../imports/core';
import type { Expr, Ref } from '../../cel/ref';
import { cel } from '../../cel/template';

/** The JSON object in the Secret of a service. */
export const credentialsIn = (secret: Ref<Secret>): Expr<Readonly<Record<string, unknown>>> =>
  cel`json.unmarshal(string(${secret.data}["credentials"]))`;

/** The type of a Secret with the files of a binding; https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries. */
export const secretType = (secret: Ref<Secret>): Expr<string> =>
  cel`"servicebinding.io/" + string(${credentialsIn(secret)}.?type.orValue("user-provided"))`;

/** A file for each of the credentials, as JSON where it is no text, and one that says the type where none does. */
export const bindingFiles = (secret: Ref<Secret>): Expr<Readonly<Record<string, string>>> =>
  cel`{"type": "user-provided"}.merge(${credentialsIn(secret)}.transformMap(key, value,
    json.marshal(value).startsWith("\"") ? string(value) : json.marshal(value)))`;
