/* The middle column of the certificate store's window. Rows stay as long as their certificate does; views, search and order
 * only hide and move them, so that selection and focus survive every change. It acts on nothing. */

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
static guint chosen_signal;

static const char *const sort_names[] = {
  [WAYBILL_UI_CERT_SORT_NAME] = "name",
  [WAYBILL_UI_CERT_SORT_END] = "end",
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

static gboolean
holds_row (WaybillUiCertList *self, WaybillUiCertView view, WaybillUiCertRow *row)
{
  WaybillCertEntry entry
      = { .certificate = waybill_ui_cert_row_get_certificate (row), .is_identity = waybill_ui_cert_row_is_identity (row) };

  return waybill_ui_cert_view_holds (view, &entry, waybill_ui_cert_row_get_users (row)->len);
}

/**
 * waybill_ui_cert_list_is_shown:
 * @self: a list
 * @row: one of its rows
 *
 * Returns: whether view and search let it through
 */
gboolean
waybill_ui_cert_list_is_shown (WaybillUiCertList *self, WaybillUiCertRow *row)
{
  return holds_row (self, self->view, row)
         && waybill_ui_cert_list_matches (waybill_ui_cert_row_get_label (row), waybill_ui_cert_row_get_certificate (row),
                                          waybill_ui_cert_row_get_users (row), waybill_ui_cert_list_get_query (self));
}

static int
compare_rows (GtkListBoxRow *one, GtkListBoxRow *other, gpointer user_data)
{
  WaybillUiCertRow *a = WAYBILL_UI_CERT_ROW (one);
  WaybillUiCertRow *b = WAYBILL_UI_CERT_ROW (other);

  return waybill_ui_cert_list_compare (waybill_ui_cert_row_get_label (a), waybill_ui_cert_row_get_certificate (a),
                                       waybill_ui_cert_row_get_label (b), waybill_ui_cert_row_get_certificate (b),
                                       WAYBILL_UI_CERT_LIST (user_data)->sort);
}

/**
 * waybill_ui_cert_list_get_shown_row:
 * @self: a list
 * @n: which
 *
 * Returns: (transfer none) (nullable): the nth row that view and search let through
 */
WaybillUiCertRow *
waybill_ui_cert_list_get_shown_row (WaybillUiCertList *self, guint n)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->certificates, i)) != NULL; i++)
    if (waybill_ui_cert_list_is_shown (self, WAYBILL_UI_CERT_ROW (row)) && n-- == 0)
      return WAYBILL_UI_CERT_ROW (row);
  return NULL;
}

static void
invalidate (WaybillUiCertList *self)
{
  GHashTableIter iter;
  gpointer row;

  /* Not a filter function: what that hides is still read out by screen readers. */
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    gtk_widget_set_visible (row, waybill_ui_cert_list_is_shown (self, row));
  gtk_list_box_invalidate_sort (self->certificates);
  waybill_ui_cert_list_update_page (self);
  waybill_ui_cert_list_select (self, self->selected);
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

  self->view = view;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), both);
  adw_window_title_set_title (self->title, waybill_ui_cert_view_get_title (view));
  adw_window_title_set_subtitle (self->title, waybill_ui_cert_view_get_subtitle (view));
  invalidate (self);
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

static void
refresh_row (WaybillUiCertList *self, const WaybillCertEntry *entry)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), fingerprint);
  GtkWidget *row = g_hash_table_lookup (self->rows, fingerprint);
  gboolean is_new = row == NULL;

  if (is_new)
    row = waybill_ui_cert_row_new ();
  waybill_ui_cert_row_show (WAYBILL_UI_CERT_ROW (row), entry, users);
  if (!is_new)
    return;
  g_hash_table_insert (self->rows, g_strdup (fingerprint), row);
  gtk_list_box_append (self->certificates, row);
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
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);
  GHashTableIter iter;
  gpointer fingerprint, row;

  self->selecting = TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &fingerprint, &row))
    if (waybill_cert_store_find_fingerprint (store, fingerprint) == NULL)
      {
        gtk_list_box_remove (self->certificates, row);
        g_hash_table_iter_remove (&iter);
      }
  for (guint i = 0; i < entries->len; i++)
    refresh_row (self, entries->pdata[i]);
  self->selecting = FALSE;
  invalidate (self);
}

/**
 * waybill_ui_cert_list_count:
 * @self: a list with its context
 * @view: a view
 * @needs_look: (out) (optional): whether something in it runs out soon or has run out
 *
 * Returns: how many stand in it; what is searched for does not count
 */
guint
waybill_ui_cert_list_count (WaybillUiCertList *self, WaybillUiCertView view, gboolean *needs_look)
{
  GHashTableIter iter;
  gpointer row;
  guint count = 0;
  gboolean ending = FALSE;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (holds_row (self, view, row))
      {
        count++;
        ending = ending || holds_row (self, WAYBILL_UI_CERT_VIEW_ENDING, row);
      }
  if (needs_look != NULL)
    *needs_look = ending;
  if (view == WAYBILL_UI_CERT_VIEW_PARTNERS)
    {
      g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));

      return partners->len;
    }
  return count;
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
  invalidate (self);
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
tell_chosen (WaybillUiCertList *self, GtkListBoxRow *row, gboolean opened)
{
  g_autofree char *fingerprint = NULL;

  if (row == NULL || self->selecting)
    return;
  fingerprint = g_strdup (waybill_ui_cert_row_get_fingerprint (WAYBILL_UI_CERT_ROW (row)));
  g_free (self->selected);
  self->selected = g_strdup (fingerprint);
  g_signal_emit (self, chosen_signal, 0, fingerprint, opened);
}

static void
row_selected (WaybillUiCertList *self, GtkListBoxRow *row)
{
  tell_chosen (self, row, FALSE);
}

static void
row_activated (WaybillUiCertList *self, GtkListBoxRow *row)
{
  tell_chosen (self, row, TRUE);
}

static void
partner_activated (WaybillUiCertList *self, GtkListBoxRow *row)
{
  waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_EDITOR,
                         g_object_get_data (G_OBJECT (row), "waybill-partner"), "certificate");
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
      self->sort = g_strcmp0 (g_value_get_string (value), sort_names[WAYBILL_UI_CERT_SORT_END]) == 0
                       ? WAYBILL_UI_CERT_SORT_END
                       : WAYBILL_UI_CERT_SORT_NAME;
      gtk_list_box_invalidate_sort (self->certificates);
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
  g_hash_table_remove_all (self->rows);
  G_OBJECT_CLASS (waybill_ui_cert_list_parent_class)->dispose (object);
}

static void
waybill_ui_cert_list_finalize (GObject *object)
{
  g_hash_table_unref (WAYBILL_UI_CERT_LIST (object)->rows);
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
  gtk_widget_class_bind_template_child (klass, WaybillUiCertList, partners);
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
  chosen_signal = g_signal_new ("chosen", WAYBILL_TYPE_UI_CERT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "cert-list.sort", "sort");
  gtk_widget_class_install_action (widget_class, "cert-list.clear-search", NULL, clear_search_action);
}

static void
waybill_ui_cert_list_init (WaybillUiCertList *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->certificates, compare_rows, self, NULL);
  waybill_ui_tame_list (self->certificates);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->certificates));
  g_signal_connect_swapped (self->certificates, "row-selected", G_CALLBACK (row_selected), self);
  g_signal_connect_swapped (self->certificates, "row-activated", G_CALLBACK (row_activated), self);
  g_signal_connect_swapped (self->partners, "row-activated", G_CALLBACK (partner_activated), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (invalidate), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_next), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (search_next), self);
  update_buttons (self);
}
