/* What stands in one cell of a list. GtkInscription instead of GtkLabel: its size does not follow its text, so that rows
 * coming by measure nothing. */

#include "ui-browser-cell.h"

#include <glib/gi18n.h>

#include "ui-browser-row.h"

#include "words-browser.h"
#include "words-time.h"

struct _WaybillUiBrowserCell
{
  GtkBox parent_instance;

  WaybillUiBrowserCellKind kind;
  GtkListItem *item;
  GIcon *shown_icon; /* lent: of the kinds */
  GtkWidget *icon, *text, *line, *check, *arrow;
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserCell, waybill_ui_browser_cell, GTK_TYPE_BOX)

static char *
dup_modified (const WaybillRemoteEntry *entry)
{
  return entry->mtime != WAYBILL_REMOTE_NO_TIME ? waybill_words_browser_time (entry->mtime) : NULL;
}

static char *
dup_size (const WaybillRemoteEntry *entry)
{
  return entry->type != WAYBILL_REMOTE_ENTRY_DIR && entry->size >= 0 ? waybill_words_size (entry->size) : NULL;
}

/* GTK names a row after what stands in it, column by column: this says it in one go. The row is the cell's parent, or its
 * parent's. */
static void
name_row (WaybillUiBrowserCell *self, const WaybillRemoteEntry *entry, const char *name, const char *kind)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *size = dup_size (entry);
  g_autofree char *modified = dup_modified (entry);
  g_autofree char *label = waybill_words_browser_row (name, kind, size, modified);

  if (self->kind == WAYBILL_UI_BROWSER_CELL_NAME && row != NULL)
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_icon (WaybillUiBrowserCell *self, GIcon *icon)
{
  if (self->shown_icon == icon)
    return;
  self->shown_icon = icon;
  gtk_image_set_from_gicon (GTK_IMAGE (self->icon), icon);
}

static void
show_second_line (WaybillUiBrowserCell *self, const WaybillRemoteEntry *entry, const char *kind)
{
  g_autofree char *size = dup_size (entry);
  g_autofree char *modified = dup_modified (entry);
  gboolean folder = entry->type == WAYBILL_REMOTE_ENTRY_DIR;
  g_autofree char *line = waybill_words_browser_second_line (folder ? _ ("Folder") : size != NULL ? size : kind, modified);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), line);
  gtk_widget_set_visible (self->check, !folder && entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE);
  gtk_widget_set_visible (self->arrow, folder);
}

static void
name_check (WaybillUiBrowserCell *self, const char *name)
{
  /* Translators: of a check button; a file's name. */
  g_autofree char *label = g_strdup_printf (_ ("Mark %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bind_name (WaybillUiBrowserCell *self, WaybillUiBrowserRow *row, WaybillUiBrowserKinds *kinds)
{
  const WaybillRemoteEntry *entry = waybill_ui_browser_row_get_entry (row);
  const WaybillUiBrowserKind *kind = waybill_ui_browser_kinds_get (kinds, entry);
  g_autofree char *name = waybill_ui_browser_row_dup_display (row);

  show_icon (self, kind->icon);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), name);
  name_row (self, entry, name, kind->word);
  if (self->kind == WAYBILL_UI_BROWSER_CELL_NARROW)
    {
      show_second_line (self, entry, kind->word);
      name_check (self, name);
    }
}

/**
 * waybill_ui_browser_cell_bind:
 * @kind: which column
 * @item: an item with a child of waybill_ui_browser_cell_new(), and a row
 * @kinds: icons and words
 *
 * Shows the row.
 */
void
waybill_ui_browser_cell_bind (WaybillUiBrowserCellKind kind, GtkListItem *item, WaybillUiBrowserKinds *kinds)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  WaybillUiBrowserRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = NULL;

  switch (kind)
    {
    case WAYBILL_UI_BROWSER_CELL_SIZE:
      text = dup_size (waybill_ui_browser_row_get_entry (row));
      break;
    case WAYBILL_UI_BROWSER_CELL_MODIFIED:
      text = dup_modified (waybill_ui_browser_row_get_entry (row));
      break;
    case WAYBILL_UI_BROWSER_CELL_NAME:
    case WAYBILL_UI_BROWSER_CELL_NARROW:
    default:
      bind_name (WAYBILL_UI_BROWSER_CELL (child), row, kinds);
      return;
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
}

GtkListItem *
waybill_ui_browser_cell_get_item (WaybillUiBrowserCell *self)
{
  return self->item;
}

/* Presentation: the row's own name says it all, and once. */
static GtkWidget *
inscription_new (guint chars, float xalign, GtkInscriptionOverflow overflow)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), chars);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), overflow);
  gtk_widget_set_hexpand (text, TRUE);
  return text;
}

/* Asked for when the pointer rests: setting a tooltip beforehand would ask the display where the pointer is, for every row.
 */
static gboolean
query_tooltip (GtkInscription *text, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_inscription_get_text (text));
  return gtk_inscription_get_text (text) != NULL;
}

static GtkWidget *
number_new (guint chars, float xalign)
{
  GtkWidget *text = inscription_new (chars, xalign, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);

  gtk_widget_add_css_class (text, "numeric");
  return text;
}

/* Pressing the row marks it: the check only shows that it is. */
static void
build_narrow (WaybillUiBrowserCell *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  self->line = inscription_new (6, 0, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->line, "dim-label");
  gtk_widget_add_css_class (self->line, "caption");
  gtk_widget_add_css_class (self->line, "numeric");
  gtk_widget_set_has_tooltip (self->line, TRUE);
  g_signal_connect (self->line, "query-tooltip", G_CALLBACK (query_tooltip), NULL);
  gtk_box_append (GTK_BOX (lines), self->text);
  gtk_box_append (GTK_BOX (lines), self->line);
  gtk_box_append (GTK_BOX (self), lines);
  self->check = gtk_check_button_new ();
  gtk_widget_set_can_target (self->check, FALSE);
  gtk_widget_set_focusable (self->check, FALSE);
  g_object_bind_property (self->item, "selected", self->check, "active", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self), self->check);
  self->arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, "margin-end", 4, NULL);
  gtk_box_append (GTK_BOX (self), self->arrow);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, 48);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 8);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 8);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

/**
 * waybill_ui_browser_cell_new:
 * @kind: which column
 * @item: the list item that will hold it
 *
 * Returns: (transfer floating): what stands in this column: a cell for the first, for the others only their text
 */
GtkWidget *
waybill_ui_browser_cell_new (WaybillUiBrowserCellKind kind, GtkListItem *item)
{
  WaybillUiBrowserCell *self;

  if (kind == WAYBILL_UI_BROWSER_CELL_SIZE)
    return number_new (8, 1);
  if (kind == WAYBILL_UI_BROWSER_CELL_MODIFIED)
    return number_new (14, 0);
  self = g_object_new (WAYBILL_TYPE_UI_BROWSER_CELL, "spacing", 8, NULL);
  self->kind = kind;
  self->item = item;
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (self), self->icon);
  self->text = inscription_new (6, 0, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE);
  gtk_widget_set_has_tooltip (self->text, TRUE);
  g_signal_connect (self->text, "query-tooltip", G_CALLBACK (query_tooltip), NULL);
  if (kind == WAYBILL_UI_BROWSER_CELL_NARROW)
    build_narrow (self);
  else
    gtk_box_append (GTK_BOX (self), self->text);
  return GTK_WIDGET (self);
}

static void
waybill_ui_browser_cell_class_init (WaybillUiBrowserCellClass *klass)
{
}

static void
waybill_ui_browser_cell_init (WaybillUiBrowserCell *self)
{
}
