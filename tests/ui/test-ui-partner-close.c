/* Every page of the partner editor: closing at any moment is safe, every field has its help, no mnemonic stands twice. */
#include "test-ui-partner-rig.h"

#define MOST_EXPANDERS 8

static const char *const all_pages[] = { "connection", "login", "certificate", "trust", "folders" };

static void
test_close_at_any_moment (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", NULL), NULL));
  rig_add_authority (rig, "Harbour CA", NULL);
  for (guint turns = 0; turns < 6; turns++)
    {
      rig_open (rig, turns % 2 == 0 ? partner : NULL, all_pages[turns % G_N_ELEMENTS (all_pages)]);
      rig_type (rig, "Password", "geheim");
      for (guint i = 0; i < turns * 5; i++)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_destroy (GTK_WINDOW (rig->editor));
      g_assert_true (rig_wait_until (rig_is_gone, rig));
    }
}

static gboolean
is_editable (GtkWidget *widget)
{
  return ADW_IS_ENTRY_ROW (widget) || (GTK_IS_SWITCH (widget) && gtk_widget_get_visible (widget))
         || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget)
         || GTK_IS_MENU_BUTTON (widget) || ADW_IS_COMBO_ROW (widget);
}

static guint
walk_fields (GtkWidget *widget)
{
  guint n = 0;

  if (is_editable (widget))
    {
      GtkWidget *row = widget;

      while (row != NULL && waybill_ui_help_get_field (row) == NULL)
        row = gtk_widget_get_parent (row);
      if (row == NULL && !ADW_IS_ENTRY_ROW (gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW)))
        g_error ("a field without help: %s", G_OBJECT_TYPE_NAME (widget));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += walk_fields (child);
  return n;
}

static void
test_every_field_has_help (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", NULL), NULL));
  rig_add_authority (rig, "Harbour CA", NULL);
  rig_open (rig, partner, NULL);

  g_assert_cmpuint (walk_fields (GTK_WIDGET (rig->editor)), >=, 22);
}

static void
collect_mnemonics (GtkWidget *widget, GHashTable *seen)
{
  const char *text = NULL;
  const char *at;

  if (!gtk_widget_get_visible (widget))
    return;
  if (ADW_IS_PREFERENCES_ROW (widget) && adw_preferences_row_get_use_underline (ADW_PREFERENCES_ROW (widget)))
    text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    text = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_use_underline (GTK_MENU_BUTTON (widget)))
    text = gtk_menu_button_get_label (GTK_MENU_BUTTON (widget));
  else if (ADW_IS_BUTTON_CONTENT (widget) && adw_button_content_get_use_underline (ADW_BUTTON_CONTENT (widget)))
    text = adw_button_content_get_label (ADW_BUTTON_CONTENT (widget));
  at = text != NULL ? strchr (text, '_') : NULL;
  if (at != NULL && !g_hash_table_add (seen, GINT_TO_POINTER (g_ascii_tolower (at[1]))))
    g_error ("the mnemonic of “%s” is taken", text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if ((!GTK_IS_STACK (widget) || gtk_stack_get_visible_child (GTK_STACK (widget)) == child)
        && (!GTK_IS_REVEALER (widget) || gtk_revealer_get_reveal_child (GTK_REVEALER (widget))))
      collect_mnemonics (child, seen);
}

/* With each expander open in turn: what is folded away hears no key. */
static guint
collect_expanders (GtkWidget *widget, AdwExpanderRow **expanders, guint n)
{
  if (ADW_IS_EXPANDER_ROW (widget) && gtk_widget_get_visible (widget) && n < MOST_EXPANDERS)
    expanders[n++] = ADW_EXPANDER_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n = collect_expanders (child, expanders, n);
  return n;
}

static void
test_mnemonics_below_expanders (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  AdwExpanderRow *expanders[MOST_EXPANDERS];
  guint n_expanders;

  g_assert_true (waybill_partner_set_setting (partner, "proxy", "socks5", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "passive", "no", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "tls-weak", "yes", NULL));
  rig_open (rig, partner, "connection");
  n_expanders = collect_expanders (GTK_WIDGET (rig->editor), expanders, 0);
  g_assert_cmpuint (n_expanders, >=, 3);
  for (guint i = 0; i < n_expanders; i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      adw_expander_row_set_expanded (expanders[i], TRUE);
      rig_settle ();
      collect_mnemonics (GTK_WIDGET (rig->editor), seen);
      g_assert_cmpuint (g_hash_table_size (seen), >=, 12);
    }
}

static void
test_mnemonics_are_unique (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  g_assert_true (waybill_partner_set_identity (partner, rig_add_identity (rig, "Harbour client", NULL), NULL));
  waybill_partner_set_protocol (partner, WAYBILL_REMOTE_PROTOCOL_FTP);
  rig_open (rig, partner, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (all_pages); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      waybill_ui_partner_editor_show_page (rig->editor, all_pages[i]);
      rig_settle ();
      collect_mnemonics (GTK_WIDGET (rig->editor), seen);
      g_assert_cmpuint (g_hash_table_size (seen), >=, 3);
    }
}

#define ADD(name, function) g_test_add ("/ui/partner-close/" name, Rig, NULL, rig_set_up, function, rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("close-at-any-moment", test_close_at_any_moment);
  ADD ("every-field-has-help", test_every_field_has_help);
  ADD ("mnemonics-are-unique", test_mnemonics_are_unique);
  ADD ("mnemonics-below-expanders", test_mnemonics_below_expanders);
  return g_test_run ();
}
