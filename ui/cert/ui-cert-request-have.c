/* The store's own certificates stand there at once; folders are searched when the person says so, one after the other, and
 * what they gave stays. */

#include "ui-cert-request-have.h"

#include "remote-path.h"
#include "ui-box.h"
#include "ui-cert-request-search.h"
#include "ui-file.h"
#include "ui-pair.h"
#include "ui-state.h"
#include "words-request.h"

#include <glib/gi18n.h>

/* More nobody looks through here, and a window that opens with them hesitates. */
#define MAX_ENTRIES 30

/* A folder that was suggested or chosen. */
typedef struct
{
  GFile *folder;
  AdwActionRow *row;
  GtkWidget *button;
} Place;

struct _WaybillUiCertRequestHave
{
  WaybillUiAssistantPage parent_instance;

  WaybillUiContext *context;
  char *partner;         /* (nullable): UUID */
  GPtrArray *all_places; /* Place */
  GPtrArray *searches;   /* WaybillCertSearch: they own the hits */
  GPtrArray *all_hits;   /* WaybillCertHit, as shown */
  GCancellable *running; /* (nullable) */
  guint looking_at;      /* index of the place that is searched */

  AdwPreferencesGroup *store_group;
  GtkListBox *entries;
  AdwPreferencesGroup *places_group;
  GtkListBox *places;
  GtkWidget *choose_button;
  GtkWidget *stop_button;
  GtkWidget *searching;
  GtkSpinner *spinner;
  GtkWidget *hits_group;
  GtkListBox *hits;
  WaybillUiBox *none;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRequestHave, waybill_ui_cert_request_have, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

enum
{
  SIGNAL_USE_ENTRY,
  SIGNAL_USE_FILES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define SUBJECT_KEY "waybill-subject"

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->folder);
  g_free (place);
}

static WaybillPartner *
get_partner (WaybillUiCertRequestHave *self)
{
  return self->partner != NULL ? waybill_ui_context_find_partner (self->context, self->partner) : NULL;
}

static gboolean
is_good (WaybillCertCertificate *certificate)
{
  return waybill_cert_search_judge (certificate) == 0;
}

/* Rows */

static GtkWidget *
new_row (const char *title, const char *subtitle, WaybillUiState state)
{
  GtkWidget *row = waybill_ui_assistant_page_new_row (NULL, title, subtitle);
  GtkWidget *image = gtk_image_new ();

  g_object_set (row, "title-lines", 0, "subtitle-lines", 0, NULL);
  waybill_ui_state_show (GTK_IMAGE (image), state, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label, const char *name, GCallback clicked, gpointer self)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "valign", GTK_ALIGN_CENTER, NULL);

  waybill_ui_name_widget (button, name);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
entry_clicked (GtkButton *button, WaybillUiCertRequestHave *self)
{
  g_signal_emit (self, signals[SIGNAL_USE_ENTRY], 0, g_object_get_data (G_OBJECT (button), SUBJECT_KEY));
}

static void
add_entry (WaybillUiCertRequestHave *self, const WaybillCertEntry *entry)
{
  WaybillPartner *partner = get_partner (self);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  gboolean is_used = partner != NULL && g_strcmp0 (waybill_partner_get_identity (partner), fingerprint) == 0;
  g_autofree char *fit = waybill_words_request_fit (entry->certificate);
  g_autofree char *used
      = is_used ? g_strdup_printf (_ ("%s · %s uses it now"), fit, waybill_partner_get_name (partner)) : NULL;
  g_autofree char *name = g_strdup_printf (_ ("Use %s"), entry->label);
  GtkWidget *row = new_row (entry->label, used != NULL ? used : fit,
                            is_good (entry->certificate) ? WAYBILL_UI_STATE_READY : WAYBILL_UI_STATE_LEFT_OUT);
  GtkWidget *button;

  if (!is_used && is_good (entry->certificate))
    {
      button = add_button (row, _ ("Use This One"), name, G_CALLBACK (entry_clicked), self);
      g_object_set_data_full (G_OBJECT (button), SUBJECT_KEY, g_strdup (fingerprint), g_free);
    }
  gtk_list_box_append (self->entries, row);
}

/* (transfer container): ours: what the partner uses now, then what could log in, then the others. has_good: (out). */
static GPtrArray *
list_entries (WaybillUiCertRequestHave *self, gboolean *has_good)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (waybill_ui_context_get_certificates (self->context));
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  WaybillPartner *partner = get_partner (self);
  const char *used = partner != NULL ? waybill_partner_get_identity (partner) : NULL;
  GPtrArray *ours = g_ptr_array_new ();

  *has_good = FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      WaybillCertEntry *entry = entries->pdata[i];
      gboolean good = is_good (entry->certificate);

      if (!entry->is_identity)
        continue;
      *has_good = *has_good || good;
      if (g_strcmp0 (waybill_cert_certificate_get_fingerprint (entry->certificate), used) == 0)
        g_ptr_array_insert (ours, 0, entry);
      else
        g_ptr_array_add (good ? ours : others, entry);
    }
  g_ptr_array_extend (ours, others, NULL, NULL);
  return ours;
}

/* has_any: (out). Returns: whether one of them could log in. */
static gboolean
show_entries (WaybillUiCertRequestHave *self, gboolean *has_any)
{
  gboolean has_good;
  g_autoptr (GPtrArray) ours = list_entries (self, &has_good);
  guint n_more = ours->len > MAX_ENTRIES ? ours->len - MAX_ENTRIES : 0;
  g_autofree char *more = g_strdup_printf (ngettext ("And %u more", "And %u more", n_more), n_more);

  *has_any = ours->len > 0;
  waybill_ui_assistant_page_clear (self->entries);
  for (guint i = 0; i < ours->len - n_more; i++)
    add_entry (self, ours->pdata[i]);
  if (n_more > 0)
    gtk_list_box_append (self->entries,
                         waybill_ui_assistant_page_new_row (NULL, more,
                                                            _ ("All of them stand in the store, under “Identities”.")));
  if (!*has_any)
    gtk_list_box_append (self->entries,
                         new_row (_ ("The store has no certificate of yours"), NULL, WAYBILL_UI_STATE_LEFT_OUT));
  return has_good;
}

static void
hit_clicked (GtkButton *button, WaybillUiCertRequestHave *self)
{
  WaybillCertHit *hit = g_object_get_data (G_OBJECT (button), SUBJECT_KEY);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < hit->files->len; i++)
    g_list_store_append (files, hit->files->pdata[i]);
  g_signal_emit (self, signals[SIGNAL_USE_FILES], 0, files);
}

static gboolean
may_do (const WaybillCertHit *hit)
{
  if (hit->kind == WAYBILL_CERT_HIT_IDENTITY)
    return is_good (hit->certificate);
  return hit->kind != WAYBILL_CERT_HIT_BROWSER;
}

static void
add_hit (WaybillUiCertRequestHave *self, WaybillCertHit *hit)
{
  const char *title = hit->certificate != NULL ? waybill_cert_certificate_get_name (hit->certificate) : hit->name;
  g_autofree char *subtitle = waybill_words_request_hit (hit);
  g_autofree char *shown = waybill_remote_path_dup_display (title);
  g_autofree char *folder = waybill_words_request_folder (hit->folder);
  /* Translators: a certificate or a file, and its folder. */
  g_autofree char *name = g_strdup_printf (_ ("Use %s in %s"), shown, folder);
  WaybillUiState state = !may_do (hit)                          ? WAYBILL_UI_STATE_LEFT_OUT
                         : hit->kind == WAYBILL_CERT_HIT_LOCKED ? WAYBILL_UI_STATE_QUESTION
                                                                : WAYBILL_UI_STATE_READY;
  GtkWidget *row = new_row (title, subtitle, state);

  if (may_do (hit))
    g_object_set_data (G_OBJECT (add_button (row, _ ("Use This One"), name, G_CALLBACK (hit_clicked), self)), SUBJECT_KEY,
                       hit);
  gtk_list_box_append (self->hits, row);
}

/* What the store or another search has already. */
static gboolean
is_known (WaybillUiCertRequestHave *self, const WaybillCertHit *hit)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  const WaybillCertEntry *entry = NULL;

  if (hit->certificate != NULL)
    entry = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (hit->certificate));
  if (entry != NULL && entry->is_identity)
    return TRUE;
  for (guint i = 0; i < self->all_hits->len; i++)
    {
      WaybillCertHit *other = self->all_hits->pdata[i];

      if (hit->certificate != NULL && other->certificate != NULL
              ? waybill_cert_certificate_equal (hit->certificate, other->certificate)
              : g_file_equal (hit->files->pdata[0], other->files->pdata[0]))
        return TRUE;
    }
  return FALSE;
}

/* Whether there is nothing, once something was looked at. */
static void
show_verdict (WaybillUiCertRequestHave *self)
{
  WaybillPartner *partner = get_partner (self);
  gboolean has_any, has_good = show_entries (self, &has_any);
  g_autofree char *none = waybill_words_request_none (partner != NULL ? waybill_partner_get_name (partner) : NULL);

  for (guint i = 0; i < self->all_hits->len; i++)
    has_good = has_good || may_do (self->all_hits->pdata[i]);
  waybill_ui_box_set (self->none, WAYBILL_UI_BOX_CALM, none, _ ("Go on: the next page makes a request for a new one."));
  gtk_widget_set_visible (GTK_WIDGET (self->none), !has_good && (self->searches->len > 0 || has_any));
}

/* Places */

static void
update_busy (WaybillUiCertRequestHave *self)
{
  gboolean is_busy = self->running != NULL;

  gtk_widget_set_visible (self->searching, is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (self->stop_button, is_busy);
  gtk_widget_set_sensitive (self->choose_button, !is_busy);
  for (guint i = 0; i < self->all_places->len; i++)
    gtk_widget_set_sensitive (((Place *) self->all_places->pdata[i])->button, !is_busy);
}

static void
searched (GObject *owner, WaybillCertSearch *search)
{
  WaybillUiCertRequestHave *self = WAYBILL_UI_CERT_REQUEST_HAVE (owner);
  Place *place = self->all_places->pdata[self->looking_at];
  g_autofree char *how = waybill_words_request_searched (search);
  guint n_before = self->all_hits->len;
  gboolean had_focus = gtk_widget_has_focus (self->stop_button);

  g_clear_object (&self->running);
  g_ptr_array_add (self->searches, search);
  for (guint i = 0; i < search->hits->len; i++)
    if (!is_known (self, search->hits->pdata[i]))
      {
        add_hit (self, search->hits->pdata[i]);
        g_ptr_array_add (self->all_hits, search->hits->pdata[i]);
      }
  gtk_widget_set_visible (self->hits_group, self->all_hits->len > 0);
  adw_action_row_set_subtitle (place->row, how);
  show_verdict (self);
  update_busy (self);
  if (had_focus)
    gtk_widget_grab_focus (self->choose_button);
  if (self->all_hits->len > n_before)
    waybill_ui_name_lists (GTK_WIDGET (self));
}

static void
look_at (WaybillUiCertRequestHave *self, guint index)
{
  Place *place = self->all_places->pdata[index];
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  if (self->running != NULL)
    return;
  g_ptr_array_add (folders, place->folder);
  self->looking_at = index;
  self->running = waybill_ui_cert_request_search (G_OBJECT (self), folders,
                                                  waybill_ui_context_get_certificates (self->context), searched);
  update_busy (self);
}

static void
look_clicked (GtkButton *button, WaybillUiCertRequestHave *self)
{
  for (guint i = 0; i < self->all_places->len; i++)
    if (((Place *) self->all_places->pdata[i])->button == GTK_WIDGET (button))
      look_at (self, i);
}

static guint
add_place (WaybillUiCertRequestHave *self, GFile *folder)
{
  Place *place;
  g_autofree char *path = g_file_get_parse_name (folder);
  g_autofree char *name = waybill_words_request_folder (path);
  g_autofree char *look = g_strdup_printf (_ ("Look in %s"), name);
  GtkWidget *row;

  for (guint i = 0; i < self->all_places->len; i++)
    if (g_file_equal (((Place *) self->all_places->pdata[i])->folder, folder))
      return i;
  row = waybill_ui_assistant_page_new_row ("folder-symbolic", name, NULL);
  g_object_set (row, "title-lines", 0, "subtitle-lines", 0, NULL);
  place = g_new0 (Place, 1);
  place->folder = g_object_ref (folder);
  place->row = ADW_ACTION_ROW (row);
  place->button = add_button (row, _ ("Look Here"), look, G_CALLBACK (look_clicked), self);
  gtk_list_box_append (self->places, row);
  g_ptr_array_add (self->all_places, place);
  gtk_widget_set_visible (GTK_WIDGET (self->places), TRUE);
  return self->all_places->len - 1;
}

/**
 * waybill_ui_cert_request_have_look:
 * @self: the page
 * @folder: where to look
 *
 * Searches a folder on a thread and shows what it has. Main thread; returns at once.
 */
void
waybill_ui_cert_request_have_look (WaybillUiCertRequestHave *self, GFile *folder)
{
  if (self->running == NULL)
    look_at (self, add_place (self, folder));
}

/**
 * waybill_ui_cert_request_have_is_busy:
 * @self: the page
 *
 * Returns: whether a search is under way
 */
gboolean
waybill_ui_cert_request_have_is_busy (WaybillUiCertRequestHave *self)
{
  return self->running != NULL;
}

/**
 * waybill_ui_cert_request_have_stop:
 * @self: the page
 *
 * Ends the search; what it has found so far is shown soon. Main thread.
 */
void
waybill_ui_cert_request_have_stop (WaybillUiCertRequestHave *self)
{
  g_cancellable_cancel (self->running);
}

static void
folder_chosen (GListModel *files, gpointer user_data)
{
  g_autoptr (GFile) folder = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (folder != NULL)
    waybill_ui_cert_request_have_look (WAYBILL_UI_CERT_REQUEST_HAVE (user_data), folder);
}

static void
choose_clicked (WaybillUiCertRequestHave *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_OPEN_FOLDER, _ ("Choose a Folder"), _ ("_Look Here"), NULL,
                          NULL, folder_chosen, self);
}

/**
 * waybill_ui_cert_request_have_set_context:
 * @self: the page
 * @context: the stores
 * @partner: (nullable): UUID of whom it is for
 *
 * Shows what the store has, and suggests folders. Called once. Main thread.
 */
void
waybill_ui_cert_request_have_set_context (WaybillUiCertRequestHave *self, WaybillUiContext *context, const char *partner)
{
  g_autoptr (GPtrArray) folders
      = waybill_cert_search_suggest (g_get_home_dir (), g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD),
                                     g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS));

  self->context = g_object_ref (context);
  self->partner = g_strdup (partner);
  for (guint i = 0; i < folders->len; i++)
    add_place (self, folders->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->places), folders->len > 0);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_verdict), self, G_CONNECT_SWAPPED);
  show_verdict (self);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

static void
waybill_ui_cert_request_have_dispose (GObject *object)
{
  WaybillUiCertRequestHave *self = WAYBILL_UI_CERT_REQUEST_HAVE (object);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_cert_request_have_parent_class)->dispose (object);
}

static void
waybill_ui_cert_request_have_finalize (GObject *object)
{
  WaybillUiCertRequestHave *self = WAYBILL_UI_CERT_REQUEST_HAVE (object);

  g_free (self->partner);
  g_ptr_array_unref (self->all_hits);
  g_ptr_array_unref (self->searches);
  g_ptr_array_unref (self->all_places);
  G_OBJECT_CLASS (waybill_ui_cert_request_have_parent_class)->finalize (object);
}

static void
waybill_ui_cert_request_have_class_init (WaybillUiCertRequestHaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_request_have_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_request_have_finalize;
  signals[SIGNAL_USE_ENTRY]
      = g_signal_new ("use-entry", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_USE_FILES]
      = g_signal_new ("use-files", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestHave, name)
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-request-have.ui");
  BIND (store_group);
  BIND (entries);
  BIND (places_group);
  BIND (places);
  BIND (choose_button);
  BIND (stop_button);
  BIND (searching);
  BIND (spinner);
  BIND (hits_group);
  BIND (hits);
  BIND (none);
#undef BIND
}

static void
waybill_ui_cert_request_have_init (WaybillUiCertRequestHave *self)
{
  self->all_places = g_ptr_array_new_with_free_func (place_free);
  self->searches = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_search_free);
  self->all_hits = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->choose_button, "clicked", G_CALLBACK (choose_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stop_button, "clicked", G_CALLBACK (waybill_ui_cert_request_have_stop), self,
                           G_CONNECT_SWAPPED);
}
