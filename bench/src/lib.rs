//! What the programs of `cargo xtask bench` share: measuring calls, and making a load.
//!
//! Each program measures one thing and prints one line of JSON; `xtask` runs them in turn and
//! compares. So whatever is measured has a process of its own, and none slows another down.

pub mod answer;
pub mod calls;
pub mod load;
