//! The demo's accounts and agents: one account for each plan, its number easy to type.

use case_core::Plan;

/// The password of every root user and user of the demo.
pub const PASSWORD: &str = "casework-demo";

/// The user that every account has beside its root user.
pub const USER: &str = "ana";

/// An account of the demo.
pub struct DemoAccount {
    /// Its number.
    pub id: &'static str,
    /// The part of its people's addresses before `.example`, after `@`.
    pub domain: &'static str,
    pub name: &'static str,
    pub plan: Plan,
    pub country: &'static str,
    pub time_zone: &'static str,
}

impl DemoAccount {
    /// What users may type in place of the number: the plan's name, to be found easily.
    pub const fn alias(&self) -> &'static str {
        self.plan.code()
    }

    /// The address of somebody of the account.
    pub fn email(&self, local: &str) -> String {
        format!("{local}@{}.example", self.domain)
    }
}

pub const ACCOUNTS: [DemoAccount; 5] = [
    DemoAccount {
        id: "111111111111",
        domain: "kestrel-bakery",
        name: "Kestrel Bakery",
        plan: Plan::Basic,
        country: "US",
        time_zone: "America/Chicago",
    },
    DemoAccount {
        id: "222222222222",
        domain: "alder-lab",
        name: "Alder Lab",
        plan: Plan::Developer,
        country: "GB",
        time_zone: "Europe/London",
    },
    DemoAccount {
        id: "333333333333",
        domain: "marlow",
        name: "Marlow Freight",
        plan: Plan::Business,
        country: "US",
        time_zone: "America/New_York",
    },
    DemoAccount {
        id: "444444444444",
        domain: "sakura-books",
        name: "さくら書店",
        plan: Plan::EnterpriseOnRamp,
        country: "JP",
        time_zone: "Asia/Tokyo",
    },
    DemoAccount {
        id: "555555555555",
        domain: "oriel",
        name: "Oriel Versicherung",
        plan: Plan::Enterprise,
        country: "DE",
        time_zone: "Europe/Berlin",
    },
];

/// Names and addresses of the demo's agents.
pub const AGENTS: [(&str, &str); 2] = [
    ("Kim Sato", "kim@support.example"),
    ("Noah Berg", "noah@support.example"),
];
