//! From a seed to calls of the service.

use std::collections::BTreeSet;

use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith::server::Caller;
use secretsmith::types::{ReplicaRegionType, RotationRulesType, Tag};
use secretsmith_reference::{InMemory, Snapshot};

use super::document::{self, Replica, Rotation, RotationRules, Secret, Version};
use super::mistake::Mistake;
use super::{Seed, SeedError, Seeded};

/// Adds the secrets of some seeds that a store does not have: all of them, or, on an error, none.
///
/// Identities do not count: nobody calls. The seeds are tried out on a copy first, so that a mistake in them leaves the
/// store alone. When they fit the copy and then not the store, because somebody has changed it just now, or when this
/// is not waited for to its end, the store is put back as it was before, and what else has happened to it is lost.
///
/// # Errors
/// What the service refuses first, or a secret that the seeds have twice.
pub async fn sow(seeds: &[Seed], service: &InMemory) -> Result<Seeded, SeedError> {
    sow_some(seeds, &service.fork().without_authorisation()).await?;
    let before = Before::of(service);
    let seeded = sow_some(seeds, &service.without_authorisation()).await?;
    before.forget();
    Ok(seeded)
}

/// What a store has held, which is put back on drop unless it is forgotten.
struct Before<'a> {
    service: &'a InMemory,
    snapshot: Option<Snapshot>,
}

impl<'a> Before<'a> {
    fn of(service: &'a InMemory) -> Self {
        Self { service, snapshot: Some(service.snapshot()) }
    }

    fn forget(mut self) {
        self.snapshot = None;
    }
}

impl Drop for Before<'_> {
    fn drop(&mut self) {
        if let Some(snapshot) = self.snapshot.take() {
            self.service.restore(snapshot);
        }
    }
}

async fn sow_some(seeds: &[Seed], service: &InMemory) -> Result<Seeded, SeedError> {
    let (mut seeded, mut arns) = (Seeded::default(), BTreeSet::new());
    for seed in seeds {
        for (number, secret) in seed.document.secrets.iter().enumerate() {
            let problem = |mistake: Mistake| seed.refused(mistake.within(&format!("Secrets[{number}]")));
            let client = Client::in_process_as(service.clone(), caller(secret));
            let (outcome, arn) = add(&client, secret).await.map_err(problem)?;
            if !arns.insert(arn) {
                let text = format!("the secret {} is in the seed before; take one of them away", secret.name);
                return Err(problem(Mistake::on(".Name", text)));
            }
            let names = if outcome == Outcome::Created { &mut seeded.created } else { &mut seeded.kept };
            names.push(secret.name.clone());
        }
    }
    Ok(seeded)
}

#[derive(PartialEq)]
enum Outcome {
    Created,
    Kept,
}

/// Whose call it would be.
fn caller(Secret { region, account, .. }: &Secret) -> Caller {
    let caller = Caller::anonymous();
    let caller = region.iter().fold(caller, Caller::with_region);
    account.iter().fold(caller, Caller::with_account)
}

/// Adds a secret unless it is there; gives its ARN, too.
async fn add(client: &Client, secret: &Secret) -> Result<(Outcome, String), Mistake> {
    match client.describe_secret().secret_id(&secret.name).send().await {
        Ok(found) => return Ok((Outcome::Kept, found.arn.unwrap_or_default())),
        Err(error) if error.code() == Some("ResourceNotFoundException") => {}
        Err(error) => return Err(refused("", ".Name", &error)),
    }
    let arn = create(client, secret).await?;
    put_versions(client, secret).await?;
    put_policy(client, secret).await?;
    if let Some(rotation) = &secret.rotation {
        rotate(client, &secret.name, rotation).await?;
    }
    replicate(client, secret).await?;
    Ok((Outcome::Created, arn))
}

async fn create(client: &Client, secret: &Secret) -> Result<String, Mistake> {
    let tag = |tag: &document::Tag| Tag::builder().key(&tag.key).set_value(tag.value.clone()).build();
    let tags = secret.tags.as_ref().map(|tags| tags.iter().map(tag).collect());
    let call = client.create_secret().name(&secret.name).client_request_token(id(secret.version_id.as_ref(), 1));
    let call = call.set_description(secret.description.clone()).set_kms_key_id(secret.kms_key_id.clone());
    let call = call.set_secret_string(secret.secret_string.as_ref().map(|text| text.0.clone()));
    let call = call.set_secret_binary(secret.secret_binary.clone()).set_tags(tags);
    let created = call.send().await.map_err(|error| refused("", "", &error))?;
    Ok(created.arn.unwrap_or_default())
}

/// Puts the versions, oldest first: that of the secret itself comes before them.
async fn put_versions(client: &Client, secret: &Secret) -> Result<(), Mistake> {
    for (number, version) in secret.versions.iter().enumerate() {
        let Version { version_id, secret_string, secret_binary, version_stages } = version;
        let id = id(version_id.as_ref(), number + if secret.has_value() { 2 } else { 1 });
        let call = client.put_secret_value().secret_id(&secret.name).client_request_token(id);
        let call = call.set_secret_string(secret_string.as_ref().map(|text| text.0.clone()));
        let call = call.set_secret_binary(secret_binary.clone()).set_version_stages(version_stages.clone());
        call.send().await.map_err(|error| refused(&format!(".Versions[{number}]"), "", &error))?;
    }
    Ok(())
}

async fn put_policy(client: &Client, secret: &Secret) -> Result<(), Mistake> {
    let Some(policy) = &secret.resource_policy else { return Ok(()) };
    let call = client.put_resource_policy().secret_id(&secret.name).resource_policy(&policy.0);
    call.send().await.map(drop).map_err(|error| refused("", ".ResourcePolicy", &error))
}

async fn rotate(client: &Client, name: &str, rotation: &Rotation) -> Result<(), Mistake> {
    let rules = |RotationRules { automatically_after_days, duration, schedule_expression }: &RotationRules| {
        RotationRulesType::builder()
            .set_automatically_after_days(*automatically_after_days)
            .set_duration(duration.clone())
            .set_schedule_expression(schedule_expression.clone())
            .build()
    };
    let call = client.rotate_secret().secret_id(name).set_rotation_lambda_arn(rotation.function.clone());
    let call = call.set_rotation_rules(rotation.rotation_rules.as_ref().map(rules));
    let call = call.rotate_immediately(rotation.rotate_immediately);
    call.send().await.map(drop).map_err(|error| advised(refused(".Rotation", "", &error)))
}

async fn replicate(client: &Client, secret: &Secret) -> Result<(), Mistake> {
    if secret.replicas.is_empty() {
        return Ok(());
    }
    let region = |Replica { region, kms_key_id }: &Replica| {
        ReplicaRegionType::builder().region(region).set_kms_key_id(kms_key_id.clone()).build()
    };
    let call = client.replicate_secret_to_regions().secret_id(&secret.name);
    let call = call.set_add_replica_regions(Some(secret.replicas.iter().map(region).collect()));
    call.send().await.map(drop).map_err(|error| refused("", ".Replicas", &error))
}

/// The id of a version: as given, or one that is the same in every run.
fn id(given: Option<&String>, number: usize) -> String {
    given.cloned().unwrap_or_else(|| format!("00000000-0000-4000-8000-{number:012}"))
}

/// What a call was refused for. Where that stands follows from the message, if it names a member; it is at that place
/// within the secret otherwise.
fn refused<E: ServiceError>(within: &str, otherwise: &str, error: &SdkError<E>) -> Mistake {
    let (code, message) = (error.code(), error.message());
    let member = message.and_then(member);
    let problem = match code.zip(message) {
        Some((code, message)) => format!("{code}: {}", shortened(message)),
        None => error.to_string(),
    };
    Mistake::on(format!("{within}{}", member.as_deref().unwrap_or(otherwise)), problem)
}

/// A message without its middle, if it is long: the service shows values whole, and says after them what is wrong.
fn shortened(message: &str) -> String {
    const MOST: usize = 250;
    let characters: Vec<_> = message.char_indices().map(|(start, _)| start).collect();
    match characters.len() > 2 * MOST {
        true => {
            let (start, end) = (characters[MOST], characters[characters.len() - MOST]);
            format!("{}…{}", &message[..start], &message[end..])
        }
        false => message.to_owned(),
    }
}

/// What to do about a function that cannot be called, which the service words as one of AWS, with permissions.
fn advised(mistake: Mistake) -> Mistake {
    let advice = "the server has to know the function: start it with --rotation ARN=URL or --lambda-endpoint URL, or \
                  register a rotation function for the ARN in your program";
    match mistake.problem.contains("cannot invoke the specified Lambda function") {
        true => Mistake { problem: format!("{} ({advice})", mistake.problem), ..mistake },
        false => mistake,
    }
}

/// The path of the member that a message is about, such as `.Tags[0].Key` for one on `'tags.1.member.key'`. Before it
/// the message may show the value, which can be any text.
fn member(message: &str) -> Option<String> {
    let (path, _) = message.rsplit_once(" at '")?.1.split_once('\'')?;
    let parts = path.split('.').filter(|part| *part != "member");
    Some(parts.map(|part| part.parse().map_or_else(|_| format!(".{}", named(part)), element)).collect())
}

/// An element, of which the service counts the first as one.
fn element(number: usize) -> String {
    format!("[{}]", number.saturating_sub(1))
}

/// How a member is called here.
fn named(member: &str) -> String {
    match member {
        "clientRequestToken" => "VersionId".to_owned(),
        "addReplicaRegions" => "Replicas".to_owned(),
        "secretId" => "Name".to_owned(),
        _ => match member.split_at_checked(1) {
            Some((first, rest)) => first.to_ascii_uppercase() + rest,
            None => member.to_owned(),
        },
    }
}
