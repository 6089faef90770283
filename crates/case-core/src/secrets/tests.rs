//! What the tests of the product's corpus (`tests/secrets_corpus.rs`) cannot see from outside.
