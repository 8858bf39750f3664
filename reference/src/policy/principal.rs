//! Who asks, and whom a policy names.

use std::fmt;

use crate::rules::arn::is_account;

/// Someone who makes requests: a user, a role, a session of a role, or the root user of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    arn: String,
    partition: String,
    account: String,
    kind: PrincipalKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PrincipalKind {
    Root,
    User {
        name: String,
    },
    Role {
        name: String,
    },
    /// A session of a role: who has assumed it.
    Session {
        role: String,
    },
    /// A session of a user, from `sts:GetFederationToken`.
    Federated,
}

impl Principal {
    /// The root user of an account, which stands for whoever has not said who they are.
    pub fn root(partition: &str, account: &str) -> Self {
        let arn = format!("arn:{partition}:iam::{account}:root");
        Self { arn, partition: partition.to_owned(), account: account.to_owned(), kind: PrincipalKind::Root }
    }

    /// Reads the ARN of a root user, a user, a role, a role's session or a federated user; `None` when it is none.
    pub fn parse(arn: &str) -> Option<Self> {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", partition, service, "", account, resource] = parts[..] else { return None };
        let is_plain = !arn.contains(['*', '?']) && !arn.contains("${");
        let is_complete = is_plain && !partition.is_empty() && is_account(account);
        let kind = kind_of(service, resource).filter(|_| is_complete)?;
        Some(Self { arn: arn.to_owned(), partition: partition.to_owned(), account: account.to_owned(), kind })
    }

    /// The ARN, which denials name (§1.6).
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The account: twelve digits.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Whether this is the root user of its account, whom the policies of identities do not bind.
    pub fn is_root(&self) -> bool {
        self.kind == PrincipalKind::Root
    }

    /// The value of `aws:PrincipalArn`: for a session of a role, the role.
    pub fn key_arn(&self) -> String {
        match &self.kind {
            PrincipalKind::Session { role } => format!("arn:{}:iam::{}:role/{role}", self.partition, self.account),
            _ => self.arn.clone(),
        }
    }

    /// The value of `aws:PrincipalType`.
    pub fn key_type(&self) -> &'static str {
        match self.kind {
            PrincipalKind::Root => "Account",
            PrincipalKind::User { .. } => "User",
            PrincipalKind::Role { .. } | PrincipalKind::Session { .. } => "AssumedRole",
            PrincipalKind::Federated => "FederatedUser",
        }
    }

    /// The value of `aws:username`, which only users have.
    pub fn user_name(&self) -> Option<&str> {
        match &self.kind {
            PrincipalKind::User { name } => Some(name),
            _ => None,
        }
    }

    fn role_name(&self) -> Option<&str> {
        match &self.kind {
            PrincipalKind::Role { name } | PrincipalKind::Session { role: name } => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.arn)
    }
}

fn kind_of(service: &str, resource: &str) -> Option<PrincipalKind> {
    let name = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        (!name.is_empty()).then(|| name.to_owned())
    };
    match (service, resource.split_once('/')) {
        ("iam", None) => (resource == "root").then_some(PrincipalKind::Root),
        ("iam", Some(("user", path))) => name(path).map(|name| PrincipalKind::User { name }),
        ("iam", Some(("role", path))) => name(path).map(|name| PrincipalKind::Role { name }),
        ("sts", Some(("assumed-role", rest))) => match rest.split_once('/')? {
            (role, session) if !role.is_empty() && !session.is_empty() && !session.contains('/') => {
                Some(PrincipalKind::Session { role: role.to_owned() })
            }
            _ => None,
        },
        ("sts", Some(("federated-user", user))) => (!user.is_empty()).then_some(PrincipalKind::Federated),
        _ => None,
    }
}

/// Whom a policy names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// `*`
    Everyone,
    /// An account, by its number or the ARN of its root user.
    Account(String),
    /// A user, a role, or a session.
    Identity(Principal),
    /// A service of AWS, for example `lambda.amazonaws.com`. Nobody who calls here is one.
    Service(String),
    /// A provider of identities. Nobody who calls here comes from one.
    Federated(String),
}

/// How a statement reaches who asks: what it allows is worth more, the closer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It names them, or everyone: allowed, whatever else is missing.
    Itself,
    /// It names their role: allowed, as far as the permissions boundary of the role goes.
    Role,
    /// It names their account: in another account than the secret's, its administrators say who is allowed; in the
    /// same, nothing is.
    Account,
}

impl Named {
    /// How this name reaches someone; `None` when it is someone else.
    pub fn reach(&self, principal: &Principal) -> Option<Reach> {
        match self {
            Self::Everyone => Some(Reach::Itself),
            Self::Account(account) if *account == principal.account => {
                Some(if principal.is_root() { Reach::Itself } else { Reach::Account })
            }
            Self::Identity(named) => identity_reach(named, principal),
            Self::Account(_) | Self::Service(_) | Self::Federated(_) => None,
        }
    }
}

/// A session does not show the path of its role; the name alone is unique in an account.
fn identity_reach(named: &Principal, principal: &Principal) -> Option<Reach> {
    let is_role = matches!(named.kind, PrincipalKind::Role { .. });
    let is_same_place = (&named.partition, &named.account) == (&principal.partition, &principal.account);
    if is_role && is_same_place && named.role_name() == principal.role_name() {
        return Some(Reach::Role);
    }
    (named.arn == principal.arn).then_some(Reach::Itself)
}
