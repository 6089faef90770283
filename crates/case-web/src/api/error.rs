//! What a call of the API can end in besides its answer.

use std::mem::discriminant;

use case_core::Violation;
use case_wire::{Problem, ProblemKind};

/// Why a call gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// No connection, or the connection broke; the request may or may not have arrived.
    Network,
    /// The API says what is wrong.
    Problem(Box<Problem>),
    /// Something answered that is not this API, or a version of it that speaks another contract.
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// Names the request in the server's log, where it was named.
        request_id: Option<String>,
    },
}

impl ApiError {
    /// The kind of the problem, where the API said one.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem(problem) => Some(problem.kind),
            Self::Network | Self::Unexpected { .. } => None,
        }
    }

    /// Whether it says the same to a person: only the request was another.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unexpected { status, .. }, Self::Unexpected { status: other, .. }) => {
                status == other
            }
            _ => discriminant(self) == discriminant(other) && self.kind() == other.kind(),
        }
    }

    /// Whether it goes by itself: nobody, or nobody who could, has answered.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network => true,
            Self::Problem(problem) => problem.kind == ProblemKind::Unavailable,
            Self::Unexpected { status, .. } => matches!(status, 502..=504),
        }
    }

    /// Names the request in the server's log.
    pub fn into_request_id(self) -> Option<String> {
        match self {
            Self::Problem(problem) => Some(problem.request_id),
            Self::Unexpected { request_id, .. } => request_id,
            Self::Network => None,
        }
    }

    /// What is wrong with the draft, where that is the problem.
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Problem(problem) => &problem.violations,
            Self::Network | Self::Unexpected { .. } => &[],
        }
    }
}
