/* One tab's questions on a real display, with certificates of its own; and what finds their dialog. Included by each test once. */
#pragma once

#include "rig.h"
#include "ui-question.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"
#include "partner-learnt.h"

#define DAY 86400
#define HOST "ftp.norrland.example"
#define NO WAYBILL_REMOTE_ANSWER_NO
#define YES WAYBILL_REMOTE_ANSWER_YES
#define YES_SAVED WAYBILL_REMOTE_ANSWER_YES_SAVED
#define OPEN (-1)

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  WaybillPartner *partner;
  GtkWidget *window;
  WaybillUiQuestion *question;
  WaybillRemoteTarget *target;
  WaybillCertIdentity *root, *other, *old, *new, *expired;
  GCancellable *cancellable;
  int answer;
  int second;
  WaybillSecretText *text;
  gboolean text_came;
  guint n_notified;
  int place;
  char *page;
} Fixture;

static inline gboolean
is_check (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_CHECK_BUTTON (widget);
}

static inline gboolean
is_row (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static inline gboolean
dialog_says (const char *text)
{
  return find (GTK_WIDGET (get_dialog ()), says, text) != NULL;
}

static inline WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, int days, WaybillCertIdentity *issuer)
{
  const char *const names[] = { name, NULL };
  const gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, role == WAYBILL_CERT_ROLE_SERVER ? names : NULL,
                                                      now - 500 * DAY, now + days * DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static inline void
go_asked (Fixture *fixture, GtkWidget *from, int place, const char *subject, const char *detail)
{
  g_assert_cmpstr (subject, ==, waybill_partner_get_uuid (fixture->partner));
  fixture->place = place;
  g_free (fixture->page);
  fixture->page = g_strdup (detail);
}

static inline void
waiting_notified (Fixture *fixture)
{
  fixture->n_notified++;
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  const WaybillRemoteTargetValues values = { .name = "Norrland Parts", .host = HOST };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-ui-question-XXXXXX", NULL);
  fixture->context = waybill_ui_context_new (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->partner = waybill_partner_new ("Norrland Parts", NULL);
  waybill_partner_set_host (fixture->partner, HOST, NULL);
  waybill_partner_set_user (fixture->partner, "edi", NULL);
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (fixture->context), fixture->partner, NULL));
  fixture->root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root CA", 3000, NULL);
  fixture->other = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Local Gateway CA 7", 3000, NULL);
  fixture->old = issue (WAYBILL_CERT_ROLE_SERVER, HOST, 8, fixture->root);
  fixture->new = issue (WAYBILL_CERT_ROLE_SERVER, HOST, 700, fixture->root);
  fixture->expired = issue (WAYBILL_CERT_ROLE_SERVER, HOST, -3, fixture->root);
  fixture->target = waybill_remote_target_new (&values);
  fixture->cancellable = g_cancellable_new ();
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 720);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->question = waybill_ui_question_new (fixture->context, fixture->partner, fixture->window);
  g_signal_connect_swapped (fixture->question, "notify::waiting", G_CALLBACK (waiting_notified), fixture);
  g_signal_connect_swapped (fixture->context, "go", G_CALLBACK (go_asked), fixture);
  fixture->answer = fixture->second = OPEN;
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  g_assert_null (get_dialog ());
  g_assert_finalize_object (fixture->question);
  g_object_unref (fixture->partner);
  g_object_unref (fixture->context);
  waybill_remote_target_unref (fixture->target);
  g_object_unref (fixture->cancellable);
  waybill_cert_identity_unref (fixture->root);
  waybill_cert_identity_unref (fixture->other);
  waybill_cert_identity_unref (fixture->old);
  waybill_cert_identity_unref (fixture->new);
  waybill_cert_identity_unref (fixture->expired);
  g_clear_pointer (&fixture->text, waybill_secret_text_unref);
  g_free (fixture->page);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
}

static inline void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  int *answer = user_data;

  g_assert_cmpint (*answer, ==, OPEN);
  *answer = waybill_remote_asker_ask_trust_finish (WAYBILL_REMOTE_ASKER (source), result);
}

static inline GPtrArray *
chain_new (WaybillCertIdentity *leaf, WaybillCertIdentity *authority)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (leaf)));
  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (authority)));
  return chain;
}

static inline WaybillCertVerdict *
judge (Fixture *fixture, WaybillCertIdentity *leaf, WaybillCertIdentity *authority, const char *pin)
{
  const char *const pins[] = { pin, NULL };
  g_autoptr (GPtrArray) chain = chain_new (leaf, authority);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, pins, NULL);

  return waybill_cert_verdict_new (chain, trust, HOST, waybill_base_clock_now ());
}

static inline void
ask (Fixture *fixture, WaybillCertIdentity *leaf, WaybillCertIdentity *authority, int *answer)
{
  g_autoptr (WaybillCertVerdict) verdict = judge (fixture, leaf, authority, NULL);

  waybill_remote_asker_ask_trust_async (WAYBILL_REMOTE_ASKER (fixture->question), fixture->target, verdict,
                                        fixture->cancellable, answered, answer);
}

static inline const char *
fingerprint_of (WaybillCertIdentity *identity)
{
  return waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity));
}

/* The old certificate was pinned, accepted and remembered. */
static inline void
remember_old (Fixture *fixture)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();

  waybill_partner_add_pin (fixture->partner, fingerprint_of (fixture->old), NULL);
  facts->verdict = judge (fixture, fixture->old, fixture->root, fingerprint_of (fixture->old));
  g_assert_true (waybill_cert_verdict_is_accepted (facts->verdict));
  g_assert_true (waybill_partner_learnt_save_outcome (waybill_ui_context_get_learnt_folder (fixture->context),
                                                      waybill_partner_get_uuid (fixture->partner), facts, NULL, NULL));
}

/* What is on disk, not what is in memory. */
static inline WaybillPartner *
read_partner (Fixture *fixture)
{
  g_autoptr (WaybillUiContext) fresh = waybill_ui_context_new (fixture->folder, NULL);
  WaybillPartner *partner = waybill_ui_context_find_partner (fresh, waybill_partner_get_uuid (fixture->partner));

  return g_object_ref (partner);
}

static inline void
assert_saved (Fixture *fixture, const char *authority, const char *pin)
{
  g_autoptr (WaybillPartner) saved = read_partner (fixture);

  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (saved)), ==, authority != NULL ? 1 : 0);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_pins (saved)), ==, pin != NULL ? 1 : 0);
  if (authority != NULL)
    g_assert_cmpstr (waybill_partner_get_authorities (saved)[0], ==, authority);
  if (pin != NULL)
    g_assert_cmpstr (waybill_partner_get_pins (saved)[0], ==, pin);
}

