"""The AWS CLI against the server: the commands that people type, and what they see."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import unittest
import uuid

from support import ACCOUNT, CANARY, ENDPOINT, ENVIRONMENT, REGION, fresh, lambda_arn, value

POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
            }
        ],
    }
)


def aws(*arguments, service="secretsmanager"):
    """Runs `aws secretsmanager …`, or a command of another service."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    command = [sys.executable, "-m", "awscli", "--endpoint-url", ENDPOINT, "--output", "json", service]
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**environment, **ENVIRONMENT, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


class Cli(unittest.TestCase):
    maxDiff = None

    def run_aws(self, *arguments, **service):
        """What the command prints, as JSON."""
        done = aws(*arguments, **service)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def refused(self, code, operation, message, *arguments):
        """Sees that the command fails with exactly this error."""
        done = aws(*arguments)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn(f"An error occurred ({code}) when calling the {operation} operation: {message}", done.stderr)

    def test_the_life_of_a_secret(self):
        name = fresh("cli")
        created = self.run_aws("create-secret", "--name", name, "--secret-string", value("one"), "--description", "d")
        read = self.run_aws("get-secret-value", "--secret-id", name)
        self.assertEqual(read["SecretString"], value("one"))
        self.assertEqual(read["ARN"], created["ARN"])
        put = self.run_aws("put-secret-value", "--secret-id", name, "--secret-string", value("two"))
        self.assertEqual(put["VersionStages"], ["AWSCURRENT"])
        self.run_aws("update-secret", "--secret-id", name, "--description", "new")
        self.run_aws("tag-resource", "--secret-id", name, "--tags", "Key=stage,Value=test")
        described = self.run_aws("describe-secret", "--secret-id", name)
        self.assertEqual(described["Description"], "new")
        self.assertEqual(described["Tags"], [{"Key": "stage", "Value": "test"}])
        self.run_aws("untag-resource", "--secret-id", name, "--tag-keys", "stage")
        versions = self.run_aws("list-secret-version-ids", "--secret-id", name)["Versions"]
        self.assertEqual({entry["VersionId"] for entry in versions}, {created["VersionId"], put["VersionId"]})
        move = ["--version-stage", "AWSCURRENT", "--move-to-version-id", created["VersionId"]]
        self.run_aws(
            "update-secret-version-stage", "--secret-id", name, *move, "--remove-from-version-id", put["VersionId"]
        )
        self.assertEqual(self.run_aws("get-secret-value", "--secret-id", name)["SecretString"], value("one"))
        self.run_aws("delete-secret", "--secret-id", name, "--recovery-window-in-days", "7")
        self.refused(
            "InvalidRequestException",
            "GetSecretValue",
            "You can't perform this operation on the secret because it was marked for deletion.",
            *("get-secret-value", "--secret-id", name),
        )
        self.run_aws("restore-secret", "--secret-id", name)
        self.run_aws("delete-secret", "--secret-id", name, "--force-delete-without-recovery")
        self.refused(
            "ResourceNotFoundException",
            "DescribeSecret",
            "Secrets Manager can't find the specified secret.",
            *("describe-secret", "--secret-id", name),
        )

    def test_secrets_are_listed_by_filter_and_in_pages(self):
        prefix = fresh("cli-list")
        names = [f"{prefix}/{number}" for number in range(3)]
        for name in names:
            self.run_aws("create-secret", "--name", name, "--secret-string", value("listed"))
        by_name = f"Key=name,Values={prefix}"
        listed = self.run_aws("list-secrets", "--filters", by_name, "--page-size", "2")
        self.assertEqual([entry["Name"] for entry in listed["SecretList"]], names)
        first = self.run_aws("list-secrets", "--filters", by_name, "--max-items", "1")
        self.assertEqual([entry["Name"] for entry in first["SecretList"]], names[:1])
        batch = self.run_aws("batch-get-secret-value", "--secret-id-list", *names)
        self.assertEqual([entry["Name"] for entry in batch["SecretValues"]], names)

    def test_a_policy_is_checked_attached_and_taken_away(self):
        name = fresh("cli-policy")
        self.run_aws("create-secret", "--name", name, "--secret-string", value("one"))
        checked = self.run_aws("validate-resource-policy", "--secret-id", name, "--resource-policy", POLICY)
        self.assertEqual(checked, {"PolicyValidationPassed": True, "ValidationErrors": []})
        self.run_aws("put-resource-policy", "--secret-id", name, "--resource-policy", POLICY)
        read = self.run_aws("get-resource-policy", "--secret-id", name)
        self.assertEqual(read["ResourcePolicy"], POLICY)
        everyone = POLICY.replace("arn:aws:iam::111122223333:root", "*")
        self.refused(
            "PublicPolicyException",
            "PutResourcePolicy",
            "You can't attach a resource-based policy that allows broad access to the secret.",
            *("put-resource-policy", "--secret-id", name, "--resource-policy", everyone, "--block-public-policy"),
        )
        self.refused(
            "MalformedPolicyDocumentException",
            "PutResourcePolicy",
            "This resource policy contains a syntax error.",
            *("put-resource-policy", "--secret-id", name, "--resource-policy", "{"),
        )
        self.run_aws("delete-resource-policy", "--secret-id", name)
        self.assertNotIn("ResourcePolicy", self.run_aws("get-resource-policy", "--secret-id", name))

    def test_a_secret_has_replicas_elsewhere(self):
        name, elsewhere = fresh("cli-replica"), ("--region", "eu-west-1")
        arn = self.run_aws("create-secret", "--name", name, "--secret-string", value("one"))["ARN"]
        regions = ["Region=eu-west-1", "Region=eu-west-2"]
        self.run_aws("replicate-secret-to-regions", "--secret-id", name, "--add-replica-regions", *regions)
        described = self.run_aws("describe-secret", "--secret-id", name)
        self.assertEqual(described["PrimaryRegion"], REGION)
        statuses = [(entry["Region"], entry["Status"]) for entry in described["ReplicationStatus"]]
        self.assertEqual(statuses, [("eu-west-1", "InSync"), ("eu-west-2", "InSync")])
        self.refused(
            "InvalidParameterException",
            "PutSecretValue",
            "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
            *("put-secret-value", "--secret-id", name, "--secret-string", value("two"), *elsewhere),
        )
        self.refused(
            "InvalidParameterException",
            "DeleteSecret",
            f"You can't delete secret {arn} that still has replica regions [eu-west-1, eu-west-2].",
            *("delete-secret", "--secret-id", name),
        )
        remove = ("--remove-replica-regions", "eu-west-2")
        left = self.run_aws("remove-regions-from-replication", "--secret-id", name, *remove)["ReplicationStatus"]
        self.assertEqual([entry["Region"] for entry in left], ["eu-west-1"])
        stopped = self.run_aws("stop-replication-to-replica", "--secret-id", name, *elsewhere)
        self.assertEqual(stopped, {"ARN": arn.replace(REGION, "eu-west-1")})
        self.run_aws("put-secret-value", "--secret-id", name, "--secret-string", value("two"), *elsewhere)
        self.assertEqual(self.run_aws("get-secret-value", "--secret-id", name)["SecretString"], value("one"))

    def test_a_rotation_is_begun_and_cancelled(self):
        name, token = fresh("cli-rotation"), str(uuid.uuid4())
        self.run_aws("create-secret", "--name", name, "--secret-string", value("one"))
        rotate = ("rotate-secret", "--secret-id", name)
        self.refused(
            "InvalidRequestException",
            "RotateSecret",
            "No Lambda rotation function ARN is associated with this secret.",
            *rotate,
        )
        self.refused(
            "AccessDeniedException",
            "RotateSecret",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants "
            "access to the principal secretsmanager.amazonaws.com.",
            *(*rotate, "--rotation-lambda-arn", lambda_arn("missing")),
        )
        rules = ("--rotation-lambda-arn", lambda_arn("failing"), "--rotation-rules", "AutomaticallyAfterDays=30")
        begun = self.run_aws(*rotate, *rules, "--client-request-token", token)
        self.assertEqual(begun["VersionId"], token)
        self.assertIs(self.run_aws("describe-secret", "--secret-id", name)["RotationEnabled"], True)
        self.refused(
            "InvalidRequestException",
            "RotateSecret",
            "A previous rotation isn't complete. That rotation will be reattempted.",
            *rotate,
        )
        cancelled = self.run_aws("cancel-rotate-secret", "--secret-id", name)
        self.assertEqual(cancelled["VersionId"], token)
        described = self.run_aws("describe-secret", "--secret-id", name)
        self.assertIs(described["RotationEnabled"], False)
        self.assertEqual(described["VersionIdsToStages"][token], ["AWSPENDING"])

    def test_a_file_is_stored_as_bytes(self):
        name = fresh("cli-binary")
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(CANARY.encode() + bytes([0, 255, 128]))
        self.addCleanup(os.unlink, file.name)
        self.run_aws("create-secret", "--name", name, "--secret-binary", f"fileb://{file.name}")
        read = self.run_aws("get-secret-value", "--secret-id", name)
        self.assertEqual(base64.b64decode(read["SecretBinary"]), CANARY.encode() + bytes([0, 255, 128]))

    def test_who_calls_is_told(self):
        told = self.run_aws("get-caller-identity", service="sts")
        self.assertEqual(told, {"UserId": ACCOUNT, "Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:root"})

    def test_a_password_is_made(self):
        made = self.run_aws("get-random-password", "--password-length", "20", "--exclude-punctuation")
        self.assertRegex(made["RandomPassword"], "^[A-Za-z0-9]{20}$")


if __name__ == "__main__":
    unittest.main()
