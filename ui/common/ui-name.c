/* Names for screen readers. GTK 4.8 names what has no name after its class; nobody wants to hear that. And in full, for who
 * looks, the titles that libadwaita cuts short where they have no room. */

#include "ui-name.h"

#include <glib/gi18n.h>

#define NAME_KEY "waybill-password-name"

/**
 * waybill_ui_name_widget:
 * @widget: a control
 * @name: what screen readers call it: "Remove harbourfoods_client.pfx"
 *
 * Names it. GTK 4.8 would read a label with a mnemonic twice, once with its underline.
 */
void
waybill_ui_name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* "_Next" is "Next", and "a__b" is "a_b". */
static char *
without_mnemonic (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    {
      if (*at == '_' && at[1] != '\0')
        at++;
      g_string_append_c (text, *at);
    }
  return g_string_free (text, FALSE);
}

/* Somebody has named it. libadwaita names the list of a group after the group's title, which may be empty. */
static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
  const char *title = group != NULL ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) : NULL;

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || (gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
             && (group == NULL || (title != NULL && *title != '\0')));
}

static void
name_after_text (GtkWidget *widget, const char *text, gboolean use_underline)
{
  g_autofree char *name = use_underline ? without_mnemonic (text) : g_strdup (text);

  waybill_ui_name_widget (widget, name);
}

static void
name_after_group (GtkWidget *list, GParamSpec *spec, AdwPreferencesGroup *group)
{
  const char *title = adw_preferences_group_get_title (group);

  if (title != NULL && *title != '\0')
    waybill_ui_name_widget (list, title);
}

/* The title of the first row that has one. */
static AdwPreferencesRow *
find_titled_row (GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_PREFERENCES_ROW (row) && *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) != '\0')
      return ADW_PREFERENCES_ROW (row);
  return NULL;
}

/* After its group, whose title may change; where there is none, after its first row. */
static void
name_list (GtkWidget *list)
{
  GtkWidget *group = gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP);
  AdwPreferencesRow *row = find_titled_row (list);

  if (row != NULL)
    name_after_text (list, adw_preferences_row_get_title (row), adw_preferences_row_get_use_underline (row));
  else
    waybill_ui_name_widget (list, _ ("List"));
  if (group == NULL)
    return;
  name_after_group (list, NULL, ADW_PREFERENCES_GROUP (group));
  g_signal_connect_object (group, "notify::title", G_CALLBACK (name_after_group), list, G_CONNECT_SWAPPED);
}

/* The lists, and the row of the first, which is what a person presses. */
static void
name_parts (GtkWidget *root, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_LIST_BOX (child))
        {
          name_parts (child, name);
          continue;
        }
      waybill_ui_name_widget (child, name);
      if (gtk_widget_get_prev_sibling (child) == NULL && gtk_widget_get_first_child (child) != NULL)
        waybill_ui_name_widget (gtk_widget_get_first_child (child), name);
    }
}

/**
 * waybill_ui_name_expander:
 * @row: an #AdwExpanderRow
 * @name: what it is called
 *
 * Names it, and the two lists that it is made of: none of the three has a name. Main thread.
 */
void
waybill_ui_name_expander (GtkWidget *row, const char *name)
{
  waybill_ui_name_widget (row, name);
  name_parts (row, name);
}

static void
name_expander (GtkWidget *row)
{
  g_autofree char *name = without_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  waybill_ui_name_expander (row, name);
}

/* Where a page has several passwords, each has a name of its own. */
static void
name_eye (GtkWidget *eye)
{
  gboolean shown = g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (eye)), "view-conceal-symbolic") == 0;
  const char *password = g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (eye, ADW_TYPE_PASSWORD_ENTRY_ROW)), NAME_KEY);
  g_autofree char *name = NULL;

  if (password != NULL)
    name = g_strdup_printf (shown ? _ ("Hide: %s") : _ ("Show: %s"), password);
  else
    name = g_strdup (shown ? _ ("Hide the password") : _ ("Show the password"));
  waybill_ui_name_widget (eye, name);
}

static gboolean
is_eye (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL
         && g_str_has_prefix (gtk_button_get_icon_name (GTK_BUTTON (widget)), "view-")
         && gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL;
}

static const char *
find_mnemonic (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_use_underline (GTK_MENU_BUTTON (widget)))
    return gtk_menu_button_get_label (GTK_MENU_BUTTON (widget));
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget)))
    return gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  return NULL;
}

static char *
dup_row_title (AdwPreferencesRow *row)
{
  const char *title = adw_preferences_row_get_title (row);

  return adw_preferences_row_get_use_underline (row) ? without_mnemonic (title) : g_strdup (title);
}

static char *
dup_window_title (AdwWindowTitle *widget)
{
  const char *title = adw_window_title_get_title (widget), *subtitle = adw_window_title_get_subtitle (widget);

  return *subtitle == '\0' ? g_strdup (title) : g_strconcat (title, "\n", subtitle, NULL);
}

static gboolean
tell_title (GtkWidget *widget, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  g_autofree char *text = ADW_IS_WINDOW_TITLE (widget) ? dup_window_title (ADW_WINDOW_TITLE (widget))
                                                       : dup_row_title (ADW_PREFERENCES_ROW (widget));

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

/* They stand on one line, whatever their length. */
static void
tip_title (GtkWidget *widget)
{
  if (gtk_widget_get_has_tooltip (widget))
    return;
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (tell_title), NULL);
}

static void
name_nameless (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget) && !has_name (widget))
    name_expander (widget);
  else if (GTK_IS_LIST_BOX (widget) && !has_name (widget))
    name_list (widget);
  else if (ADW_IS_WINDOW_TITLE (widget) || ADW_IS_ENTRY_ROW (widget))
    tip_title (widget);
  else if (is_eye (widget))
    {
      name_eye (widget);
      g_signal_connect (widget, "notify::icon-name", G_CALLBACK (name_eye), NULL);
    }
}

/**
 * waybill_ui_name_password:
 * @row: an #AdwPasswordEntryRow
 * @name: what it is called: "Password of harbourfoods_client.pfx"
 *
 * Names the row and its field, and, when waybill_ui_name_lists() comes by, its eye. Main thread.
 */
void
waybill_ui_name_password (GtkWidget *row, const char *name)
{
  GtkEditable *field = gtk_editable_get_delegate (GTK_EDITABLE (row));

  g_object_set_data_full (G_OBJECT (row), NAME_KEY, g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (field != NULL)
    waybill_ui_name_widget (GTK_WIDGET (field), name);
}

/**
 * waybill_ui_name_lists:
 * @root: a widget
 *
 * Names what has no name below it: lists, rows that open, and the eye of password fields. Buttons stay as they are. Main
 * thread.
 */
void
waybill_ui_name_lists (GtkWidget *root)
{
  name_nameless (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    waybill_ui_name_lists (child);
}

/**
 * waybill_ui_name_buttons:
 * @root: a widget
 *
 * Names every button below it that has a mnemonic after its label, and what waybill_ui_name_lists() names. For templates,
 * once, after gtk_widget_init_template().
 */
void
waybill_ui_name_buttons (GtkWidget *root)
{
  const char *label = find_mnemonic (root);

  if (label != NULL)
    name_after_text (root, label, TRUE);
  else
    name_nameless (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    waybill_ui_name_buttons (child);
}

/**
 * waybill_ui_name_wrap_titles:
 * @root: a widget; what is below it counts too
 *
 * Lets titles of preferences groups take as many lines as they need: beside a button, in large text or at 360 pixels they
 * would be cut. Main thread.
 */
void
waybill_ui_name_wrap_titles (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "heading"))
    {
      gtk_label_set_ellipsize (GTK_LABEL (root), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (root), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (root), PANGO_WRAP_WORD_CHAR);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    waybill_ui_name_wrap_titles (child);
}
