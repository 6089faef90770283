//! X2: what a user of an account may do. Denied by default; an explicit deny wins.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What somebody may be permitted to do, spelt as in permission documents: `support:CreateCase`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Opens a case.
    CreateCase,
    /// Lists cases and reads them.
    DescribeCases,
    /// Sends files for a case.
    AddAttachmentsToSet,
    /// Reads the files of cases.
    DescribeAttachment,
    /// X5: changes the account's contact address and alternate contacts.
    PutContactInformation,
}

impl Action {
    /// The action as permission documents spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreateCase => "support:CreateCase",
            Self::DescribeCases => "support:DescribeCases",
            Self::AddAttachmentsToSet => "support:AddAttachmentsToSet",
            Self::DescribeAttachment => "support:DescribeAttachment",
            // Not of `support`: who may do everything with cases may not for that reason decide who reads them.
            Self::PutContactInformation => "account:PutContactInformation",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the names of actions begin with.
const SERVICES: [&str; 2] = ["support:", "account:"];

/// Actions by name, with `*` for any run of characters: `support:Describe*`. Letters match in either case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionPattern(String);

/// The text is no pattern of actions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an action such as support:CreateCase, support:Describe*, support:* or account:PutContactInformation"
)]
pub struct MalformedPattern(pub String);

impl FromStr for ActionPattern {
    type Err = MalformedPattern;

    fn from_str(text: &str) -> Result<Self, MalformedPattern> {
        let named = SERVICES.iter().any(|service| {
            let name = text.strip_prefix(service);
            name.is_some_and(|name| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'*')
            })
        });
        if named || text == "*" {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedPattern(text.to_owned()))
        }
    }
}

impl TryFrom<String> for ActionPattern {
    type Error = MalformedPattern;

    fn try_from(text: String) -> Result<Self, MalformedPattern> {
        text.parse()
    }
}

impl From<ActionPattern> for String {
    fn from(pattern: ActionPattern) -> Self {
        pattern.0
    }
}

impl ActionPattern {
    /// Whether the pattern names `action`.
    pub fn matches(&self, action: Action) -> bool {
        let name = action.name().to_ascii_lowercase();
        let pattern = self.0.to_ascii_lowercase();
        let mut parts = pattern.split('*');
        let Some(mut rest) = parts.next().and_then(|head| name.strip_prefix(head)) else {
            return false;
        };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        false
    }
}

/// What a user is allowed and denied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Patterns that allow.
    pub allow: Vec<ActionPattern>,
    /// Patterns that deny, whatever is allowed.
    pub deny: Vec<ActionPattern>,
}

impl Permissions {
    /// Everything, as the root user has it.
    pub fn root() -> Self {
        Self {
            allow: vec![ActionPattern("*".to_owned())],
            deny: Vec::new(),
        }
    }

    /// X2: whether `action` is allowed and not denied.
    pub fn allows(&self, action: Action) -> bool {
        let names = |patterns: &[ActionPattern]| patterns.iter().any(|one| one.matches(action));
        names(&self.allow) && !names(&self.deny)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(allow: &[&str], deny: &[&str]) -> Permissions {
        let read = |list: &[&str]| list.iter().map(|one| one.parse().unwrap()).collect();
        Permissions {
            allow: read(allow),
            deny: read(deny),
        }
    }

    #[test]
    fn x2_denied_by_default_and_an_explicit_deny_wins() {
        for (allow, deny, create, describe) in [
            (&[][..], &[][..], false, false),
            (&["support:*"], &[], true, true),
            (&["support:CreateCase"], &[], true, false),
            (&["support:describe*"], &[], false, true),
            (&["support:*Case"], &[], true, false),
            (&["support:*e*Cases"], &[], false, true),
            // Each part of a pattern stands for another part of the name.
            (&["support:*e*e*e*"], &[], true, true),
            (&["support:*e*e*e*e*"], &[], false, false),
            (&["support:*es*es*"], &[], false, true),
            (&["support:*es*es*es*"], &[], false, false),
            (&["*"], &["support:CreateCase"], false, true),
            (&["support:CreateCase"], &["support:*"], false, false),
            (&[], &["support:CreateCase"], false, false),
            (&["support:C*x*"], &[], false, false),
            (&["support:Create"], &[], false, false),
        ] {
            let permissions = permissions(allow, deny);
            assert_eq!(
                permissions.allows(Action::CreateCase),
                create,
                "{allow:?} {deny:?}"
            );
            assert_eq!(
                permissions.allows(Action::DescribeCases),
                describe,
                "{allow:?} {deny:?}"
            );
        }
    }

    #[test]
    fn x2_root_has_all() {
        for action in [
            Action::CreateCase,
            Action::DescribeCases,
            Action::AddAttachmentsToSet,
            Action::DescribeAttachment,
            Action::PutContactInformation,
        ] {
            assert!(Permissions::root().allows(action), "{action}");
        }
    }

    #[test]
    fn x2_each_action_is_allowed_by_its_own_name() {
        let read = permissions(&["support:Describe*"], &["support:DescribeCases"]);
        assert!(read.allows(Action::DescribeAttachment));
        assert!(!read.allows(Action::DescribeCases) && !read.allows(Action::AddAttachmentsToSet));
        let send = permissions(&["support:AddAttachmentsToSet"], &[]);
        assert!(send.allows(Action::AddAttachmentsToSet) && !send.allows(Action::CreateCase));
    }

    #[test]
    fn x2_x5_all_of_support_is_not_the_accounts_contacts() {
        for (allow, deny, may) in [
            ("support:*", &[][..], false),
            ("account:PutContactInformation", &[], true),
            ("account:*", &[], true),
            ("account:*", &["account:Put*"], false),
            ("*", &[], true),
            ("*", &["account:*"], false),
        ] {
            let permissions = permissions(&[allow], deny);
            let action = Action::PutContactInformation;
            assert_eq!(permissions.allows(action), may, "{allow} {deny:?}");
        }
        let account = permissions(&["account:*"], &[]);
        assert!(!account.allows(Action::CreateCase) && !account.allows(Action::DescribeCases));
    }

    #[test]
    fn a_malformed_pattern_is_refused_with_examples() {
        for wrong in [
            "",
            "support:",
            "CreateCase",
            "s3:GetObject",
            "support:Create Case",
            "account:",
            "accounts:PutContactInformation",
            "**",
        ] {
            let error = wrong.parse::<ActionPattern>().unwrap_err();
            assert!(error.to_string().contains("support:CreateCase"), "{wrong}");
        }
        assert_eq!(
            String::from("support:*".parse::<ActionPattern>().unwrap()),
            "support:*"
        );
        assert_eq!(Action::CreateCase.to_string(), "support:CreateCase");
    }
}
