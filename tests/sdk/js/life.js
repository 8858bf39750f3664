"use strict";

// The life of a secret through every operation, as a table: what it shows, and how. It knows of no
// SDK; `service` calls the operations with one.

const assert = require("node:assert/strict");
const { randomUUID } = require("node:crypto");
const { fresh, lambda, value } = require("./support.js");

const NOT_FOUND = "Secrets Manager can't find the specified secret.";
const MARKED = "You can't perform this operation on the secret because it was marked for deletion.";
const ON_REPLICA = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
const NOT_A_REGION = "Invalid replica region.";
const SYNTAX = "This resource policy contains a syntax error.";
const NOT_INVOCABLE =
  "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to " +
  "the principal secretsmanager.amazonaws.com.";
const BROAD = "You can't attach a resource-based policy that allows broad access to the secret.";

const ELSEWHERE = "eu-west-1";

const policy = (AWS) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "secretsmanager:GetSecretValue", Resource: "*" }],
  });

const create = (service, purpose, input) =>
  service.call("CreateSecret", { Name: fresh(purpose), SecretString: value("first"), ...input });

async function labels(service, SecretId) {
  return (await service.call("DescribeSecret", { SecretId })).VersionIdsToStages;
}

async function names(service, operation, list, input) {
  return (await service.call(operation, input))[list].map((entry) => entry.Name);
}

const life = {
  async "a secret is created and read"(service) {
    const created = await create(service, "read", { Description: "what for", Tags: [{ Key: "k", Value: "v" }] });
    const SecretId = created.ARN;
    assert.match(SecretId, /^arn:aws:secretsmanager:us-east-1:123456789012:secret:read\/.*-[A-Za-z0-9]{6}$/);
    const read = await service.call("GetSecretValue", { SecretId });
    assert.equal(read.SecretString, value("first"));
    assert.equal(read.SecretBinary, undefined);
    assert.equal(read.VersionId, created.VersionId);
    assert.deepEqual(read.VersionStages, ["AWSCURRENT"]);
    assert.ok(Math.abs(Date.now() - read.CreatedDate) < 60_000);
    const described = await service.call("DescribeSecret", { SecretId });
    assert.equal(described.Description, "what for");
    assert.deepEqual(described.Tags, [{ Key: "k", Value: "v" }]);
    assert.equal(described.LastAccessedDate.getTime() % 86_400_000, 0);
    assert.equal(described.RotationEnabled, undefined);
    await service.refused(
      "ResourceExistsException",
      `The operation failed because the secret ${created.Name} already exists.`,
      "CreateSecret",
      { Name: created.Name, SecretString: value("first") },
    );
    await service.refused("ResourceNotFoundException", NOT_FOUND, "GetSecretValue", { SecretId: fresh("missing") });
  },

  async "bytes come back as they were"(service) {
    const bytes = Buffer.from([...Buffer.from(value("")), 0, 255, 128]);
    const created = await create(service, "binary", { SecretString: undefined, SecretBinary: bytes });
    const read = await service.call("GetSecretValue", { SecretId: created.ARN });
    assert.deepEqual(Buffer.from(read.SecretBinary), bytes);
    assert.equal(read.SecretString, undefined);
  },

  async "values and labels change"(service) {
    const created = await create(service, "change");
    const SecretId = created.ARN;
    const second = await service.call("PutSecretValue", { SecretId, SecretString: value("second") });
    assert.deepEqual(second.VersionStages, ["AWSCURRENT"]);
    const third = await service.call("UpdateSecret", { SecretId, SecretString: value("third"), Description: "new" });
    const versions = await service.call("ListSecretVersionIds", { SecretId, IncludeDeprecated: true });
    assert.deepEqual(
      versions.Versions.map((entry) => [entry.VersionId, entry.VersionStages]),
      [
        [created.VersionId, undefined],
        [second.VersionId, ["AWSPREVIOUS"]],
        [third.VersionId, ["AWSCURRENT"]],
      ],
    );
    const move = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: created.VersionId };
    await service.refused(
      "InvalidParameterException",
      "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version " +
        `${third.VersionId}, so you must explicitly reference that version in RemoveFromVersionId.`,
      "UpdateSecretVersionStage",
      move,
    );
    await service.call("UpdateSecretVersionStage", { ...move, RemoveFromVersionId: third.VersionId });
    assert.deepEqual(await labels(service, SecretId), {
      [created.VersionId]: ["AWSCURRENT"],
      [third.VersionId]: ["AWSPREVIOUS"],
    });
    await service.refused(
      "InvalidRequestException",
      "You must provide either SecretString or SecretBinary.",
      "PutSecretValue",
      { SecretId },
    );
  },

  async "secrets are listed and read together"(service) {
    const prefix = fresh("list");
    const all = [`${prefix}/0`, `${prefix}/1`, `${prefix}/2`];
    for (const Name of all) {
      await service.call("CreateSecret", { Name, SecretString: value(Name) });
    }
    const Filters = [{ Key: "name", Values: [prefix] }];
    assert.deepEqual(await names(service, "ListSecrets", "SecretList", { Filters, SortOrder: "asc" }), all);
    const page = await service.call("ListSecrets", { Filters, MaxResults: 2, SortOrder: "asc" });
    const rest = { Filters, MaxResults: 2, SortOrder: "asc", NextToken: page.NextToken };
    assert.deepEqual(await names(service, "ListSecrets", "SecretList", rest), all.slice(2));
    const missing = fresh("missing");
    const batch = await service.call("BatchGetSecretValue", { SecretIdList: [...all, missing] });
    assert.deepEqual(batch.SecretValues.map((entry) => entry.SecretString), all.map(value));
    assert.deepEqual(batch.Errors, [
      { SecretId: missing, ErrorCode: "ResourceNotFoundException", Message: NOT_FOUND },
    ]);
    await service.refused("InvalidNextTokenException", "The NextToken value is invalid.", "ListSecrets", {
      NextToken: "mine",
    });
    await service.refused(
      "InvalidParameterException",
      "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
      "BatchGetSecretValue",
      {},
    );
  },

  async "tags come and go"(service) {
    const SecretId = (await create(service, "tags")).ARN;
    const tags = async () => (await service.call("DescribeSecret", { SecretId })).Tags;
    assert.equal(await tags(), undefined);
    await service.call("TagResource", { SecretId, Tags: [{ Key: "stage", Value: "test" }] });
    assert.deepEqual(await tags(), [{ Key: "stage", Value: "test" }]);
    await service.call("UntagResource", { SecretId, TagKeys: ["stage", "never-there"] });
    assert.deepEqual(await tags(), []);
  },

  async "a policy is checked, attached and taken away"(service) {
    const SecretId = (await create(service, "policy")).ARN;
    const ResourcePolicy = policy("arn:aws:iam::111122223333:root");
    const read = async () => (await service.call("GetResourcePolicy", { SecretId })).ResourcePolicy;
    const good = await service.call("ValidateResourcePolicy", { SecretId, ResourcePolicy });
    assert.deepEqual([good.PolicyValidationPassed, good.ValidationErrors], [true, []]);
    const bad = await service.call("ValidateResourcePolicy", { ResourcePolicy: policy("*") });
    assert.equal(bad.PolicyValidationPassed, false);
    assert.equal(await read(), undefined);
    await service.call("PutResourcePolicy", { SecretId, ResourcePolicy });
    assert.equal(await read(), ResourcePolicy);
    const blocked = { SecretId, ResourcePolicy: policy("*"), BlockPublicPolicy: true };
    await service.refused("PublicPolicyException", BROAD, "PutResourcePolicy", blocked);
    const torn = { SecretId, ResourcePolicy: "{" };
    await service.refused("MalformedPolicyDocumentException", SYNTAX, "PutResourcePolicy", torn);
    assert.equal(await read(), ResourcePolicy);
    await service.call("DeleteResourcePolicy", { SecretId });
    assert.equal(await read(), undefined);
  },

  async "a secret has replicas elsewhere"(service) {
    const { ARN: SecretId, Name } = await create(service, "replica");
    const AddReplicaRegions = [{ Region: ELSEWHERE }, { Region: "eu-west-2" }];
    const begun = await service.call("ReplicateSecretToRegions", { SecretId, AddReplicaRegions });
    assert.deepEqual(begun.ReplicationStatus.map((entry) => entry.Region), [ELSEWHERE, "eu-west-2"]);
    const described = await service.call("DescribeSecret", { SecretId });
    assert.equal(described.PrimaryRegion, "us-east-1");
    assert.deepEqual(
      described.ReplicationStatus.map((entry) => [entry.Status, entry.StatusMessage]),
      Array(2).fill(["InSync", "Replication succeeded"]),
    );
    const replica = service.in(ELSEWHERE);
    assert.equal((await replica.call("GetSecretValue", { SecretId: Name })).SecretString, value("first"));
    const put = { SecretId: Name, SecretString: value("second") };
    await replica.refused("InvalidParameterException", ON_REPLICA, "PutSecretValue", put);
    const own = { SecretId, AddReplicaRegions: [{ Region: "us-east-1" }] };
    await service.refused("InvalidParameterException", NOT_A_REGION, "ReplicateSecretToRegions", own);
    await service.refused(
      "InvalidParameterException",
      `You can't delete secret ${SecretId} that still has replica regions [${ELSEWHERE}, eu-west-2].`,
      "DeleteSecret",
      { SecretId },
    );
    const removed = await service.call("RemoveRegionsFromReplication", {
      SecretId,
      RemoveReplicaRegions: ["eu-west-2"],
    });
    assert.deepEqual(removed.ReplicationStatus.map((entry) => entry.Region), [ELSEWHERE]);
    const stopped = await replica.call("StopReplicationToReplica", { SecretId: Name });
    assert.equal(stopped.ARN, SecretId.replace("us-east-1", ELSEWHERE));
    await replica.call("PutSecretValue", put);
    assert.equal((await service.call("GetSecretValue", { SecretId })).SecretString, value("first"));
    assert.equal((await service.call("DescribeSecret", { SecretId })).PrimaryRegion, undefined);
  },

  async "a rotation is begun and cancelled"(service) {
    const SecretId = (await create(service, "rotation")).ARN;
    const ClientRequestToken = randomUUID();
    await service.refused(
      "InvalidRequestException",
      "No Lambda rotation function ARN is associated with this secret.",
      "RotateSecret",
      { SecretId },
    );
    const nowhere = { SecretId, RotationLambdaARN: lambda("missing") };
    await service.refused("AccessDeniedException", NOT_INVOCABLE, "RotateSecret", nowhere);
    const RotationRules = { AutomaticallyAfterDays: 30 };
    const rotate = { SecretId, ClientRequestToken, RotationLambdaARN: lambda("failing"), RotationRules };
    assert.equal((await service.call("RotateSecret", rotate)).VersionId, ClientRequestToken);
    const described = await service.call("DescribeSecret", { SecretId });
    assert.equal(described.RotationEnabled, true);
    assert.deepEqual(described.RotationRules, RotationRules);
    assert.deepEqual(described.VersionIdsToStages[ClientRequestToken], ["AWSPENDING"]);
    await service.refused(
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
      "GetSecretValue",
      { SecretId, VersionStage: "AWSPENDING" },
    );
    await service.refused(
      "InvalidRequestException",
      "A previous rotation isn't complete. That rotation will be reattempted.",
      "RotateSecret",
      { SecretId },
    );
    assert.equal((await service.call("CancelRotateSecret", { SecretId })).VersionId, ClientRequestToken);
    const cancelled = await service.call("DescribeSecret", { SecretId });
    assert.equal(cancelled.RotationEnabled, false);
    assert.equal(cancelled.RotationLambdaARN, lambda("failing"));
    assert.equal(cancelled.NextRotationDate, undefined);
    assert.deepEqual(cancelled.VersionIdsToStages[ClientRequestToken], ["AWSPENDING"]);
  },

  async "a deleted secret can be restored until it is gone"(service) {
    const SecretId = (await create(service, "delete")).ARN;
    const deleted = await service.call("DeleteSecret", { SecretId, RecoveryWindowInDays: 7 });
    assert.ok(Math.abs(deleted.DeletionDate - Date.now() - 7 * 86_400_000) < 60_000);
    await service.refused("InvalidRequestException", MARKED, "GetSecretValue", { SecretId });
    await service.call("RestoreSecret", { SecretId });
    assert.equal((await service.call("GetSecretValue", { SecretId })).SecretString, value("first"));
    await service.refused(
      "InvalidParameterException",
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
      "DeleteSecret",
      { SecretId, RecoveryWindowInDays: 6 },
    );
    await service.call("DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
    await service.refused("ResourceNotFoundException", NOT_FOUND, "DescribeSecret", { SecretId });
  },

  async "a password is made"(service) {
    const made = await service.call("GetRandomPassword", { PasswordLength: 20, ExcludePunctuation: true });
    assert.match(made.RandomPassword, /^[A-Za-z0-9]{20}$/);
    await service.refused(
      "InvalidParameterException",
      "Password length is too short based on the required types.",
      "GetRandomPassword",
      { PasswordLength: 3 },
    );
  },
};

module.exports = { life };
