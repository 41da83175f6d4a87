/* Names for screen readers. GTK 4.8 names what has no name after its class; nobody wants to hear that. */

#include "ui-name.h"

#include <glib/gi18n.h>

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

static void
name_eye (GtkWidget *eye)
{
  const char *icon = gtk_button_get_icon_name (GTK_BUTTON (eye));

  waybill_ui_name_widget (eye, g_strcmp0 (icon, "view-conceal-symbolic") == 0 ? _ ("Hide the password")
                                                                              : _ ("Show the password"));
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

static void
name_nameless (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget) && !has_name (widget))
    name_expander (widget);
  else if (GTK_IS_LIST_BOX (widget) && !has_name (widget))
    name_list (widget);
  else if (is_eye (widget))
    {
      name_eye (widget);
      g_signal_connect (widget, "notify::icon-name", G_CALLBACK (name_eye), NULL);
    }
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
