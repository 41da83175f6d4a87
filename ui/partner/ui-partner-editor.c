/* The editor's window: the list of pages, the page that is shown, Save and the ways out. What is edited is the draft's. */

#include "ui-partner-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-help.h"
#include "ui-partner-list-private.h"
#include "ui-partner-pages-private.h"
#include "ui-partner-save-private.h"
#include "ui-shell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-readiness.h"

struct _WaybillUiPartnerEditor
{
  AdwWindow parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean leaving; /* what was typed may go */
  GtkWidget *pages[WAYBILL_PARTNER_N_PAGES];

  AdwToastOverlay *overlay;
  AdwLeaflet *leaflet;
  GtkWidget *list_side;
  GtkWidget *page_side;
  GtkWidget *list_header;
  GtkWidget *page_header;
  AdwWindowTitle *partner_title;
  AdwWindowTitle *page_title;
  GtkWidget *back_button;
  GtkWidget *save_button;
  GtkWidget *narrow_save_button;
  GtkWidget *check_button;
  GtkWidget *narrow_check_button;
  WaybillUiPartnerList *list;
  WaybillUiBox *failure_box;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerEditor, waybill_ui_partner_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  GtkWidget *(*make) (WaybillUiPartnerDraft *);
} page_rows[WAYBILL_PARTNER_N_PAGES] = {
  [WAYBILL_PARTNER_PAGE_CONNECTION] = { "connection", waybill_ui_partner_connection_new },
  [WAYBILL_PARTNER_PAGE_LOGIN] = { "login", waybill_ui_partner_login_new },
  [WAYBILL_PARTNER_PAGE_CERTIFICATE] = { "certificate", waybill_ui_partner_certificate_new },
  [WAYBILL_PARTNER_PAGE_TRUST] = { "trust", waybill_ui_partner_trust_new },
  [WAYBILL_PARTNER_PAGE_FOLDERS] = { "folders", waybill_ui_partner_folders_new },
};

static GtkWidget *
get_parent (WaybillUiPartnerEditor *self)
{
  return GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

/* An entry without text, or any. Hidden parts of an expander have no child-visible. */
static GtkWidget *
find_entry (GtkWidget *widget, gboolean empty)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget) || !gtk_widget_get_sensitive (widget))
    return NULL;
  if (ADW_IS_ENTRY_ROW (widget))
    return !empty || *gtk_editable_get_text (GTK_EDITABLE (widget)) == '\0' ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, empty);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * waybill_ui_partner_page_focus:
 * @page: one of the pages
 *
 * Moves the focus to its first empty field, to its first field, or to its first control; on the page Trust to its first
 * switch.
 */
void
waybill_ui_partner_page_focus (GtkWidget *page)
{
  GtkWidget *entry;

  if (WAYBILL_IS_UI_PARTNER_TRUST (page))
    {
      waybill_ui_partner_trust_focus (WAYBILL_UI_PARTNER_TRUST (page));
      return;
    }
  entry = find_entry (page, TRUE);
  if (entry != NULL && gtk_widget_grab_focus (entry))
    return;
  entry = find_entry (page, FALSE);
  /* Not with its text selected, where the next key would replace it. */
  if (entry == NULL || !gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)))))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
show_page (WaybillUiPartnerEditor *self, WaybillPartnerPage page)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* The stack would hand a focus it holds to the first field of the new page, and leave that one's text selected. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    gtk_root_set_focus (GTK_ROOT (self), NULL);
  gtk_stack_set_visible_child (self->stack, self->pages[page]);
  adw_window_title_set_title (self->page_title, waybill_words_readiness_title (page));
  waybill_ui_partner_list_select (self->list, page);
}

static void
open_page (WaybillUiPartnerEditor *self, WaybillPartnerPage page)
{
  show_page (self, page);
  adw_leaflet_set_visible_child (self->leaflet, self->page_side);
  waybill_ui_partner_page_focus (self->pages[page]);
}

/**
 * waybill_ui_partner_editor_show_page:
 * @self: an editor
 * @page: (nullable): "connection", "login", "certificate", "trust" or "folders"; anything else is the first
 *
 * Shows a page and moves the focus to it. Main thread.
 */
void
waybill_ui_partner_editor_show_page (WaybillUiPartnerEditor *self, const char *page)
{
  g_return_if_fail (WAYBILL_IS_UI_PARTNER_EDITOR (self));

  for (guint i = 0; i < WAYBILL_PARTNER_N_PAGES; i++)
    if (g_strcmp0 (page_rows[i].name, page) == 0)
      {
        open_page (self, i);
        return;
      }
  open_page (self, WAYBILL_PARTNER_PAGE_CONNECTION);
}

/* A partner may have been removed meanwhile. */
static gboolean
needs_saving (WaybillUiPartnerEditor *self)
{
  WaybillUiContext *context = waybill_ui_partner_draft_get_context (self->draft);
  const char *uuid = waybill_partner_get_uuid (waybill_ui_partner_draft_get_partner (self->draft));

  return waybill_ui_context_find_partner (context, uuid) == NULL || waybill_ui_partner_draft_is_changed (self->draft);
}

static void
show_blocker (WaybillUiPartnerEditor *self)
{
  const char *blocker = waybill_ui_partner_draft_get_blocker (self->draft, NULL);
  const char *name = waybill_partner_get_name (waybill_ui_partner_draft_get_partner (self->draft));
  gboolean named = waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_NAME) == NULL;
  const char *title = named ? name : _ ("New Partner");
  const char *check = blocker;

  if (check == NULL && needs_saving (self))
    check = _ ("Save, close and check step by step");
  else if (check == NULL)
    check = _ ("Close and check step by step");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", blocker == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.check", blocker == NULL);
  gtk_widget_set_tooltip_text (self->save_button, blocker != NULL ? blocker : _ ("Save and close (Ctrl+S)"));
  gtk_widget_set_tooltip_text (self->narrow_save_button, blocker != NULL ? blocker : _ ("Save and close (Ctrl+S)"));
  gtk_widget_set_tooltip_text (self->check_button, check);
  gtk_widget_set_tooltip_text (self->narrow_check_button, check);
  adw_window_title_set_title (self->partner_title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
leave (WaybillUiPartnerEditor *self)
{
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* (transfer full) (nullable): to be offered by the window that is seen next. */
static WaybillUiPartnerSaved *
save (WaybillUiPartnerEditor *self)
{
  g_autoptr (GError) error = NULL;
  WaybillUiPartnerSaved *saved;

  waybill_ui_partner_connection_settle (WAYBILL_UI_PARTNER_CONNECTION (self->pages[WAYBILL_PARTNER_PAGE_CONNECTION]));
  if (waybill_ui_partner_draft_get_blocker (self->draft, NULL) != NULL)
    return NULL;
  saved = waybill_ui_partner_save (self->draft, &error);
  if (saved == NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
      g_autofree char *body = waybill_words_to_body (words, " ");
      /* Translators: why the partner was not saved comes before it. */
      g_autofree char *text = g_strconcat (body, " ", _ ("What you typed is still here."), NULL);

      waybill_ui_box_set (self->failure_box, WAYBILL_UI_BOX_SHARP, _ ("The partner was not saved"), text);
      gtk_widget_set_visible (GTK_WIDGET (self->failure_box), TRUE);
      return NULL;
    }
  waybill_ui_partner_login_commit (WAYBILL_UI_PARTNER_LOGIN (self->pages[WAYBILL_PARTNER_PAGE_LOGIN]), get_parent (self));
  g_signal_emit (self, signals[SIGNAL_SAVED], 0,
                 waybill_partner_get_uuid (waybill_ui_partner_draft_get_partner (self->draft)));
  return saved;
}

static void
save_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiPartnerEditor *self = WAYBILL_UI_PARTNER_EDITOR (widget);
  WaybillUiPartnerSaved *saved = save (self);

  if (saved == NULL)
    return;
  waybill_ui_partner_saved_offer (saved, get_parent (self));
  leave (self);
}

/* The window that stands over the one below now; that one where none does. */
static GtkWidget *
find_speaker (GtkWidget *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL && parent != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (parent) && gtk_widget_get_visible (link->data)
        && !gtk_widget_in_destruction (link->data))
      return link->data;
  return parent;
}

static void
check_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiPartnerEditor *self = WAYBILL_UI_PARTNER_EDITOR (widget);
  g_autoptr (WaybillUiContext) context = g_object_ref (waybill_ui_partner_draft_get_context (self->draft));
  g_autofree char *uuid = g_strdup (waybill_partner_get_uuid (waybill_ui_partner_draft_get_partner (self->draft)));
  GtkWidget *parent = get_parent (self);
  WaybillUiPartnerSaved *saved = NULL;

  waybill_ui_partner_connection_settle (WAYBILL_UI_PARTNER_CONNECTION (self->pages[WAYBILL_PARTNER_PAGE_CONNECTION]));
  if (needs_saving (self) && (saved = save (self)) == NULL)
    return;
  /* The check stands over the window below, where it can open an editor of its own. */
  leave (self);
  waybill_ui_context_go (context, parent, WAYBILL_UI_PLACE_CHECK, uuid, NULL);
  /* It would cover what the window below says. */
  if (saved != NULL)
    waybill_ui_partner_saved_offer (saved, find_speaker (parent));
}

static void
cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave (WAYBILL_UI_PARTNER_EDITOR (widget));
}

static void
back_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiPartnerEditor *self = WAYBILL_UI_PARTNER_EDITOR (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_side);
}

static void
page_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_partner_editor_show_page (WAYBILL_UI_PARTNER_EDITOR (widget), g_variant_get_string (parameter, NULL));
}

static void
page_selected (WaybillUiPartnerEditor *self, int page)
{
  show_page (self, (WaybillPartnerPage) page);
}

static void
page_opened (WaybillUiPartnerEditor *self, int page)
{
  if (adw_leaflet_get_folded (self->leaflet))
    open_page (self, (WaybillPartnerPage) page);
  else
    show_page (self, (WaybillPartnerPage) page);
}

static void
discard (gpointer data)
{
  leave (data);
}

static gboolean
waybill_ui_partner_editor_close_request (GtkWindow *window)
{
  WaybillUiPartnerEditor *self = WAYBILL_UI_PARTNER_EDITOR (window);

  if (!self->leaving && waybill_ui_partner_draft_is_changed (self->draft))
    {
      waybill_ui_toast_offer (GTK_WIDGET (self), _ ("Not saved yet"), _ ("_Discard"), discard, g_object_ref (self),
                              g_object_unref);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (waybill_ui_partner_editor_parent_class)->close_request (window);
}

/* A page without a field takes no focus before it is seen; GTK would give it to a button of the header. */
static void
waybill_ui_partner_editor_map (GtkWidget *widget)
{
  WaybillUiPartnerEditor *self = WAYBILL_UI_PARTNER_EDITOR (widget);
  GtkWidget *focus;

  GTK_WIDGET_CLASS (waybill_ui_partner_editor_parent_class)->map (widget);
  focus = gtk_root_get_focus (GTK_ROOT (self));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    waybill_ui_partner_page_focus (gtk_stack_get_visible_child (self->stack));
}

static void
waybill_ui_partner_editor_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_EDITOR (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_editor_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "editor.back", NULL);
  for (guint i = 0; i < WAYBILL_PARTNER_N_PAGES; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "editor.page", "s", page_rows[i].name);
}

static void
waybill_ui_partner_editor_class_init (WaybillUiPartnerEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_editor_dispose;
  widget_class->map = waybill_ui_partner_editor_map;
  GTK_WINDOW_CLASS (klass)->close_request = waybill_ui_partner_editor_close_request;

  /**
   * WaybillUiPartnerEditor::saved:
   * @uuid: the partner's
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", WAYBILL_TYPE_UI_PARTNER_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_LIST);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, overlay);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, list_side);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, page_side);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, list_header);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, page_header);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, partner_title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, page_title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, narrow_save_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, check_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, narrow_check_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, failure_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerEditor, stack);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "editor.check", NULL, check_activated);
  gtk_widget_class_install_action (widget_class, "editor.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "editor.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "editor.page", "s", page_activated);
  add_keys (widget_class);
}

/* A bar with a subtitle is a little higher than one without. */
static void
level_headers (WaybillUiPartnerEditor *self)
{
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  gtk_size_group_add_widget (group, self->list_header);
  gtk_size_group_add_widget (group, self->page_header);
}

static void
waybill_ui_partner_editor_init (WaybillUiPartnerEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  level_headers (self);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_name_widget (self->back_button, _ ("Back to the pages"));
  waybill_ui_toast_install (GTK_WIDGET (self), self->overlay);
  waybill_ui_help_install (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "selected", G_CALLBACK (page_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (page_opened), self, G_CONNECT_SWAPPED);
}

/**
 * waybill_ui_partner_editor_new:
 * @context: what the window works with
 * @parent: (nullable): the window it stands over
 * @partner: (nullable): one of the context's partners, or %NULL for a new one
 * @page: (nullable): the page to begin with
 *
 * Main thread.
 *
 * Returns: (transfer none): an editor, to be presented; owned by GTK until it is closed
 */
WaybillUiPartnerEditor *
waybill_ui_partner_editor_new (WaybillUiContext *context, GtkWindow *parent, WaybillPartner *partner, const char *page)
{
  WaybillUiPartnerEditor *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_EDITOR, "transient-for", parent, NULL);

  self->draft = waybill_ui_partner_draft_new (context, partner);
  for (guint i = 0; i < WAYBILL_PARTNER_N_PAGES; i++)
    {
      self->pages[i] = page_rows[i].make (self->draft);
      gtk_stack_add_named (self->stack, self->pages[i], page_rows[i].name);
      waybill_ui_name_lists (self->pages[i]);
    }
  waybill_ui_partner_list_set_draft (self->list, self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (show_blocker), self, G_CONNECT_SWAPPED);
  show_blocker (self);
  waybill_ui_partner_editor_show_page (self, page);
  return self;
}
