// The AWS SDK for JavaScript, version 3, against the server.

import support from "./support.js";
import * as sdk from "@aws-sdk/client-secrets-manager";

const operations = Object.keys(sdk)
  .filter((name) => /^[A-Z].*Command$/.test(name) && name !== "$Command")
  .map((name) => name.replace(/Command$/, ""));

support.suite(operations, (region) => {
  const client = new sdk.SecretsManagerClient({ ...support.SETTINGS, region, maxAttempts: 1 });
  return (operation, input) => client.send(new sdk[`${operation}Command`](input));
});
