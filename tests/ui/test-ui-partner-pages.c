/* The pages Certificate and Trust: ticks are judged at once, a password is tried before it is kept. */
#include "test-ui-partner-rig.h"

static void
test_ticks_are_saved (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *first = g_strdup (rig_add_authority (rig, "Harbour CA", "First CA"));
  g_autofree char *second = g_strdup (rig_add_authority (rig, "Other CA", "Second CA"));

  g_assert_true (waybill_partner_add_authority (partner, first, NULL));
  rig_open (rig, partner, "trust");
  rig_turn (rig, "First CA");
  rig_turn (rig, "Second CA");
  rig_tick (rig, "The computer’s own authorities", FALSE);
  rig_do (rig, "editor.save");

  g_assert_cmpstr (waybill_partner_get_authorities (partner)[0], ==, second);
  g_assert_null (waybill_partner_get_authorities (partner)[1]);
  g_assert_false (waybill_partner_get_system_trust (partner));
}

static void
test_nobody_trusted_is_said (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), "trust");
  g_assert_false (rig_says (rig, "Nobody is trusted: this partner cannot be connected to."));
  rig_tick (rig, "The computer’s own authorities", FALSE);

  g_assert_true (rig_says (rig, "Nobody is trusted: this partner cannot be connected to."));
  g_assert_true (rig_says (rig, "Not ready: nobody is trusted."));
}

static gboolean
says_accepted (gpointer rig)
{
  return rig_says (rig, "Accepted");
}

static gboolean
says_refused (gpointer rig)
{
  return rig_says (rig, "Not accepted");
}

/* A server that was seen, and the authority that vouches for it. */
static const char *
learn_server (Rig *rig, WaybillPartner *partner)
{
  static const char *const names[] = { "ftp.harbour.example", NULL };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (WaybillCertIdentity) authority
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Harbour CA", NULL, now - 86400, now + 86400000, NULL, NULL);
  g_autoptr (WaybillCertIdentity) server = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "ftp.harbour.example", names,
                                                               now - 86400, now + 864000, authority, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) trust = NULL;
  WaybillRemoteFacts *facts = waybill_remote_facts_new ();
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry;

  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (server)));
  g_ptr_array_add (authorities, waybill_cert_identity_get_certificate (authority));
  trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  facts->verdict = waybill_cert_verdict_new (chain, trust, "ftp.harbour.example", now);
  g_assert_true (waybill_cert_verdict_is_accepted (facts->verdict));
  g_assert_true (waybill_partner_learnt_save_outcome (waybill_ui_context_get_learnt_folder (rig->context),
                                                      waybill_partner_get_uuid (partner), facts, NULL, &error));
  g_assert_no_error (error);
  waybill_remote_facts_free (facts);
  entry = waybill_cert_store_add_authority (waybill_ui_context_get_certificates (rig->context),
                                            waybill_cert_identity_get_certificate (authority), "Harbour CA", FALSE, NULL,
                                            NULL);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

static void
test_ticks_are_judged_at_once (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_add_authority (partner, learn_server (rig, partner), NULL));
  rig_open (rig, partner, "trust");
  g_assert_true (rig_wait_until (says_accepted, rig));
  rig_turn (rig, "Harbour CA");
  g_assert_true (rig_wait_until (says_refused, rig));
  g_assert_true (
      rig_says (rig, "You have “Harbour CA” in your store, but it is not ticked for this partner. Tick it below."));
  rig_turn (rig, "Harbour CA");
  g_assert_true (rig_wait_until (says_accepted, rig));
}

static void
test_pins_are_added_and_removed (Rig *rig, gconstpointer data)
{
  static const char hex[] = "AA11BB22CC33DD44EE55FF66AA11BB22CC33DD44EE55FF66AA11BB22CC33DD44";
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  const char *title = "Fingerprint (SHA-256)";

  rig_open (rig, partner, "trust");
  rig_type (rig, title, "nonsense");
  g_signal_emit_by_name (rig_row (rig, title), "apply");
  g_assert_true (rig_says (rig, "A SHA-256 fingerprint is 64 digits and letters from A to F."));
  rig_type (rig, title, hex);
  g_signal_emit_by_name (rig_row (rig, title), "apply");
  g_assert_cmpstr (rig_text (rig, title), ==, "");
  g_assert_false (rig_says (rig, "A SHA-256 fingerprint is 64 digits and letters from A to F."));
  g_assert_nonnull (rig_row (rig, "AA11 BB22 CC33 DD44 EE55 FF66 AA11 BB22 CC33 DD44 EE55 FF66 AA11 BB22 CC33 DD44"));
  rig_do (rig, "editor.save");
  g_assert_nonnull (waybill_partner_get_pins (partner)[0]);
}

static gboolean
has_late_authority (gpointer rig)
{
  return rig_search (GTK_WIDGET (((Rig *) rig)->editor), ADW_TYPE_PREFERENCES_ROW, "Late CA") != NULL;
}

static void
test_import_shows_up (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *late = NULL;

  rig_open (rig, partner, "trust");
  rig_type (rig, "Host", "other.example");
  late = g_strdup (rig_add_authority (rig, "Late CA", "Late CA"));
  g_assert_true (rig_wait_until (has_late_authority, rig));

  /* The import ticked it for this partner: what is edited gets it too, and loses nothing. */
  g_assert_true (waybill_partner_add_authority (partner, late, NULL));
  g_assert_true (waybill_partner_store_save (waybill_ui_context_get_partners (rig->context), partner, NULL));
  g_assert_cmpstr (rig_text (rig, "Host"), ==, "other.example");
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_authorities (partner)[0], ==, late);
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "other.example");
}

static void
imported_cb (WaybillUiContext *context, GtkWidget *from, GListModel *files, const char *partner, char **uuid)
{
  *uuid = g_strdup (partner);
}

static void
test_import_knows_the_partner (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *uuid = NULL;

  g_signal_connect (rig->context, "import", G_CALLBACK (imported_cb), &uuid);
  rig_open (rig, partner, "certificate");
  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Import…"), "clicked");

  g_assert_cmpstr (uuid, ==, waybill_partner_get_uuid (partner));
}

/* Its rows are made then. */
static GtkMenuButton *
open_menu (Rig *rig, const char *label)
{
  GtkWidget *button
      = gtk_widget_get_ancestor (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_LABEL, label), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return GTK_MENU_BUTTON (button);
}

static void
test_identity_is_chosen (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  const char *fingerprint = rig_add_identity (rig, "Harbour client", NULL);
  GtkWidget *row;

  rig_open (rig, partner, "certificate");
  g_assert_true (rig_says (rig, "No certificate yet"));
  open_menu (rig, "Choose…");
  row = rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_ACTION_ROW, "Harbour client");
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  rig_settle ();

  g_assert_true (rig_says (rig, "Harbour client"));
  g_assert_true (rig_says (rig, "Almost ready: the certificate should be renewed."));
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==, fingerprint);
}

static guint
count_rows (GtkMenuButton *button)
{
  GtkWidget *list = rig_search (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

#define MANY 40

static gboolean
has_all_rows (gpointer button)
{
  return count_rows (button) == MANY + 1;
}

/* Nobody waits for rows that nobody has opened, nor for those that cannot be seen yet. */
static void
test_many_identities_come_in_turns (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  GtkMenuButton *button;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *label = g_strdup_printf ("Harbour client %02u", i);

      rig_add_identity (rig, label, NULL);
    }
  rig_open (rig, partner, "certificate");
  g_assert_null (rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_ACTION_ROW, "Harbour client 00"));
  button = open_menu (rig, "Choose…");
  g_assert_nonnull (rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_ACTION_ROW, "Harbour client 00"));
  g_assert_cmpuint (count_rows (button), <, MANY);
  g_assert_true (rig_wait_until (has_all_rows, button));
  gtk_menu_button_popdown (button);
  rig_settle ();
}

static void
test_identity_is_removed (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", NULL), NULL));
  rig_open (rig, partner, "certificate");
  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Remove"), "clicked");
  rig_settle ();

  g_assert_true (rig_says (rig, "No certificate yet"));
  rig_do (rig, "editor.save");
  g_assert_null (waybill_partner_get_identity (partner));
}

static gboolean
says_wrong (gpointer rig)
{
  return rig_says (rig, "This password does not open the certificate.");
}

static gboolean
says_kept (gpointer rig)
{
  return rig_says (rig, "In memory, until Waybill is closed");
}

static void
test_pfx_password_is_tried_first (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  const char *fingerprint = rig_add_identity (rig, "Harbour client", "richtig");
  g_autofree char *wrong = NULL, *right = NULL;
  GtkWidget *row;

  g_assert_true (waybill_partner_set_identity (partner, fingerprint, NULL));
  rig_open (rig, partner, "certificate");
  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Enter Again…"), "clicked");
  row = rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password of the .pfx");
  g_assert_true (gtk_widget_get_visible (row));

  gtk_editable_set_text (GTK_EDITABLE (row), "falsch");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (rig_wait_until (says_wrong, rig));
  wrong = rig_dup_secret (rig, WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fingerprint);
  g_assert_null (wrong);

  gtk_editable_set_text (GTK_EDITABLE (row), "richtig");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (rig_wait_until (says_kept, rig));
  right = rig_dup_secret (rig, WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fingerprint);
  g_assert_cmpstr (right, ==, "richtig");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
}

static void
test_pfx_password_too_long (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *too_long = g_strnfill (WAYBILL_SECRET_TEXT_MAX + 1, 'x');
  GtkWidget *row;

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", "richtig"), NULL));
  rig_open (rig, partner, "certificate");
  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Enter Again…"), "clicked");
  row = rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password of the .pfx");
  gtk_editable_set_text (GTK_EDITABLE (row), too_long);
  g_signal_emit_by_name (row, "apply");
  g_assert_true (rig_wait_until (says_wrong, rig));

  gtk_editable_set_text (GTK_EDITABLE (row), "richtig");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (rig_wait_until (says_kept, rig));
}

static void
test_close_while_a_password_is_tried (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  GtkWidget *row;

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", "richtig"), NULL));
  rig_open (rig, partner, "certificate");
  row = rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password of the .pfx");
  gtk_editable_set_text (GTK_EDITABLE (row), "richtig");
  g_signal_emit_by_name (row, "apply");
  gtk_window_destroy (GTK_WINDOW (rig->editor));

  g_assert_true (rig_wait_until (rig_is_gone, rig));
}

#define ADD(name, function) g_test_add ("/ui/partner-pages/" name, Rig, NULL, rig_set_up, function, rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("ticks-are-saved", test_ticks_are_saved);
  ADD ("nobody-trusted-is-said", test_nobody_trusted_is_said);
  ADD ("ticks-are-judged-at-once", test_ticks_are_judged_at_once);
  ADD ("pins-are-added-and-removed", test_pins_are_added_and_removed);
  ADD ("import-shows-up", test_import_shows_up);
  ADD ("import-knows-the-partner", test_import_knows_the_partner);
  ADD ("identity-is-chosen", test_identity_is_chosen);
  ADD ("many-identities-come-in-turns", test_many_identities_come_in_turns);
  ADD ("identity-is-removed", test_identity_is_removed);
  ADD ("pfx-password-is-tried-first", test_pfx_password_is_tried_first);
  ADD ("pfx-password-too-long", test_pfx_password_too_long);
  ADD ("close-while-a-password-is-tried", test_close_while_a_password_is_tried);
  return g_test_run ();
}
