//! How secrets come and go: §2.10, §3.3, §3.5, §3.16.

use super::labels::Versions;
use super::{DAY, EXISTS, INVALID_PARAMETER, INVALID_REQUEST, Link, Model, NOT_FOUND, Outcome, Place, Role, Secret};

impl Model {
    pub(super) fn create(&mut self, at: Place, token: &str, value: Option<&str>, replicate: bool) -> Outcome {
        if let Some(existing) = self.secret(at) {
            let is_same =
                value.is_some() && existing.versions.get(token).is_some_and(|it| it.value.as_deref() == value);
            return match existing.deleted {
                Some(_) => Err(INVALID_REQUEST),
                None if is_same => Ok(()),
                None => Err(EXISTS),
            };
        }
        self.births += 1;
        let mut versions = Versions::default();
        value.into_iter().for_each(|value| versions.put(token, value, &[]));
        let role = Role::Primary(replicate.then(|| Link::new(false)));
        let secret = Secret { birth: self.births, versions, description: None, deleted: None, rotation: None, role };
        self.secrets[at as usize] = Some(secret);
        self.stir(at);
        Ok(())
    }

    pub(super) fn delete(&mut self, at: Place, window: Option<i64>, force: bool) -> Outcome {
        if window.is_some_and(|days| force || !(7..=30).contains(&days)) {
            return Err(INVALID_PARAMETER);
        }
        let now = self.now;
        let Some(secret) = self.secret(at).cloned() else { return if force { Ok(()) } else { Err(NOT_FOUND) } };
        secret.check_primary()?;
        if secret.role != Role::Primary(None) {
            return Err(INVALID_PARAMETER);
        }
        if force {
            self.secrets[at as usize] = None;
            return Ok(());
        }
        secret.check_not_deleted()?;
        let held = self.secrets[at as usize].insert(secret);
        held.stop_run();
        held.deleted = Some(now + window.unwrap_or(30) * DAY);
        Ok(())
    }
}

impl Secret {
    pub(super) fn check_not_deleted(&self) -> Outcome {
        if self.deleted.is_none() { Ok(()) } else { Err(INVALID_REQUEST) }
    }

    /// Undoes a deletion. A window of rotation that went by is not made up for.
    pub(super) fn restore(&mut self, now: i64) {
        if self.deleted.take().is_some()
            && let Some(rotation) = &mut self.rotation
            && rotation.next.is_some_and(|day| day < now.div_euclid(DAY))
        {
            rotation.plan(now);
        }
    }
}
