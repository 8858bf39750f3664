//! How calls are tried again, as far as it is configuration.

/// How a client goes on when a call fails that may succeed when it is tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// It waits, a little longer each time, as long as not too many calls fail.
    #[default]
    Standard,
    /// As [`Standard`](Self::Standard), and it calls more slowly while the service says that it is
    /// called too often.
    Adaptive,
    /// It does not try again.
    Off,
}

impl RetryMode {
    /// Reads how variables and files spell it; `legacy` is for SDKs that are older than `standard`,
    /// and the same as that.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "standard" | "legacy" => Some(Self::Standard),
            "adaptive" => Some(Self::Adaptive),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}
