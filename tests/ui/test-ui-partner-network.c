/* The settings below the page Connection: each reaches the partner, what cannot be is said, what is not meant is not shown.
 */
#include "partner-setting.h"
#include "test-ui-partner-rig.h"

static void
choose (Rig *rig, const char *title, const char *label)
{
  AdwComboRow *row = ADW_COMBO_ROW (rig_row (rig, title));
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label) == 0)
      {
        adw_combo_row_set_selected (row, i);
        rig_settle ();
        return;
      }
  g_error ("“%s” is not in “%s”", label, title);
}

static const char *
get_chosen (Rig *rig, const char *title)
{
  AdwComboRow *row = ADW_COMBO_ROW (rig_row (rig, title));

  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), adw_combo_row_get_selected (row));
}

/* Presses a switch's row. */
static void
press (Rig *rig, const char *title)
{
  GtkWidget *toggle = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (rig_row (rig, title)));

  gtk_switch_set_active (GTK_SWITCH (toggle), !gtk_switch_get_active (GTK_SWITCH (toggle)));
  rig_settle ();
}

static void
test_settings_are_saved (Rig *rig, gconstpointer data)
{
  static const char *const expected[][2] = {
    { "proxy", "socks5" },
    { "proxy-host", "proxy.example.com" },
    { "proxy-port", "3128" },
    { "proxy-user", "kim" },
    { "passive", "no" },
    { "active-ports", "50000-50100" },
    { "keep-alive", "yes" },
    { "retries", "7" },
    { "tls", "old" },
    { "tls-weak", "yes" },
    { "tls-reason", "until May" },
    { "tls-old-renegotiation", "yes" },
    { "clear-control", "yes" },
    { "clear-data", "yes" },
    { "charset", "CP1252" },
    { "listing-kind", "ibmi-dmy" },
    { "client-name", "Waybill" },
    { "virtual-host", "edi.example.com" },
    { "login-commands", "SITE A" },
  };
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  rig_open (rig, partner, "connection");
  choose (rig, "Proxy", "SOCKS5");
  rig_type (rig, "Proxy’s host", "proxy.example.com");
  rig_type (rig, "Proxy’s port; 0 is the usual one", "3128");
  rig_type (rig, "User name at the proxy", "kim");
  choose (rig, "Who opens the data connections", "The server (active)");
  rig_type (rig, "Ports that the server may call", "50000-50100");
  press (rig, "Signs of life during long transfers");
  rig_type (rig, "How often a lost connection is tried anew, by itself", "7");
  choose (rig, "TLS versions", "1.0 and 1.1 too: somebody with means can read along");
  press (rig, "Take weak keys and SHA-1");
  press (rig, "Old renegotiation");
  press (rig, "Commands go unencrypted after the login");
  press (rig, "Files go unencrypted");
  rig_type (rig, "Why, and until when", "until May");
  choose (rig, "Charset of names", "CP1252, Windows, Western Europe");
  choose (rig, "Kind of listing", "IBM i (AS/400), day first");
  rig_type (rig, "Virtual host (HOST)", "edi.example.com");
  rig_type (rig, "Our name (CLNT)", "Waybill");
  rig_type (rig, "Commands after each login", "SITE A");
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (waybill_partner_get_setting (partner, expected[i][0]), ==,
                     waybill_partner_setting_find (expected[i][0])->standard);
  rig_do (rig, "editor.save");

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (waybill_partner_get_setting (partner, expected[i][0]), ==, expected[i][1]);
}

static gboolean
is_shown (Rig *rig, const char *title)
{
  return gtk_widget_get_visible (rig_row (rig, title));
}

static void
test_rows_follow_the_choice (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), "connection");
  g_assert_false (is_shown (rig, "Proxy’s host") || is_shown (rig, "User name at the proxy")
                  || is_shown (rig, "Ports that the server may call") || is_shown (rig, "Why, and until when"));
  choose (rig, "Proxy", "As this computer is set up");
  g_assert_false (is_shown (rig, "Proxy’s host"));
  g_assert_true (is_shown (rig, "User name at the proxy"));
  choose (rig, "Proxy", "HTTP (CONNECT)");
  g_assert_true (is_shown (rig, "Proxy’s host"));
  choose (rig, "Who opens the data connections", "The server (active)");
  g_assert_true (is_shown (rig, "Ports that the server may call"));
  press (rig, "Old renegotiation");
  g_assert_true (is_shown (rig, "Why, and until when"));
  g_assert_true (is_shown (rig, "Older servers"));
  rig_tick (rig, "FTP without encryption", TRUE);
  g_assert_false (is_shown (rig, "Older servers"));
}

static void
leave (Rig *rig, const char *title)
{
  g_signal_emit_by_name (rig_row (rig, title), "entry-activated");
  rig_settle ();
}

static void
test_refusals_are_said (Rig *rig, gconstpointer data)
{
  static const char *const cases[][4] = {
    { "Proxy’s host", "http://proxy", "A host is a name or an address alone.", "proxy" },
    { "Proxy’s port; 0 is the usual one", "70000", "This is a number from 0 to 65535.", "1080" },
    { "Ports that the server may call", "50000", "Two ports with a dash between them, the lower first: 50000-50100.", "" },
    { "Virtual host (HOST)", "a b", "A host is a name or an address alone.", "" },
  };
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  waybill_partner_set_setting (partner, "proxy", "socks5", NULL);
  waybill_partner_set_setting (partner, "proxy-host", "proxy", NULL);
  waybill_partner_set_setting (partner, "passive", "no", NULL);
  rig_open (rig, partner, "connection");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rig_row (rig, i < 3 ? "Network" : "Names and listings")), TRUE);
      rig_settle ();
      rig_type (rig, cases[i][0], cases[i][1]);
      g_assert_false (rig_says (rig, cases[i][2]));
      leave (rig, cases[i][0]);
      if (!rig_says (rig, cases[i][2]))
        g_error ("“%s” is not refused", cases[i][1]);
      g_assert_false (rig_may_save (rig));
      rig_type (rig, cases[i][0], cases[i][3]);
      g_assert_false (rig_says (rig, cases[i][2]));
      g_assert_true (rig_may_save (rig));
    }
}

static void
test_proxy_needs_a_host (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), "connection");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rig_row (rig, "Network")), TRUE);
  choose (rig, "Proxy", "SOCKS5");
  g_assert_false (rig_may_save (rig));
  leave (rig, "Proxy’s host");
  g_assert_true (rig_says (rig, "The proxy needs a host."));
  choose (rig, "Proxy", "None: directly");
  g_assert_true (rig_may_save (rig));
  g_assert_false (rig_says (rig, "The proxy needs a host."));
}

/* What the command line set and no list has is shown, and survives. */
static void
test_other_charset_stays (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_set_setting (partner, "charset", "CP866", NULL));
  rig_open (rig, partner, "connection");
  g_assert_cmpstr (get_chosen (rig, "Charset of names"), ==, "CP866");
  rig_type (rig, "Host", "other.example");
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_setting (partner, "charset"), ==, "CP866");
}

/* Every choice that a partner has can be made here. */
static void
test_lists_are_whole (Rig *rig, gconstpointer data)
{
  static const char *const lists[][2] = {
    { "Proxy", "proxy" },
    { "Who opens the data connections", "passive" },
    { "TLS versions", "tls" },
    { "Kind of listing", "listing-kind" },
  };

  rig_open (rig, rig_add_partner (rig, "Harbour"), "connection");
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto (GStrv) choices = g_strsplit (waybill_partner_setting_find (lists[i][1])->choices, "|", -1);
      GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (rig_row (rig, lists[i][0])));

      g_assert_cmpuint (g_list_model_get_n_items (model), ==, g_strv_length (choices));
    }
}

static void
test_one_is_open (Rig *rig, gconstpointer data)
{
  AdwExpanderRow *network, *names;

  rig_open (rig, rig_add_partner (rig, "Harbour"), "connection");
  network = ADW_EXPANDER_ROW (rig_row (rig, "Network"));
  names = ADW_EXPANDER_ROW (rig_row (rig, "Names and listings"));
  adw_expander_row_set_expanded (network, TRUE);
  adw_expander_row_set_expanded (names, TRUE);
  g_assert_false (adw_expander_row_get_expanded (network));
  g_assert_true (adw_expander_row_get_expanded (names));
}

#define ADD(name, function) g_test_add ("/ui/partner-network/" name, Rig, NULL, rig_set_up, function, rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("settings-are-saved", test_settings_are_saved);
  ADD ("rows-follow-the-choice", test_rows_follow_the_choice);
  ADD ("refusals-are-said", test_refusals_are_said);
  ADD ("proxy-needs-a-host", test_proxy_needs_a_host);
  ADD ("other-charset-stays", test_other_charset_stays);
  ADD ("lists-are-whole", test_lists_are_whole);
  ADD ("one-is-open", test_one_is_open);

  return g_test_run ();
}
