//! How a [`case_core::Fault`] becomes a sentence in the language shown.
