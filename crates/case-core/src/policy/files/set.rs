//! A policy as it was read from its files: in every language, with its calendars.

use super::{
    PolicyFault, PolicyFile,
    catalogue::{read_prompts, read_services, read_solutions},
    document::{Document, Sources},
    fault::Faults,
    fields::read_fields,
    holidays::read_countries,
    hours::{BusinessHours, ChannelCalendar, read_business_hours, read_channel_hours},
    limits::{read_channels, read_contact_languages, read_limits, read_numbering, read_regions},
    plans::{read_plans, read_severities},
    reader::Reader,
    source::Source,
};
use crate::{
    clock::Calendar,
    kinds::{Channel, Lang},
    policy::Policy,
};

/// A whole policy: its texts in every language, and the calendars that the browser does not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySet {
    /// One for each language, at least one; the first is what others fall back to.
    policies: Vec<Policy>,
    /// One for each contact language, at least one.
    business_hours: Vec<BusinessHours>,
    channel_calendars: Vec<ChannelCalendar>,
}

/// Reads a policy from its files, in any order. `is_time_zone` says whether a name is in the IANA database.
///
/// The files are refused as a whole: the error has every fault, sorted by file and line. Where a file is no TOML,
/// what other files miss is not said, as it may stand in the part that could not be read.
pub fn load(
    files: &[PolicyFile],
    is_time_zone: &dyn Fn(&str) -> bool,
) -> Result<PolicySet, Vec<PolicyFault>> {
    let faults = Faults::default();
    let sources = Sources::new(files, &faults);
    let trees: Vec<_> = sources.toml.iter().map(Source::parse).collect();
    let document = Document::new(&sources, &trees, &faults);
    PolicySet::read(&document, is_time_zone).ok_or_else(|| faults.take())
}

impl PolicySet {
    /// Reads everything that can be read, so that all faults are reported; `None` when there are any.
    fn read(document: &Document<'_>, is_time_zone: &dyn Fn(&str) -> bool) -> Option<Self> {
        let reader = Reader::new(document);
        let countries = read_countries(&reader);
        let business_hours = read_business_hours(&reader, &countries);
        let channel_calendars = read_channel_hours(&reader, &countries, is_time_zone);
        let first = read_policy(&reader);
        if !document.faults.is_empty() {
            // Other languages would only say the same again.
            return None;
        }
        let mut policies = vec![first?];
        for language in reader.languages().iter().skip(1) {
            policies.push(read_policy(&reader.in_language(*language))?);
        }
        Some(Self {
            policies,
            business_hours,
            channel_calendars,
        })
    }

    /// The policy with its texts in `language`; in the first language when it has none in that.
    pub fn policy(&self, language: Lang) -> &Policy {
        let own = self
            .policies
            .iter()
            .find(|policy| policy.language == language);
        own.unwrap_or(&self.policies[0])
    }

    /// The languages of the texts, the first being what others fall back to.
    pub fn languages(&self) -> impl Iterator<Item = Lang> {
        self.policies.iter().map(|policy| policy.language)
    }

    /// S3, S4: the business hours in a contact language for customers of a country (ISO 3166-1 alpha-2), in their
    /// own time zone. A country that the policy has no calendar for has Saturday and Sunday and no holidays; a
    /// language that it has no hours for has those of the first.
    pub fn business_calendar(&self, country: &str, language: Lang) -> &Calendar {
        let own = self
            .business_hours
            .iter()
            .find(|hours| hours.language == language);
        let hours = own.unwrap_or(&self.business_hours[0]);
        hours.by_country.get(country).unwrap_or(&hours.elsewhere)
    }

    /// C4: the hours of the channels that are not open around the clock: channel, contact language, the time zone
    /// of the hours, and the hours.
    pub fn channel_calendars(&self) -> impl Iterator<Item = (Channel, Lang, &str, &Calendar)> {
        self.channel_calendars.iter().map(|one| {
            (
                one.channel,
                one.language,
                one.time_zone.as_str(),
                &one.calendar,
            )
        })
    }
}

/// The policy in the reader's language.
fn read_policy(reader: &Reader<'_>) -> Option<Policy> {
    // Everything is read before anything is given up, so that all faults are reported.
    let (plans, limits) = (read_plans(reader), read_limits(reader));
    let severities = read_severities(reader);
    let contact_languages = read_contact_languages(reader);
    let channels = read_channels(reader);
    let services = read_services(reader);
    let fields = read_fields(reader);
    let prompts = read_prompts(reader);
    let solutions = read_solutions(reader);
    let regions = read_regions(reader);
    let countries = read_numbering(reader);
    Some(Policy {
        language: reader.language,
        plans: plans?,
        severities,
        limits: limits?,
        contact_languages,
        channels,
        services,
        fields,
        prompts,
        solutions,
        regions,
        countries,
    })
}
