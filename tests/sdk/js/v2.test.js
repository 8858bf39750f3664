"use strict";

// The AWS SDK for JavaScript, version 2, against the server.

const { SETTINGS, suite } = require("./support.js");
const SecretsManager = require("aws-sdk/clients/secretsmanager");

const methods = new SecretsManager({ ...SETTINGS, region: "us-east-1" }).api.operations;
const method = (operation) => operation[0].toLowerCase() + operation.slice(1);
const operations = Object.keys(methods).map((name) => methods[name].name);

suite(operations, (region) => {
  const client = new SecretsManager({ ...SETTINGS, region, maxRetries: 0 });
  return (operation, input) => client[method(operation)](input).promise();
});
