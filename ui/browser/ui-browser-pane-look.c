/* What a pane shows of itself: its names, its foot with the one button, the box of what did not work, and the look for
 * little room. */

#include "ui-browser-pane-private.h"

#include <glib/gi18n.h>

#include "remote-path.h"
#include "words-transfer.h"

static gboolean
shows_list (WaybillUiBrowserPane *self)
{
  gboolean listing_first = self->listing != NULL && waybill_ui_browser_model_get_n_entries (self->model) == 0;

  return self->place != NULL && self->error == NULL && !listing_first && !waybill_ui_browser_model_is_raw (self->model);
}

static void
show_sum (WaybillUiBrowserPane *self, guint n_selected, gint64 size)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = shows_list (self) ? waybill_words_transfer_selected (n_selected, n, size) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (self->sum), text);
  gtk_widget_set_tooltip_text (self->sum, *text != '\0' ? text : NULL);
}

/* Grey, it says why. */
static void
show_transfer (WaybillUiBrowserPane *self, gboolean able)
{
  gboolean remote = waybill_ui_browser_pane_is_remote (self);
  const char *verb = remote ? _ ("Fetch") : _ ("Send");

  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->transfer_content), verb);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (self->transfer_content),
                                    remote ? "folder-download-symbolic" : "document-send-symbolic");
  waybill_ui_name_widget (self->transfer, remote ? _ ("Fetch what is selected") : _ ("Send what is selected"));
  if (able)
    gtk_widget_set_tooltip_text (self->transfer, self->primary ? remote ? _ ("Fetch what is selected (Ctrl+Return)")
                                                                        : _ ("Send what is selected (Ctrl+Return)")
                                                               : NULL);
  else
    gtk_widget_set_tooltip_text (self->transfer, remote ? _ ("Select files to fetch") : _ ("Select files to send"));
  if (self->primary)
    gtk_widget_add_css_class (self->transfer, "suggested-action");
  else
    gtk_widget_remove_css_class (self->transfer, "suggested-action");
}

void
waybill_ui_browser_pane_update_foot (WaybillUiBrowserPane *self)
{
  gint64 size = 0;
  guint n_selected = waybill_ui_browser_model_get_selected (self->model, &size);
  gboolean able = n_selected > 0 && shows_list (self);
  gboolean primary = able && self->focused;
  gboolean changed = primary != self->primary;

  self->primary = primary;
  show_sum (self, n_selected, size);
  show_transfer (self, able);
  waybill_ui_browser_pane_show_actions (self);
  if (changed)
    g_object_notify (G_OBJECT (self), "primary");
}

/**
 * waybill_ui_browser_pane_update:
 * @self: a pane
 *
 * Shows where it is and what is selected.
 */
void
waybill_ui_browser_pane_update (WaybillUiBrowserPane *self)
{
  if (self->folder != NULL)
    waybill_ui_browser_path_set_folder (WAYBILL_UI_BROWSER_PATH (self->path), self->folder, self->home,
                                        waybill_ui_browser_pane_is_remote (self));
  waybill_ui_browser_pane_update_foot (self);
}

/**
 * waybill_ui_browser_pane_drop_note:
 * @self: a pane
 *
 * What did not work before is not of interest any more.
 */
void
waybill_ui_browser_pane_drop_note (WaybillUiBrowserPane *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->note_revealer), FALSE);
  gtk_widget_set_visible (self->note_revealer, FALSE);
}

/**
 * waybill_ui_browser_pane_say_failed:
 * @self: a pane
 * @error: why a change did not work
 * @path: what it was about
 * @words: it in words
 *
 * Says it in a box over the list.
 */
void
waybill_ui_browser_pane_say_failed (WaybillUiBrowserPane *self,
                                    const GError *error,
                                    const char *path,
                                    const WaybillWords *words)
{
  g_autofree char *text = g_strjoin (" ", words->sentence, words->reason != NULL ? words->reason : words->next,
                                     words->reason != NULL ? words->next : NULL, NULL);

  if (words->server_words != NULL)
    {
      g_autofree char *said = waybill_remote_path_dup_display (words->server_words);
      g_autofree char *own = g_steal_pointer (&text);

      /* Translators: sentences about what did not work, and what the server said. */
      text = g_strdup_printf (_ ("%s The server said: “%s”."), own, said);
    }
  waybill_ui_box_set (WAYBILL_UI_BOX (self->note), WAYBILL_UI_BOX_WARN, words->title, text);
  gtk_widget_set_visible (self->note_revealer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->note_revealer), TRUE);
  waybill_ui_browser_pane_emit_failed (self, error, path);
}

/* Two lines a row where the whole window is small, or this pane of it. */
void
waybill_ui_browser_pane_show_narrow (WaybillUiBrowserPane *self)
{
  gtk_widget_set_visible (self->head, !self->narrow);
  gtk_widget_set_margin_top (self->path, self->narrow ? 10 : 0);
  g_object_set (self->path, "narrow", self->narrow, NULL);
  waybill_ui_browser_list_set_narrow (WAYBILL_UI_BROWSER_LIST (self->list),
                                      self->narrow || waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (self->shell)));
}

/* The focus may be in a strip, or nowhere: then the last pane that had it is still the one that is meant. */
void
waybill_ui_browser_pane_focus_moved (WaybillUiBrowserPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *pane = focus != NULL ? gtk_widget_get_ancestor (focus, WAYBILL_TYPE_UI_BROWSER_PANE) : NULL;

  if (pane == NULL || self->focused == (pane == GTK_WIDGET (self)))
    return;
  self->focused = pane == GTK_WIDGET (self);
  waybill_ui_browser_pane_update_foot (self);
}

void
waybill_ui_browser_pane_name_parts (WaybillUiBrowserPane *self)
{
  static const struct
  {
    gsize offset;
    const char *tooltip; /* NULL: its label says it */
    const char *name;
  } parts[] = {
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, up), N_ ("Parent folder (Alt+Up)"), N_ ("Go to the parent folder, %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, refresh), N_ ("List again (F5)"), N_ ("List again, %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, menu), N_ ("More for this folder"), N_ ("More for %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, stop), NULL, N_ ("Stop listing, %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, try_again), NULL, N_ ("Try again, %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, note_close), NULL, N_ ("Close this remark, %s") },
    { G_STRUCT_OFFSET (WaybillUiBrowserPane, copy_raw), NULL, N_ ("Copy for the help desk, %s") },
  };
  /* Translators: a list of files; "This computer" or a partner's name. */
  g_autofree char *list_name = g_strdup_printf (_ ("Files, %s"), self->title);
  g_autofree char *filter_name = g_strdup_printf (_ ("Show only names with, %s"), self->title);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *part = G_STRUCT_MEMBER (GtkWidget *, self, parts[i].offset);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_autofree char *name = g_strdup_printf (_ (parts[i].name), self->title);
#pragma GCC diagnostic pop

      if (parts[i].tooltip != NULL)
        gtk_widget_set_tooltip_text (part, _ (parts[i].tooltip));
      waybill_ui_name_widget (part, name);
    }
  waybill_ui_name_widget (self->filter_entry, filter_name);
  waybill_ui_browser_path_set_name (WAYBILL_UI_BROWSER_PATH (self->path), self->title);
  waybill_ui_browser_list_set_name (WAYBILL_UI_BROWSER_LIST (self->list), list_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
}

void
waybill_ui_browser_pane_show_place (WaybillUiBrowserPane *self)
{
  gboolean remote = waybill_ui_browser_pane_is_remote (self);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), remote ? "folder-remote-symbolic" : "computer-symbolic");
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), remote ? _ ("Drop files here to send them")
                                                                         : _ ("Drop files of a partner here to fetch them"));
  waybill_ui_browser_pane_make_menus (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->place != NULL);
}

void
waybill_ui_browser_pane_add_note_button (WaybillUiBrowserPane *self)
{
  self->note_close = gtk_button_new_with_label (_ ("Close"));
  gtk_widget_set_halign (self->note_close, GTK_ALIGN_START);
  g_signal_connect_swapped (self->note_close, "clicked", G_CALLBACK (waybill_ui_browser_pane_drop_note), self);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (self->note)), self->note_close);
}
