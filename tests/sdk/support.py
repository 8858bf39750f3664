"""What the suites share: where the server is, credentials for it, names and values that are not in use."""

import itertools
import os
import unittest
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ.get("SECRETSMITH_ENDPOINT", "http://127.0.0.1:4566")

# Every secret value begins with it, so that the server's log can be searched for it.
CANARY = os.environ.get("SECRETSMITH_CANARY", "canary")

REGION = "us-east-1"
ACCOUNT = "123456789012"

# Nothing of the user's own configuration, and nobody's real account.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_PAGER": "",
    "AWS_SECRET_ACCESS_KEY": "a-key-that-opens-nothing",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}

_numbers = itertools.count(1)
_run = uuid.uuid4().hex[:8]


def client(endpoint=ENDPOINT, region=REGION, service="secretsmanager", **keys):
    """A boto3 client of a server, which reports errors at once instead of trying again."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(ENVIRONMENT)
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=30)
    return boto3.session.Session(region_name=region, **keys).client(service, endpoint_url=endpoint, config=config)


def fresh(purpose):
    """A name that no secret has, on this server and in this run."""
    return f"{purpose}/{_run}/{next(_numbers)}"


def value(text):
    """A secret value that must not be logged."""
    return f"{CANARY}:{text}"


def lambda_arn(name):
    """The ARN of a function. For the server of the suites, that named `missing` is not there, and all others fail."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


class Case(unittest.TestCase):
    """A test that calls the server through boto3."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.client = client()

    def create(self, purpose, **arguments):
        """Creates a secret, with a value unless told otherwise; gives the answer."""
        if not {"SecretString", "SecretBinary"} & arguments.keys():
            arguments["SecretString"] = value("first")
        return self.client.create_secret(Name=fresh(purpose), **arguments)

    def refused(self, code, message, call, **arguments):
        """Calls, and sees that exactly this error comes back; gives the whole answer."""
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        error = caught.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, message))
        return caught.exception.response

    def labels(self, secret_id):
        """The labels of each version that has any, sorted."""
        versions = self.client.describe_secret(SecretId=secret_id).get("VersionIdsToStages", {})
        return {version: sorted(labels) for version, labels in versions.items()}

    def pages(self, call, key, **arguments):
        """What stands under a key in each page of a listing that boto3 has no paginator for."""
        page = call(**arguments)
        pages = [page[key]]
        while "NextToken" in page:
            page = call(**arguments, NextToken=page["NextToken"])
            pages.append(page[key])
        return pages
