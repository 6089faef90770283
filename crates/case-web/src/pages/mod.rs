//! What one sees at an address; one module each, styled by `style/pages/<name>.css`.

pub mod account;
pub mod case;
pub mod case_list;
pub mod create_case;
pub mod home;
pub mod not_found;
pub mod plans;
pub mod sign_in;
