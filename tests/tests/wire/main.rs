//! What goes over the wire, byte by byte, and what every shape makes of it.
//!
//! Modules are named by the section of behaviour.md whose words they hold the crates to.

mod before_sending;
mod leaks;
mod round_trips;
mod s11_samples;
mod s1_1_requests;
mod s1_2_answers;
mod s1_3_declared;
mod s1_3_errors;
mod s1_5_authentication;
mod s1_7_faults;
mod s1_8_order;
mod s2_4_missing_tokens;
mod s2_6_required;
mod s4_2_events;
mod shapes;
mod socket;
mod support;
