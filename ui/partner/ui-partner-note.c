/* The line under a field, and what every field of the editor gets: help, a name, and a moment at which it is looked at. It
 * judges nothing. */

#include "ui-partner-note-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-help.h"

struct _WaybillUiPartnerNote
{
  AdwPreferencesRow parent_instance;

  GtkImage *image;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerNote, waybill_ui_partner_note, ADW_TYPE_PREFERENCES_ROW)

static void
show (WaybillUiPartnerNote *self, GtkWidget *row, const char *text, gboolean is_problem)
{
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_image_set_from_icon_name (self->image, is_problem ? "dialog-error-symbolic" : "dialog-information-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->image), is_problem ? "accent" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->image), is_problem ? "error" : "accent");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (is_problem && text != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_problem && text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * waybill_ui_partner_note_show_problem:
 * @self: a note
 * @row: the field above it
 * @text: (nullable): why it cannot be so; %NULL: all is well
 */
void
waybill_ui_partner_note_show_problem (WaybillUiPartnerNote *self, GtkWidget *row, const char *text)
{
  show (self, row, text, TRUE);
}

/**
 * waybill_ui_partner_note_show_remark:
 * @self: a note
 * @row: the field above it
 * @text: what was changed in it
 */
void
waybill_ui_partner_note_show_remark (WaybillUiPartnerNote *self, GtkWidget *row, const char *text)
{
  show (self, row, text, FALSE);
}

/**
 * waybill_ui_partner_note_get_text:
 * @self: a note
 *
 * Returns: (nullable): what it says, %NULL while it is hidden
 */
const char *
waybill_ui_partner_note_get_text (WaybillUiPartnerNote *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label) : NULL;
}

static char *
dup_name (GtkWidget *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  GString *name = g_string_new (NULL);

  for (const char *at = title; *at != '\0'; at++)
    if (*at != '_')
      g_string_append_c (name, *at);
  return g_string_free (name, FALSE);
}

/* libadwaita's own icon buttons inside an entry row have no name. */
static void
name_icons (GtkWidget *widget, const char *row_name)
{
  const char *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;
  gboolean applies = icon != NULL && strstr (icon, "apply") != NULL;

  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL)
    {
      g_autofree char *name
          /* Translators: a field's title. */
          = g_strdup_printf (applies ? _ ("Take over: %s") : _ ("Show or hide: %s"), row_name);

      waybill_ui_name_widget (widget, name);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_icons (child, row_name);
}

/**
 * waybill_ui_partner_field_set_up:
 * @row: an editable row
 * @field: its record in words-field
 *
 * Lets F1 explain it, and names it and what is focused inside after its title, without the mnemonic's underline.
 */
void
waybill_ui_partner_field_set_up (GtkWidget *row, const char *field)
{
  g_autofree char *name = dup_name (row);
  GtkWidget *inside = NULL;

  waybill_ui_help_attach (row, field);
  waybill_ui_name_widget (row, name);
  if (ADW_IS_ENTRY_ROW (row))
    name_icons (row, name);
  if (GTK_IS_EDITABLE (row))
    inside = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  else if (ADW_IS_ACTION_ROW (row))
    inside = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
  if (inside != NULL)
    waybill_ui_name_widget (inside, name);
}

/**
 * waybill_ui_partner_expander_name:
 * @row: an expander row
 *
 * Its head is named by libadwaita; the row around it gets another name, for no two on a page are the same.
 */
void
waybill_ui_partner_expander_name (GtkWidget *row)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                           adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)));

  waybill_ui_name_widget (row, name);
}

typedef struct
{
  WaybillUiPartnerLeftFunc left;
  GtkWidget *page; /* lent: it owns the row that owns this, or it is that row */
  gpointer data;
} Left;

static void
tell (Left *left)
{
  if (!gtk_widget_in_destruction (left->page))
    left->left (left->data);
}

static void
watch (GtkWidget *row, WaybillUiPartnerLeftFunc left, GtkWidget *page, gpointer for_left)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Left *data = g_new0 (Left, 1);

  data->left = left;
  data->page = page;
  data->data = for_left;
  g_object_set_data_full (G_OBJECT (row), "waybill-left", data, g_free);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (tell), data);
  gtk_widget_add_controller (row, focus);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (tell), data);
}

/**
 * waybill_ui_partner_field_on_left:
 * @row: an entry row
 * @left: what looks at it
 * @page: for @left; it owns the row
 *
 * Not while somebody types: a half-written word is no mistake.
 */
void
waybill_ui_partner_field_on_left (GtkWidget *row, WaybillUiPartnerLeftFunc left, gpointer page)
{
  watch (row, left, page, page);
}

/**
 * waybill_ui_partner_field_on_row_left:
 * @row: an entry row
 * @left: what looks at it
 * @data: for @left; the row owns it
 *
 * Likewise, where no page stands behind the row.
 */
void
waybill_ui_partner_field_on_row_left (GtkWidget *row, WaybillUiPartnerLeftFunc left, gpointer data)
{
  watch (row, left, row, data);
}

static void
waybill_ui_partner_note_class_init (WaybillUiPartnerNoteClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
waybill_ui_partner_note_init (WaybillUiPartnerNote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_START,
                              "margin-top", 2, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, "hexpand",
                              TRUE, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
