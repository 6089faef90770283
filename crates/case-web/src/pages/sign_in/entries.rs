//! What is typed into the sign-in form, and what is missing from it.

use case_core::email;
use case_wire::SignIn;
use leptos::prelude::*;

use crate::locales::{Text, text};

/// A field of the form; its id in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The root user's address.
    Email,
    /// The account's ID or alias.
    Account,
    /// The user's name.
    UserName,
    /// The password of either.
    Password,
}

impl Entry {
    /// The id of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Account => "account",
            Self::UserName => "user-name",
            Self::Password => "password",
        }
    }
}

/// What is typed.
#[derive(Clone, Copy)]
pub struct Entries {
    /// As whom: `root` or `user`.
    pub who: RwSignal<String>,
    /// See [`Entry::Email`].
    pub email: RwSignal<String>,
    /// See [`Entry::Account`].
    pub account: RwSignal<String>,
    /// See [`Entry::UserName`].
    pub user_name: RwSignal<String>,
    /// See [`Entry::Password`].
    pub password: RwSignal<String>,
}

/// The root user's value of [`Entries::who`].
pub const ROOT: &str = "root";

/// The value of [`Entries::who`] of a user of an account.
pub const USER: &str = "user";

impl Entries {
    /// Nothing typed yet.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            who: RwSignal::new(ROOT.to_owned()),
            email: empty(),
            account: empty(),
            user_name: empty(),
            password: empty(),
        }
    }

    /// Whether the root user signs in; follows changes.
    pub fn is_root(self) -> bool {
        self.who.with(|who| who == ROOT)
    }

    /// What is missing or cannot be right, in the order of the form; follows changes.
    pub fn faults(self) -> Vec<(Entry, Text)> {
        let mut faults = Vec::new();
        if self.is_root() {
            let typed = self.email.get();
            if typed.trim().is_empty() {
                faults.push((Entry::Email, text::sign_in::EMAIL_MISSING));
            } else if email::parse(&typed).is_none() {
                faults.push((Entry::Email, text::sign_in::EMAIL_WRONG));
            }
        } else {
            if self.account.with(|typed| typed.trim().is_empty()) {
                faults.push((Entry::Account, text::sign_in::ACCOUNT_MISSING));
            }
            if self.user_name.with(|typed| typed.trim().is_empty()) {
                faults.push((Entry::UserName, text::sign_in::USER_NAME_MISSING));
            }
        }
        if self.password.with(String::is_empty) {
            faults.push((Entry::Password, text::sign_in::PASSWORD_MISSING));
        }
        faults
    }

    /// What is sent.
    pub fn data(self) -> SignIn {
        let trimmed =
            |typed: RwSignal<String>| typed.with_untracked(|typed| typed.trim().to_owned());
        let password = self.password.get_untracked();
        if self.who.with_untracked(|who| who == ROOT) {
            SignIn::Root {
                email: trimmed(self.email),
                password,
            }
        } else {
            let (account, user_name) = (trimmed(self.account), trimmed(self.user_name));
            SignIn::User {
                account,
                user_name,
                password,
            }
        }
    }
}
