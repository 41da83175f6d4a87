/* The certificates on cards in the partner editor: offered when somebody looks, assigned like any other. */
#include "test-ui-partner-rig.h"

#include "token-rig.h"

#define CARD "Harbour card"

static gboolean
begin (void)
{
  static gboolean begun;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  if (!token_rig_begin ())
    return FALSE;
  if (begun)
    return TRUE;
  begun = TRUE;
  identity = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "anna", NULL, now - 86400, now + 400 * 86400, NULL, &error);
  g_assert_no_error (error);
  token_rig_make_card (CARD);
  token_rig_put (CARD, "Anna at Harbour", NULL, identity, TRUE);
  return TRUE;
}

/* The one that is to be seen, of those with this label. */
static GtkWidget *
find_menu_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_MENU_BUTTON (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_menu_button (child, label);
  return found;
}

static GtkWidget *
find_offer (Rig *rig)
{
  return rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_ACTION_ROW, "Anna at Harbour");
}

static gboolean
is_offered (gpointer data)
{
  return find_offer (data) != NULL;
}

static void
test_assigned (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour Foods");
  WaybillCertStore *store = waybill_ui_context_get_certificates (rig->context);
  const WaybillCertEntry *entry;
  GtkWidget *button, *row;

  if (!begin ())
    return;
  rig_open (rig, partner, "certificate");
  g_assert_false (is_offered (rig));
  button = find_menu_button (GTK_WIDGET (rig->editor), "C_hoose…");
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (rig_wait_until (is_offered, rig));
  row = find_offer (rig);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "On the card “" CARD "”"));

  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  rig_settle ();
  entry = waybill_cert_store_find (store, "Anna at Harbour", NULL);
  g_assert_nonnull (entry);
  g_assert_nonnull (entry->token);
  g_assert_true (rig_says (rig, "PIN of “" CARD "”"));
  g_assert_true (rig_says (rig, "It is never stored. Waybill forgets it when it ends or is locked."));
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==,
                   waybill_cert_certificate_get_fingerprint (entry->certificate));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add ("/ui/partner/card/is-offered-and-assigned", Rig, NULL, rig_set_up, test_assigned, rig_tear_down);
  result = g_test_run ();
  token_rig_end ();
  return result;
}
