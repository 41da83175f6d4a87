/* The middle column of the certificate store's window: views, search and order of what it holds. It acts on nothing. */

#include "ui-cert-list-private.h"

#include "ui-box.h"
#include "ui-shell.h"

G_DEFINE_FINAL_TYPE (WaybillUiCertList, waybill_ui_cert_list, ADW_TYPE_BIN)

enum
{
  PROP_FOLDED = 1,
  PROP_WIDE,
  PROP_OFFERS_IMPORT,
  PROP_SORT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static const char *const sort_names[] = {
  [WAYBILL_UI_CERT_SORT_NAME] = "name",
  [WAYBILL_UI_CERT_SORT_END] = "end",
  [WAYBILL_UI_CERT_SORT_ADDED] = "added",
};

/**
 * waybill_ui_cert_list_get_query:
 * @self: a list
 *
 * Returns: what is searched for; "" when nothing is
 */
const char *
waybill_ui_cert_list_get_query (WaybillUiCertList *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/**
 * waybill_ui_cert_list_invalidate:
 * @self: a list
 *
 * Looks at view and search again, then at the page. Main thread.
 */
void
waybill_ui_cert_list_invalidate (WaybillUiCertList *self)
{
  g_autofree char *selected = g_strdup (self->selected);

  if (self->context == NULL)
    return;
  self->selecting = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->selecting = FALSE;
  waybill_ui_cert_list_update_page (self);
  waybill_ui_cert_list_select (self, selected);
}

/* Where something else is found than before, not all of its rows are made at once. */
static void
search_changed (WaybillUiCertList *self)
{
  g_clear_pointer (&self->query, waybill_ui_cert_query_free);
  self->query = waybill_ui_cert_query_new (waybill_ui_cert_list_get_query (self));
  if (waybill_ui_cert_list_count_found (self) != g_list_model_get_n_items (self->sorted))
    waybill_ui_gate_begin_anew (self->gate);
  waybill_ui_cert_secrets_search (self->passwords, self->query);
  waybill_ui_cert_list_invalidate (self);
}

/**
 * waybill_ui_cert_list_set_context:
 * @self: a list
 * @context: what it shows
 *
 * Fills the list; called once. Main thread.
 */
void
waybill_ui_cert_list_set_context (WaybillUiCertList *self, WaybillUiContext *context)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_LIST (self));

  g_set_object (&self->context, context);
  waybill_ui_cert_secrets_set_context (self->passwords, context);
  waybill_ui_cert_list_refresh (self);
}

/**
 * waybill_ui_cert_list_set_view:
 * @self: a list with its context
 * @view: what it shall show
 *
 * Shows another view; the selection stays when it stands there too. Main thread.
 */
void
waybill_ui_cert_list_set_view (WaybillUiCertList *self, WaybillUiCertView view)
{
  g_autofree char *both
      = g_strdup_printf ("%s\n%s", waybill_ui_cert_view_get_title (view), waybill_ui_cert_view_get_subtitle (view));

  if (self->view != view)
    waybill_ui_gate_begin_anew (self->gate);
  self->view = view;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), both);
  adw_window_title_set_title (self->title, waybill_ui_cert_view_get_title (view));
  adw_window_title_set_subtitle (self->title, waybill_ui_cert_view_get_subtitle (view));
  if (view == WAYBILL_UI_CERT_VIEW_CARDS)
    waybill_ui_cert_list_look_for_cards (self);
  if (view == WAYBILL_UI_CERT_VIEW_PASSWORDS)
    waybill_ui_cert_secrets_refresh (self->passwords);
  waybill_ui_cert_list_invalidate (self);
}

/**
 * waybill_ui_cert_list_get_view:
 * @self: a list
 *
 * Returns: the view it shows
 */
WaybillUiCertView
waybill_ui_cert_list_get_view (WaybillUiCertList *self)
{
  return self->view;
}

/**
 * waybill_ui_cert_list_refresh:
 * @self: a list with its context
 *
 * Looks at the stores again. Main thread.
 */
void
waybill_ui_cert_list_refresh (WaybillUiCertList *self)
{
  self->selecting = TRUE;
  waybill_ui_cert_list_fill_items (self);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  self->selecting = FALSE;
  if (self->view == WAYBILL_UI_CERT_VIEW_PASSWORDS)
    waybill_ui_cert_secrets_refresh (self->passwords);
  waybill_ui_cert_list_invalidate (self);
}

/**
 * waybill_ui_cert_list_count:
 * @self: a list with its context
 * @view: a view
 * @needs_look: (out) (optional): whether something in it runs out soon or has run out
 *
 * Returns: how many stand in it; what is searched for does not count, and passwords are not counted
 */
guint
waybill_ui_cert_list_count (WaybillUiCertList *self, WaybillUiCertView view, gboolean *needs_look)
{
  g_autoptr (GPtrArray) partners = NULL;

  if (needs_look != NULL)
    *needs_look = self->ending[view];
  if (view != WAYBILL_UI_CERT_VIEW_PARTNERS)
    return self->counts[view];
  partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  return partners->len;
}

/**
 * waybill_ui_cert_list_search:
 * @self: a list
 *
 * Puts the focus into the search. Main thread.
 */
void
waybill_ui_cert_list_search (WaybillUiCertList *self)
{
  if (gtk_widget_get_visible (self->search_clamp))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * waybill_ui_cert_list_clear_search:
 * @self: a list
 *
 * Shows everything again; the focus goes to the list. Main thread.
 *
 * Returns: whether something was searched for
 */
gboolean
waybill_ui_cert_list_clear_search (WaybillUiCertList *self)
{
  if (*waybill_ui_cert_list_get_query (self) == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed (self);
  waybill_ui_cert_list_focus (self);
  return TRUE;
}

/**
 * waybill_ui_cert_list_get_header:
 * @self: the list
 *
 * Returns: (transfer none): its bar, so that the window can make all bars equally high
 */
GtkWidget *
waybill_ui_cert_list_get_header (WaybillUiCertList *self)
{
  return GTK_WIDGET (self->header);
}

/**
 * waybill_ui_cert_list_set_last:
 * @self: a list
 * @last: whether nothing stands beside it at its end
 *
 * Gives it the window's buttons, or takes them away. Main thread.
 */
void
waybill_ui_cert_list_set_last (WaybillUiCertList *self, gboolean last)
{
  adw_header_bar_set_show_end_title_buttons (self->header, last);
}

static void
search_stopped (WaybillUiCertList *self)
{
  if (!waybill_ui_cert_list_clear_search (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "cert.back", NULL);
}

static void
search_next (WaybillUiCertList *self)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
clear_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_cert_list_clear_search (WAYBILL_UI_CERT_LIST (widget));
}

static void
look_for_cards_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_cert_list_look_for_cards (WAYBILL_UI_CERT_LIST (widget));
}

static void
update_buttons (WaybillUiCertList *self)
{
  gtk_widget_set_visible (self->back_button, self->folded);
  adw_header_bar_set_show_start_title_buttons (self->header, self->folded);
}

static void
waybill_ui_cert_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiCertList *self = WAYBILL_UI_CERT_LIST (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    case PROP_OFFERS_IMPORT:
      g_value_set_boolean (value, self->offers_import);
      break;
    case PROP_SORT:
      g_value_set_string (value, sort_names[self->sort]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
set_sort (WaybillUiCertList *self, const char *name)
{
  self->sort = WAYBILL_UI_CERT_SORT_NAME;
  for (guint i = 0; i < WAYBILL_UI_CERT_N_SORTS; i++)
    if (g_strcmp0 (sort_names[i], name) == 0)
      self->sort = (WaybillUiCertSort) i;
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
waybill_ui_cert_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiCertList *self = WAYBILL_UI_CERT_LIST (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      update_buttons (self);
      break;
    case PROP_SORT:
      set_sort (self, g_value_get_string (value));
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_cert_list_dispose (GObject *object)
{
  WaybillUiCertList *self = WAYBILL_UI_CERT_LIST (object);

  /* Rows leave the selection while they go; nobody is to be told. */
  self->selecting = TRUE;
  g_clear_object (&self->context);
  g_clear_pointer (&self->selected, g_free);
  waybill_ui_cert_list_drop_items (self);
  G_OBJECT_CLASS (waybill_ui_cert_list_parent_class)->dispose (object);
}

static void
waybill_ui_cert_list_finalize (GObject *object)
{
  g_hash_table_unref (WAYBILL_UI_CERT_LIST (object)->items);
  waybill_ui_cert_query_free (WAYBILL_UI_CERT_LIST (object)->query);
  G_OBJECT_CLASS (waybill_ui_cert_list_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, WAYBILL_RESOURCE_PATH "/ui-cert-list.ui");
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, header);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, title);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, back_button);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, sort_button);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, search_clamp);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, search);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, pages);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, scrolled);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, certificates);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, table_shell);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, table_box);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, table_scrolled);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, partners);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, passwords);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, empty);
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, empty_button);
}

static void
waybill_ui_cert_list_class_init (WaybillUiCertListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = waybill_ui_cert_list_get_property;
  object_class->set_property = waybill_ui_cert_list_set_property;
  object_class->dispose = waybill_ui_cert_list_dispose;
  object_class->finalize = waybill_ui_cert_list_finalize;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_OFFERS_IMPORT] = g_param_spec_boolean ("offers-import", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, sort_names[0], flags | G_PARAM_READWRITE);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_signal_new ("chosen", WAYBILL_TYPE_UI_CERT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_BOOLEAN);
  g_signal_new ("counted", WAYBILL_TYPE_UI_CERT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_SECRETS);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "cert-list.sort", "sort");
  gtk_widget_class_install_action (widget_class, "cert-list.clear-search", NULL, clear_search_action);
  gtk_widget_class_install_action (widget_class, "cert-list.look-for-cards", NULL, look_for_cards_action);
}

static void
waybill_ui_cert_list_init (WaybillUiCertList *self)
{
  waybill_ui_cert_list_init_items (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_cert_list_init_rows (self);
  waybill_ui_cert_list_init_partners (self);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->certificates));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_next), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (search_next), self);
  update_buttons (self);
}
