//! S5: which correspondence is the first response, and where the answer may take longer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::policy::{Category, Service};

/// S5: what an entry of a case's correspondence is, as the response clock sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrespondenceKind {
    /// The customer wrote.
    Customer,
    /// An agent wrote to the customer.
    AgentReply,
    /// An agent wrote for agents only.
    InternalNote,
    /// The support centre wrote by itself: a receipt, a reminder, a notice.
    Automatic,
}

impl CorrespondenceKind {
    /// X3: whether the customer reads it. What is not for them is neither shown nor found nor handed out.
    pub const fn is_for_customer(self) -> bool {
        match self {
            Self::Customer | Self::AgentReply | Self::Automatic => true,
            Self::InternalNote => false,
        }
    }
}

/// S5: when the case had its first response: the earliest reply by an agent. Internal notes and automatic messages
/// are none. The entries may come in any order.
pub fn first_response_at(
    correspondence: impl IntoIterator<Item = (CorrespondenceKind, DateTime<Utc>)>,
) -> Option<DateTime<Utc>> {
    let replies = correspondence
        .into_iter()
        .filter(|(kind, _)| *kind == CorrespondenceKind::AgentReply);
    replies.map(|(_, at)| at).min()
}

/// S5: whether a case about this goes to a third party as well, so that the form must say that the answer may take
/// longer.
pub fn third_party_notice(service: &Service, category: Option<&Category>) -> bool {
    service.third_party || category.is_some_and(|category| category.third_party)
}

#[cfg(test)]
mod tests {
    use super::{
        CorrespondenceKind::{AgentReply, Automatic, Customer, InternalNote},
        *,
    };
    use crate::kinds::CaseType;

    fn minute(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(minute * 60, 0).unwrap()
    }

    #[test]
    fn s5_only_the_first_reply_by_an_agent_is_the_first_response() {
        let mut case = vec![
            (Customer, minute(0)),
            (Automatic, minute(0)),
            (InternalNote, minute(4)),
            (Customer, minute(5)),
        ];
        assert_eq!(first_response_at(case.clone()), None);
        case.push((AgentReply, minute(9)));
        case.push((AgentReply, minute(30)));
        assert_eq!(first_response_at(case.clone()), Some(minute(9)));
        case.reverse();
        assert_eq!(first_response_at(case), Some(minute(9)));
        assert_eq!(first_response_at([]), None);
    }

    #[test]
    fn s5_the_notice_stands_with_a_third_partys_service_or_category() {
        let service = |third_party| Service {
            id: "linux".to_owned(),
            case_type: CaseType::Technical,
            name: "Linux".to_owned(),
            third_party,
            prompts: Vec::new(),
            categories: Vec::new(),
            quotas: Vec::new(),
        };
        let category = |third_party| Category {
            id: "kernel".to_owned(),
            name: "Kernel".to_owned(),
            third_party,
            prompts: Vec::new(),
            fields: Vec::new(),
            solutions: Vec::new(),
        };
        assert!(!third_party_notice(&service(false), None));
        assert!(third_party_notice(&service(true), None));
        assert!(!third_party_notice(&service(false), Some(&category(false))));
        assert!(third_party_notice(&service(false), Some(&category(true))));
        assert!(third_party_notice(&service(true), Some(&category(false))));
    }
}
