"""The AWS CLI against the server: the commands that people type, and what they see."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import unittest

from support import CANARY, ENDPOINT, ENVIRONMENT, fresh, value


def aws(*arguments):
    """Runs `aws secretsmanager …`."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    command = [sys.executable, "-m", "awscli", "--endpoint-url", ENDPOINT, "--output", "json", "secretsmanager"]
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

    def run_aws(self, *arguments):
        """What the command prints, as JSON."""
        done = aws(*arguments)
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

    def test_a_file_is_stored_as_bytes(self):
        name = fresh("cli-binary")
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(CANARY.encode() + bytes([0, 255, 128]))
        self.addCleanup(os.unlink, file.name)
        self.run_aws("create-secret", "--name", name, "--secret-binary", f"fileb://{file.name}")
        read = self.run_aws("get-secret-value", "--secret-id", name)
        self.assertEqual(base64.b64decode(read["SecretBinary"]), CANARY.encode() + bytes([0, 255, 128]))

    def test_a_password_is_made(self):
        made = self.run_aws("get-random-password", "--password-length", "20", "--exclude-punctuation")
        self.assertRegex(made["RandomPassword"], "^[A-Za-z0-9]{20}$")


if __name__ == "__main__":
    unittest.main()
