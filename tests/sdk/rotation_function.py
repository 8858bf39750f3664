"""A rotation function, in the four steps that AWS documents, as one would deploy it to Lambda.

It rotates the password of one user. `DATABASE` stands in for the database that knows the user: it has
the password by the ARN of the secret.
"""

import os

import boto3

DATABASE = {}


def lambda_handler(event, context):
    """What Lambda calls. It may be called again for a step that is done, and does no harm then."""
    arn, token = event["SecretId"], event["ClientRequestToken"]
    service = boto3.client("secretsmanager", endpoint_url=os.environ["SECRETS_MANAGER_ENDPOINT"])
    described = service.describe_secret(SecretId=arn)
    if not described.get("RotationEnabled"):
        raise ValueError(f"rotation of {arn} is not enabled")
    labels = described["VersionIdsToStages"].get(token, [])
    if "AWSCURRENT" in labels:
        return
    if "AWSPENDING" not in labels:
        raise ValueError(f"version {token} of {arn} is not to be rotated")
    STEPS[event["Step"]](service, described, event)


def create_secret(service, described, event):
    """Makes a new password and stores it as the pending version, unless there is one from an earlier try."""
    arn, token = event["SecretId"], event["ClientRequestToken"]
    current = service.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")["SecretString"]
    try:
        service.get_secret_value(SecretId=arn, VersionId=token, VersionStage="AWSPENDING")
    except service.exceptions.ResourceNotFoundException:
        password = service.get_random_password(PasswordLength=20, ExcludePunctuation=True)["RandomPassword"]
        service.put_secret_value(
            SecretId=arn,
            ClientRequestToken=token,
            SecretString=f"{current.partition('#')[0]}#{password}",
            VersionStages=["AWSPENDING"],
            RotationToken=event["RotationToken"],
        )


def set_secret(service, described, event):
    """Has the database take the new password."""
    DATABASE[event["SecretId"]] = pending(service, event)


def test_secret(service, described, event):
    """Logs in with the new password."""
    password = pending(service, event)
    if DATABASE.get(event["SecretId"]) != password:
        raise PermissionError(f"the database does not know the password {password}")


def finish_secret(service, described, event):
    """Makes the pending version the current one."""
    stages = described["VersionIdsToStages"]
    current = next(version for version, labels in stages.items() if "AWSCURRENT" in labels)
    service.update_secret_version_stage(
        SecretId=event["SecretId"],
        VersionStage="AWSCURRENT",
        MoveToVersionId=event["ClientRequestToken"],
        RemoveFromVersionId=current,
    )


def pending(service, event):
    """The new password."""
    version = {"VersionId": event["ClientRequestToken"], "VersionStage": "AWSPENDING"}
    return service.get_secret_value(SecretId=event["SecretId"], **version)["SecretString"]


STEPS = {
    "createSecret": create_secret,
    "setSecret": set_secret,
    "testSecret": test_secret,
    "finishSecret": finish_secret,
}
