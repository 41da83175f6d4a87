/* The page "Passwords" of the certificate store's window. It lists what the vault says is kept, and knows no password; what
 * is done with one stands in ui-cert-secrets-act. */

#include "ui-cert-secrets-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-cert-kept-row.h"
#include "ui-cert-password.h"
#include "ui-gate.h"
#include "words-secret.h"

#define FIRST_ROWS 24

struct _WaybillUiCertSecrets
{
  AdwBin parent_instance;

  WaybillUiBox *state;
  GtkWidget *unlock_button;
  GtkWidget *lock_button;
  GtkStack *pages;
  AdwStatusPage *empty;
  GtkScrolledWindow *scrolled;
  GtkListView *view;

  WaybillUiContext *context;
  GListStore *all; /* WaybillUiCertKept */
  GtkFilter *filter;
  GListModel *found;
  const WaybillUiCertQuery *query; /* (nullable): lent by the search of the window, until the next one */
  guint generation;                /* of what was asked; answers to an earlier question are dropped */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertSecrets, waybill_ui_cert_secrets, ADW_TYPE_BIN)

static const struct
{
  WaybillUiBoxMood mood;
  const char *title;
  const char *text;
} states[] = {
  [WAYBILL_SECRET_KEYRING_OPEN] = { WAYBILL_UI_BOX_CALM, N_ ("Passwords are kept in the keyring of this desktop"),
                                    N_ ("What is not kept there is asked for when it is needed.") },
  [WAYBILL_SECRET_KEYRING_LOCKED]
  = { WAYBILL_UI_BOX_WARN, N_ ("The keyring is locked"),
      N_ ("What it keeps can be seen and used when it is open. Until then passwords are asked for.") },
  [WAYBILL_SECRET_KEYRING_ABSENT] = { WAYBILL_UI_BOX_WARN, N_ ("No keyring is running"),
                                      N_ ("Passwords cannot be kept. They are asked for and stay in memory only.") },
  [WAYBILL_SECRET_KEYRING_UNUSED]
  = { WAYBILL_UI_BOX_CALM, N_ ("Passwords of a rehearsal stay in memory"), N_ ("They are forgotten when it ends.") },
};

static void
show_page (WaybillUiCertSecrets *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->all)) > 0;
  gboolean found = g_list_model_get_n_items (self->found) > 0;

  adw_status_page_set_title (self->empty, any ? _ ("Nothing matches") : _ ("No password is kept"));
  adw_status_page_set_description (self->empty, any ? _ ("No password that is kept belongs to what is searched for.")
                                                    : _ ("Those that you let Waybill keep stand here."));
  /* Where there is little room the page itself scrolls, and has the focus for it. */
  waybill_ui_name_widget (gtk_widget_get_first_child (GTK_WIDGET (self->empty)), adw_status_page_get_title (self->empty));
  gtk_stack_set_visible_child_name (self->pages, found ? "list" : "empty");
}

static void
show_state (WaybillUiCertSecrets *self)
{
  WaybillSecretKeyring keyring = waybill_ui_context_get_keyring (self->context);

  waybill_ui_box_set (self->state, states[keyring].mood, _ (states[keyring].title), _ (states[keyring].text));
  gtk_widget_set_visible (self->unlock_button, keyring == WAYBILL_SECRET_KEYRING_LOCKED);
}

typedef struct
{
  GWeakRef page;
  guint generation;
} Question;

static int
compare (gconstpointer one, gconstpointer other)
{
  return waybill_ui_cert_kept_compare (*(gconstpointer *) one, *(gconstpointer *) other);
}

/* The item that stands there already, if it says the same: its row and the focus stay. */
static WaybillUiCertKept *
take_same (WaybillUiCertSecrets *self, WaybillUiCertKept *fresh)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->all));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillUiCertKept) item = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      if (!waybill_ui_cert_kept_equal (item, fresh))
        continue;
      g_object_unref (fresh);
      return g_steal_pointer (&item);
    }
  return fresh;
}

static void
take (WaybillUiCertSecrets *self, GPtrArray *kept)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (items, take_same (self, waybill_ui_cert_kept_new (self->context, kept->pdata[i])));
  g_ptr_array_sort (items, compare);
  g_list_store_splice (self->all, 0, g_list_model_get_n_items (G_LIST_MODEL (self->all)), items->pdata, items->len);
  show_page (self);
  /* The row that had it may be gone. */
  if (had_focus && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->lock_button);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (WaybillUiCertSecrets) self = g_weak_ref_get (&question->page);
  g_autoptr (GPtrArray) kept = waybill_secret_vault_list_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  if (self != NULL && self->context != NULL && self->generation == question->generation && kept != NULL)
    take (self, kept);
  g_weak_ref_clear (&question->page);
  g_free (question);
}

/**
 * waybill_ui_cert_secrets_refresh:
 * @self: a page with its context
 *
 * Asks the vault which passwords are kept. Main thread.
 */
void
waybill_ui_cert_secrets_refresh (WaybillUiCertSecrets *self)
{
  Question *question = g_new0 (Question, 1);

  g_return_if_fail (WAYBILL_IS_UI_CERT_SECRETS (self));

  show_state (self);
  g_weak_ref_init (&question->page, self);
  question->generation = ++self->generation;
  waybill_secret_vault_list_async (waybill_ui_context_get_vault (self->context), NULL, listed, question);
}

/**
 * waybill_ui_cert_secrets_search:
 * @self: a page
 * @query: what was typed; lent until the next one
 *
 * Shows what it finds. Main thread.
 */
void
waybill_ui_cert_secrets_search (WaybillUiCertSecrets *self, const WaybillUiCertQuery *query)
{
  self->query = query;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_page (self);
}

static void
keyring_changed (WaybillUiCertSecrets *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    waybill_ui_cert_secrets_refresh (self);
}

/**
 * waybill_ui_cert_secrets_set_context:
 * @self: a page
 * @context: whose vault it shows
 *
 * Called once. Main thread.
 */
void
waybill_ui_cert_secrets_set_context (WaybillUiCertSecrets *self, WaybillUiContext *context)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_SECRETS (self));

  g_set_object (&self->context, context);
  g_signal_connect_object (context, "notify::keyring", G_CALLBACK (keyring_changed), self, G_CONNECT_SWAPPED);
}

static gboolean
is_found (gpointer item, gpointer user_data)
{
  WaybillUiCertSecrets *self = WAYBILL_UI_CERT_SECRETS (user_data);

  return self->query == NULL || waybill_ui_cert_kept_matches (item, self->query);
}

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiContext) context = user_data;

  waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  waybill_ui_context_probe_keyring (context);
}

/* Forgetting makes a locked keyring ask its own question, each time; what is forgotten does not exist. */
static void
unlock (WaybillUiCertSecrets *self)
{
  const WaybillSecretKey nobody
      = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "00000000-0000-0000-0000-000000000000", NULL };

  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (self->context), &nobody, NULL, unlocked,
                                     g_object_ref (self->context));
}

static void
lock (WaybillUiCertSecrets *self)
{
  waybill_ui_cert_secrets_lock (GTK_WIDGET (self), self->context);
}

static void
row_wants_forget (WaybillUiCertSecrets *self, WaybillUiCertKept *kept)
{
  waybill_ui_cert_secrets_forget (GTK_WIDGET (self), self->context, kept);
}

static void
row_wants_enter (WaybillUiCertSecrets *self, WaybillUiCertKept *kept)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (waybill_ui_cert_password_new (self->context, GTK_WINDOW (root), kept)));
}

static void
set_up_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiCertSecrets *self)
{
  GtkWidget *row = waybill_ui_cert_kept_row_new ();

  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
  g_signal_connect_object (row, "forget", G_CALLBACK (row_wants_forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "enter", G_CALLBACK (row_wants_enter), self, G_CONNECT_SWAPPED);
}

static void
bind_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiCertSecrets *self)
{
  waybill_ui_cert_kept_row_set (WAYBILL_UI_CERT_KEPT_ROW (gtk_list_item_get_child (list_item)),
                                gtk_list_item_get_item (list_item));
}

static void
init_rows (WaybillUiCertSecrets *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (WaybillUiGate) gate = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->all = g_list_store_new (WAYBILL_TYPE_UI_CERT_KEPT);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));
  self->found = G_LIST_MODEL (
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)), GTK_FILTER (g_object_ref (self->filter))));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, 0);
  gtk_list_view_set_factory (self->view, factory);
  gate = waybill_ui_gate_new (self->found, FIRST_ROWS);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (gate))));
  gtk_list_view_set_model (self->view, selection);
  waybill_ui_keep_page (self->scrolled);
}

static void
waybill_ui_cert_secrets_dispose (GObject *object)
{
  WaybillUiCertSecrets *self = WAYBILL_UI_CERT_SECRETS (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_cert_secrets_parent_class)->dispose (object);
}

static void
waybill_ui_cert_secrets_class_init (WaybillUiCertSecretsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_secrets_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-secrets.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, state);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, lock_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, pages);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, empty);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertSecrets, view);
  gtk_widget_class_bind_template_callback (widget_class, unlock);
  gtk_widget_class_bind_template_callback (widget_class, lock);
}

static void
waybill_ui_cert_secrets_init (WaybillUiCertSecrets *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
  init_rows (self);
  show_page (self);
}
