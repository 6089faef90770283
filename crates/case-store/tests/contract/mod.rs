//! What every store has to guarantee. Written against the trait alone: an implementation joins with a [`Fixture`].

pub mod accounts;
pub mod alike;
pub mod attachments;
pub mod backup;
pub mod cases;
pub mod draft_files;
pub mod drafts;
pub mod events;
pub mod follow;
pub mod integrity;
pub mod lists;
pub mod log;
pub mod names;
pub mod objects;
pub mod orders;
pub mod restored;
pub mod search;
pub mod search_pages;
pub mod sessions;
pub mod settings;
pub mod submissions;
pub mod texts;
pub mod uploads;
pub mod users;
pub mod values;
pub mod words;
pub mod world;

use std::sync::Arc;

use case_store::{
    Objects, Store,
    archive::{Backup, Contents},
};

/// Makes stores to be tested.
pub trait Fixture: Sized {
    /// An empty store.
    async fn new() -> Self;

    /// The store.
    fn store(&self) -> Arc<dyn Store>;

    /// The same data after an orderly end and a new start.
    async fn restart(self) -> Self;

    /// Another store on the same data, while the first goes on.
    async fn second_process(&self) -> Arc<dyn Store>;

    /// Changes rows as no method does: in SQL that every engine understands, and without regard to references.
    async fn tamper(&self, sql: &str);

    /// A new store that a backup was restored into.
    async fn restored(backup: &Backup, objects: &Objects) -> (Self, Contents);
}

/// Runs every test of the contract against one [`Fixture`].
macro_rules! suite {
    ($fixture:ident) => {
        contract::suite! { $fixture =>
            accounts::{
                an_account_comes_back_as_it_was_saved,
                what_must_be_unique_is_refused_by_name,
                logins_are_found_in_either_case,
                a_user_needs_an_account,
                what_no_text_can_hold_is_nobodys,
            }
            users::{
                t3_an_account_of_each_plan_comes_back,
                x5_what_an_account_does_not_have_stays_away,
                names_come_back_in_every_script,
                quotas_come_back_in_one_order_up_to_the_largest,
                a_number_too_large_to_be_kept_is_refused,
                space_around_a_name_is_no_part_of_it,
                c6_users_may_share_an_address_or_have_none,
                x2_permissions_come_back_in_their_order,
                each_user_has_a_number_and_a_password_of_their_own,
                a_password_that_is_no_hash_is_refused_with_its_user,
                instants_come_back_to_the_millisecond,
                what_one_process_saves_every_other_finds,
            }
            names::{
                of_several_conflicts_the_number_comes_first_and_the_address_last,
                a_refused_account_leaves_its_names_free,
                of_accounts_that_share_something_at_the_same_time_one_is_saved,
                of_users_of_one_name_at_the_same_time_one_is_saved,
                of_agents_of_one_address_at_the_same_time_one_is_saved,
                letters_of_every_script_match_in_either_case,
                what_is_far_too_long_is_nobodys,
                x6_an_agents_login_is_no_customers,
            }
            sessions::{
                a_session_knows_who_made_it,
                a_session_expires_is_extended_and_ends,
                attempts_are_counted_by_identity_and_by_address,
                a_success_forgets_the_failures_of_that_identity,
                attempts_at_the_same_time_do_not_slip_past_the_limit,
                a_session_tells_its_expiry_and_its_end,
                a_users_other_sessions_stay_when_one_ends,
                a_new_session_clears_away_only_what_has_expired,
                a_token_opens_one_session,
                a_session_that_is_refused_forgets_no_failures,
                sessions_and_failures_are_there_after_a_restart,
                a_session_ended_in_one_process_is_ended_in_every,
                a_refused_attempt_does_not_count,
                one_failure_may_be_too_many,
                attempts_are_counted_over_all_processes,
            }
            settings::{
                x5_contacts_come_back_as_they_were_saved,
                x5_a_contact_that_is_cleared_is_gone,
                x5_a_stale_change_is_refused_and_changes_nothing,
                x5_the_same_contacts_are_saved_once,
                x5_of_changes_at_the_same_time_one_is_saved,
                x5_a_change_of_contacts_leaves_no_event,
                preferences_come_back_one_by_one,
                x5_contacts_and_preferences_come_back_from_a_backup,
            }
            cases::{
                a_case_comes_back_as_it_was_saved,
                g3_a_submission_repeated_at_the_same_time_makes_one_case,
                g3_a_key_with_another_body_is_refused,
                g3_keys_belong_to_their_user,
                x3_another_accounts_case_is_not_found,
                l7_a_list_is_newest_first_and_pages_stay_right_while_cases_arrive,
                l7_cases_of_the_same_instant_are_listed_once,
                t11_display_ids_are_unique_and_ascend,
                a_refused_case_leaves_nothing_behind,
                everything_is_there_after_a_restart,
            }
            values::{
                t8_a_technical_case_comes_back_with_its_answers,
                s2_a_case_that_promises_nothing_comes_back_without_a_clock,
                t1_every_case_type_and_severity_comes_back,
                t10_texts_of_every_script_come_back_to_the_byte,
                t10_the_longest_texts_come_back_and_are_found,
                q2_the_largest_numbers_come_back,
                q1_rows_and_contacts_keep_their_order,
                c5_a_telephone_without_extension_comes_back_without_one,
                who_opened_a_case_and_when_comes_back,
                l1_every_status_comes_back,
                s5_correspondence_comes_back_oldest_first_with_its_kind,
                what_cannot_be_read_is_told_as_damaged,
            }
            submissions::{
                a_case_of_no_account_is_refused_by_name,
                a_case_of_nobody_is_refused_whole,
                of_cases_of_one_identifier_at_the_same_time_one_is_made,
                t11_display_ids_follow_the_log_under_concurrent_writers,
                n3_the_event_of_each_case_names_it,
                g3_keys_are_told_apart_to_the_letter,
                g3_a_key_of_no_or_too_many_characters_is_refused_whole,
                g3_a_submission_is_answered_as_before_whatever_came_since,
                g3_a_repeated_submission_leaves_nothing,
                g3_of_two_bodies_under_one_key_at_the_same_time_one_is_saved,
                g3_a_submission_repeated_over_two_processes_makes_one_case,
                g3_a_refused_submission_leaves_its_key_to_a_corrected_one,
            }
            lists::{
                l7_pages_of_every_size_make_the_same_list,
                l7_the_open_list_leaves_out_what_is_resolved,
                l7_a_page_goes_on_after_a_case_that_left_the_list,
                l7_a_place_need_be_no_cases,
                l7_a_case_that_comes_in_behind_the_page_is_met,
                x3_a_place_in_anothers_list_shows_ones_own,
                a_page_of_none_is_empty,
            }
            orders::{
                l7_every_order_and_filter_is_that_of_the_oracle,
                l7_a_search_shows_what_its_filter_does,
                l7_every_order_stays_right_while_cases_arrive,
                l7_a_filter_that_reads_too_much_says_where_it_stopped,
            }
            attachments::{
                a_file_comes_back_as_it_was_recorded,
                a1_a_case_takes_its_files_in_their_order,
                a3_a_file_is_taken_once,
                a3_of_two_cases_at_once_one_takes_the_file,
                x3_nobody_takes_or_removes_anothers_file,
                a_removed_file_tells_what_to_delete,
                identifiers_and_objects_are_unique,
                only_so_many_files_wait_for_a_case,
                files_that_no_case_takes_expire,
                what_is_known_of_objects_is_told,
                an_object_that_was_cleared_away_becomes_no_file,
                all_files_are_listed_page_by_page,
                l7_a_case_is_found_by_the_names_of_its_files,
                files_are_there_after_a_restart,
            }
            uploads::{
                a2_a_file_is_called_as_it_was,
                a1_a_file_of_any_size_is_kept_as_large_as_it_is,
                a_file_arrived_when_it_did_to_the_millisecond,
                x3_a_file_stays_its_accounts_own_when_a_case_has_it,
                a5_a_file_tells_what_kind_of_correspondence_has_it,
                a3_a_case_takes_no_file_twice,
                a1_each_case_has_its_own_files,
                only_so_many_files_wait_however_many_are_sent_at_once,
                a_file_is_removed_once,
                a3_a_file_is_removed_or_taken_and_never_both,
                a3_a_file_expires_or_is_taken_and_never_both,
                files_expired_by_two_processes_are_counted_once,
                files_expire_oldest_first_and_of_one_instant_in_their_order,
                a_file_of_nobody_is_refused_and_leaves_its_object,
                a_refused_file_leaves_its_object_to_another,
            }
            objects::{
                an_object_is_announced_once,
                an_object_that_waits_is_announced_by_nobody_else,
                loose_objects_are_told_oldest_first_and_by_name,
                an_object_that_is_claimed_becomes_no_file,
                an_object_is_claimed_or_taken_and_never_both,
                objects_of_files_are_not_forgotten,
                standings_are_told_name_by_name,
                a_name_that_no_row_can_hold_is_no_objects,
                all_files_are_listed_in_the_order_of_bytes,
            }
            drafts::{
                g1_a_draft_comes_back_as_it_was_saved,
                g1_a_draft_belongs_to_its_user_and_case_type,
                g2_a_save_replaces_the_version_that_it_changes,
                g2_a_stale_save_loses_neither_text,
                g2_two_first_saves_are_both_kept,
                g2_a_repeated_save_is_the_same_draft,
                g2_only_so_many_texts_are_kept,
                g2_a_device_replaces_its_own_text_when_an_answer_was_lost,
                g2_of_many_saves_at_once_none_is_lost,
                g2_a_version_is_never_used_again,
                g1_a_case_takes_its_draft_with_it,
                g1_abandoned_drafts_expire,
                a4_a_file_that_a_draft_names_does_not_expire,
                g1_drafts_are_there_after_a_restart,
            }
            texts::{
                g1_whatever_was_typed_comes_back,
                g1_the_heaviest_draft_comes_back,
                g1_each_case_type_has_room_of_its_own,
                g1_drafts_are_told_last_saved_first,
                g1_a_draft_was_saved_when_it_was_to_the_millisecond,
                g1_a_draft_of_nobody_is_refused,
                g2_of_first_saves_at_once_only_so_many_are_kept,
                g2_the_same_first_save_at_once_is_one_text,
                g2_a_refused_save_changes_nothing,
                g2_a_version_that_no_draft_can_have_is_none,
                g2_the_same_text_belongs_to_the_device_that_saved_it_last,
                g2_a_save_replaces_the_version_it_names_and_the_devices_own,
                g2_texts_that_differ_in_anything_are_two,
                g2_a_text_is_discarded_once,
                g1_drafts_expire_oldest_first_and_only_so_many,
                g1_a_draft_that_is_saved_again_lives_on,
                g1_a_draft_is_saved_anew_or_goes_with_its_case,
            }
            draft_files::{
                a4_a_file_expires_when_no_text_names_it_any_more,
                a4_a_file_that_two_texts_name_waits_for_both,
                a4_the_files_of_an_expired_draft_expire,
                a4_a_case_takes_files_and_frees_what_its_draft_named_besides,
                a4_a_draft_may_name_files_that_are_gone_or_taken,
                a4_a_draft_is_kept_whatever_it_calls_its_files,
                a4_a_text_that_is_saved_again_still_names_its_files,
            }
            search::{
                l7_words_are_found_by_their_beginning_in_any_order,
                l7_japanese_is_found_by_any_part,
                l7_a_search_pages_by_display_id_while_cases_arrive,
                x3_a_search_finds_nothing_of_another_account,
                l7_a_refused_case_is_not_found,
                l7_what_was_found_is_found_after_a_restart,
                l7_a_search_that_reads_too_much_says_where_it_stopped,
            }
            words::{
                l7_what_engines_take_for_operators_is_text,
                l7_signs_part_words_and_match_nothing_else,
                l7_letters_are_found_however_they_are_written,
                l7_kana_with_marks_are_letters_of_their_own,
                l7_words_of_every_script_are_found,
                l7_numbers_and_identifiers_are_found_by_their_parts,
                l7_a_long_word_is_told_from_one_that_begins_alike,
                l7_of_many_words_every_one_has_to_be_there,
                l7_words_are_found_across_subject_text_and_files,
                l7_what_stands_in_two_texts_is_not_put_together,
                l7_a_case_without_words_is_kept_and_found_by_nothing,
                l7_what_is_not_seen_makes_no_difference,
                l7_a_beginning_finds_every_word_that_begins_so,
                l7_cases_made_at_the_same_time_are_all_found,
                x3_internal_notes_are_never_found,
            }
            search_pages::{
                l7_pages_of_every_size_find_the_same,
                l7_a_search_is_ordered_by_display_id,
                l7_a_search_finds_what_a_list_shows,
                l7_a_search_of_open_cases_leaves_out_what_is_resolved,
                l7_a_search_goes_on_after_a_case_that_left_it,
                l7_a_search_goes_on_after_any_place,
            }
            events::{
                n3_a_change_and_its_event_are_saved_together,
                n3_events_have_no_gaps_under_concurrent_writers,
                n3_two_processes_number_as_one,
                a_check_of_sound_data_finds_nothing,
                n3_who_follows_the_log_misses_nothing,
            }
            follow::{
                n3_the_newest_event_is_told,
                n3_a_follower_is_woken_by_the_same_store,
                n3_a_follower_is_woken_by_another_process,
                n3_what_nobody_tells_is_found_by_looking,
                x3_a_follower_sees_its_accounts_events_alone,
                n3_who_is_woken_sees_every_event_once_and_in_order,
            }
            log::{
                n3_pages_of_every_size_make_the_same_log,
                x3_each_account_has_a_log_of_its_own,
                n3_what_is_refused_leaves_no_event,
                n3_drafts_files_and_sessions_leave_no_event,
                n3_numbers_go_on_after_a_restart,
                n3_users_and_cases_at_the_same_time_share_one_order,
                n3_failures_at_the_same_time_leave_no_gap,
                n3_a_later_versions_event_has_its_place,
                n3_an_event_that_cannot_be_read_is_told_as_damaged,
            }
            integrity::{
                n3_a_missing_event_is_told,
                n3_a_last_number_that_is_not_the_logs_is_told,
                n3_a_case_that_was_not_announced_is_told,
                n3_a_case_announced_to_another_account_is_told,
                t10_a_case_without_correspondence_is_told,
                l7_a_case_that_no_search_finds_is_told,
                a_check_of_a_store_with_all_in_it_finds_nothing,
                files_whose_bytes_are_lost_or_changed_are_told,
                objects_that_nobody_knows_are_told_unless_they_are_new,
            }
            backup::{
                everything_comes_back_from_a_backup,
                life_goes_on_after_a_restore,
                a_backup_is_of_one_instant_while_cases_are_made,
                a_file_without_its_bytes_is_told_and_the_rest_comes_back,
            }
            restored::{
                an_empty_store_comes_back_empty,
                x6_agents_come_back,
                x1_names_stay_taken_after_a_restore,
                a_backup_of_what_was_restored_is_the_same_file,
                g3_a_submission_repeated_after_a_restore_is_answered_as_before,
                a4_a_file_that_a_restored_draft_names_does_not_expire,
                g2_devices_go_on_with_their_texts_after_a_restore,
                what_is_only_of_the_moment_does_not_come_back,
                l1_statuses_and_replies_come_back,
                an_export_tells_rows_after_those_that_they_refer_to,
                an_export_that_nobody_takes_ends_and_harms_nothing,
            }
            alike::{
                every_list_is_the_same_on_every_engine,
                every_search_is_the_same_on_every_engine,
                every_refusal_is_the_same_on_every_engine,
                a_backup_is_the_same_file_on_every_engine,
            }
        }
    };
    ($fixture:ident => $($module:ident::{$($test:ident,)+})+) => {
        $(mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::contract::$module::$test(<super::$fixture as super::contract::Fixture>::new().await).await;
                }
            )+
        })+
    };
}

pub(crate) use suite;
