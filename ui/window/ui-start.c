/* The start page. Everything on it is judged anew when partners or certificates change, and when the page comes into sight:
 * another day may have come. */

#include "ui-start.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base-clock.h"
#include "partner-readiness.h"
#include "partner-watch.h"
#include "ui-box.h"
#include "ui-file.h"
#include "ui-name.h"
#include "ui-partner-line.h"
#include "ui-shell.h"
#include "ui-start-row.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-next.h"
#include "words-start.h"
#include "words-watch.h"

#define MOST_ENDS 5

struct _WaybillUiStart
{
  GtkBox parent_instance;

  WaybillUiShell *shell;
  GtkWidget *scrolled;
  GtkLabel *title;
  WaybillUiBox *order_box;
  AdwPreferencesGroup *needs_group;
  AdwPreferencesGroup *ends_group;

  WaybillUiContext *context;
  GPtrArray *rows; /* borrowed WaybillUiStartRow of both groups */
  guint n_needs;
  WaybillUiState state;
  guint idle;
};

G_DEFINE_FINAL_TYPE (WaybillUiStart, waybill_ui_start, GTK_TYPE_BOX)

enum
{
  SIGNAL_COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is looked at, for as long as the page is made of it. */
typedef struct
{
  GPtrArray *partners;  /* WaybillPartner */
  GPtrArray *histories; /* WaybillPartnerHistory, of each */
  GPtrArray *items;     /* WaybillPartnerWatchItem */
  gint64 now;
} Facts;

static void
facts_read (Facts *facts, WaybillUiContext *context)
{
  const char *folder = waybill_ui_context_get_learnt_folder (context);

  facts->now = waybill_base_clock_now ();
  facts->partners = waybill_partner_store_list (waybill_ui_context_get_partners (context));
  facts->histories = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_partner_history_free);
  for (guint i = 0; i < facts->partners->len; i++)
    g_ptr_array_add (facts->histories,
                     waybill_partner_learnt_load_history (folder, waybill_partner_get_uuid (facts->partners->pdata[i])));
  facts->items = waybill_partner_watch_list (facts->partners, waybill_ui_context_get_certificates (context),
                                             facts->histories, facts->now);
}

static void
facts_clear (Facts *facts)
{
  g_ptr_array_unref (facts->partners);
  g_ptr_array_unref (facts->histories);
  g_ptr_array_unref (facts->items);
}

/* Where each concern is mended. Those that are not here need nobody: they are as the person wants them. */
static const struct
{
  WaybillPartnerConcern concern;
  const char *page; /* of the editor */
} mends[] = {
  { WAYBILL_PARTNER_CONCERN_ENDS, "certificate" },       { WAYBILL_PARTNER_CONCERN_FUTURE, "certificate" },
  { WAYBILL_PARTNER_CONCERN_NEXT_EARLY, "certificate" }, { WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE, "certificate" },
  { WAYBILL_PARTNER_CONCERN_OVER, "certificate" },       { WAYBILL_PARTNER_CONCERN_IDENTITY_GONE, "certificate" },
  { WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE, "trust" },   { WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED, "trust" },
  { WAYBILL_PARTNER_CONCERN_NO_HOST, "connection" },     { WAYBILL_PARTNER_CONCERN_LAST_FAILED, NULL },
};

static void
add_button (WaybillUiStart *self,
            WaybillUiStartRow *row,
            const char *label,
            const char *whom,
            WaybillUiPlace place,
            const char *subject,
            const char *detail)
{
  /* Translators: what a button does; a partner or a certificate. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), label, whom);

  waybill_ui_start_row_add_button (row, self->context, label, name, place, subject, detail);
}

static void
add_row (WaybillUiStart *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  waybill_ui_start_row_set_narrow (WAYBILL_UI_START_ROW (row), waybill_ui_shell_is_narrow (self->shell));
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_need (WaybillUiStart *self, GtkWidget *row, WaybillUiState state)
{
  waybill_ui_start_row_set_state (WAYBILL_UI_START_ROW (row), state);
  add_row (self, self->needs_group, row);
  self->n_needs++;
  if (state == WAYBILL_UI_STATE_FAILED || self->state == WAYBILL_UI_STATE_NONE)
    self->state = state;
}

static void
add_partner (WaybillUiStart *self, WaybillPartner *partner, const WaybillPartnerReadiness *readiness, const char *page)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  const char *name = waybill_partner_get_name (partner), *uuid = waybill_partner_get_uuid (partner);
  g_autofree char *title = waybill_words_start_title (partner, readiness);
  g_autofree char *why = waybill_words_start_why (partner, store, readiness, waybill_base_clock_now ());
  GtkWidget *row = waybill_ui_start_row_new (title, why);

  if (page != NULL)
    add_button (self, WAYBILL_UI_START_ROW (row), _ ("Look"), name, WAYBILL_UI_PLACE_EDITOR, uuid, page);
  else
    {
      add_button (self, WAYBILL_UI_START_ROW (row), _ ("Show"), name, WAYBILL_UI_PLACE_PARTNER, uuid, NULL);
      add_button (self, WAYBILL_UI_START_ROW (row), _ ("Try Again"), name, WAYBILL_UI_PLACE_CONNECT, uuid, NULL);
    }
  add_need (self, row, waybill_ui_partner_line_get_state (readiness, WAYBILL_UI_SESSION_IDLE));
}

static void
judge_partner (WaybillUiStart *self, const Facts *facts, guint index)
{
  WaybillPartner *partner = facts->partners->pdata[index];
  WaybillPartnerReadiness readiness;

  waybill_partner_readiness_judge (partner, waybill_ui_context_get_certificates (self->context),
                                   facts->histories->pdata[index], facts->now, &readiness);
  for (gsize i = 0; i < G_N_ELEMENTS (mends); i++)
    if (mends[i].concern == readiness.worst)
      add_partner (self, partner, &readiness, mends[i].page);
}

/* Our own certificates stand with their partners already. */
static void
judge_item (WaybillUiStart *self, const WaybillPartnerWatchItem *item)
{
  gboolean is_server = item->kind == WAYBILL_PARTNER_WATCH_SERVER;
  g_autofree char *title = NULL, *why = NULL;
  GtkWidget *row;

  if (item->kind == WAYBILL_PARTNER_WATCH_IDENTITY || item->partners->len == 0 || item->is_replaced
      || item->level == WAYBILL_PARTNER_WATCH_FAR)
    return;
  title = waybill_words_watch_title (item);
  why = waybill_words_watch_why (item);
  row = waybill_ui_start_row_new (title, why);
  add_button (self, WAYBILL_UI_START_ROW (row), _ ("Look"), item->name,
              is_server ? WAYBILL_UI_PLACE_EDITOR : WAYBILL_UI_PLACE_CERTIFICATES,
              is_server ? waybill_partner_get_uuid (item->partners->pdata[0])
                        : waybill_cert_certificate_get_fingerprint (item->certificate),
              is_server ? "trust" : NULL);
  add_need (self, row, item->level == WAYBILL_PARTNER_WATCH_OVER ? WAYBILL_UI_STATE_FAILED : WAYBILL_UI_STATE_WARNING);
}

static void
add_end (WaybillUiStart *self, const WaybillPartnerWatchItem *item, gint64 now)
{
  static const char *const icons[] = {
    [WAYBILL_PARTNER_WATCH_IDENTITY] = "dialog-password-symbolic",
    [WAYBILL_PARTNER_WATCH_AUTHORITY] = "application-certificate-symbolic",
    [WAYBILL_PARTNER_WATCH_SERVER] = "network-server-symbolic",
  };
  g_autofree char *left = waybill_words_watch_left (item, now);
  GtkWidget *row = waybill_ui_start_row_new (item->name, left);

  waybill_ui_start_row_set_icon (WAYBILL_UI_START_ROW (row), icons[item->kind]);
  waybill_ui_start_row_set_life (WAYBILL_UI_START_ROW (row), item->certificate);
  add_row (self, self->ends_group, row);
}

/* The first that is used; what nobody uses may run out in peace. */
static const WaybillPartnerWatchItem *
find_first_end (const Facts *facts)
{
  for (guint i = 0; i < facts->items->len; i++)
    {
      const WaybillPartnerWatchItem *item = facts->items->pdata[i];

      if (item->partners->len > 0 && item->level != WAYBILL_PARTNER_WATCH_OVER)
        return item;
    }
  return NULL;
}

static void
show_order (WaybillUiStart *self, const Facts *facts)
{
  const WaybillPartnerWatchItem *first = find_first_end (facts);
  g_autofree char *title = waybill_words_start_needs (self->n_needs);
  g_autofree char *day = first != NULL ? waybill_words_next_day (first->end) : NULL;
  /* Translators: a certificate; a day. */
  g_autofree char *text = first != NULL ? g_strdup_printf (_ ("The next to run out is %s, on %s."), first->name, day)
                                        : g_strdup (_ ("No certificate is in use that could run out."));

  gtk_widget_set_visible (GTK_WIDGET (self->order_box), self->n_needs == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->needs_group), self->n_needs > 0);
  waybill_ui_box_set (self->order_box, WAYBILL_UI_BOX_GOOD, title, text);
  adw_preferences_group_set_title (self->needs_group, title);
}

static void
clear_rows (WaybillUiStart *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      gboolean needs = gtk_widget_is_ancestor (row, GTK_WIDGET (self->needs_group));

      adw_preferences_group_remove (needs ? self->needs_group : self->ends_group, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* The row that the focus is in, or their number; at: where in it. */
static guint
find_focus (WaybillUiStart *self, guint *at)
{
  guint index = 0;

  for (*at = 0; index < self->rows->len; index++)
    if ((*at = waybill_ui_start_row_get_focus (self->rows->pdata[index])) != 0)
      break;
  return index;
}

/* All rows are made anew; whoever was in one of them goes on there. */
static void
restore_focus (WaybillUiStart *self, guint index, guint at)
{
  if (at == 0)
    return;
  if (self->rows->len > 0)
    waybill_ui_start_row_set_focus (self->rows->pdata[MIN (index, self->rows->len - 1)], at);
  else
    waybill_ui_start_focus (self);
}

static void
fill (WaybillUiStart *self)
{
  Facts facts;
  guint n_ends = 0, focus_at = 0;
  guint focus_row = find_focus (self, &focus_at);

  facts_read (&facts, self->context);
  clear_rows (self);
  self->n_needs = 0;
  self->state = WAYBILL_UI_STATE_NONE;
  for (guint i = 0; i < facts.partners->len; i++)
    judge_partner (self, &facts, i);
  for (guint i = 0; i < facts.items->len; i++)
    judge_item (self, facts.items->pdata[i]);
  for (guint i = 0; i < facts.items->len && n_ends < MOST_ENDS; i++)
    if (((WaybillPartnerWatchItem *) facts.items->pdata[i])->partners->len > 0)
      {
        add_end (self, facts.items->pdata[i], facts.now);
        n_ends++;
      }
  gtk_label_set_text (self->title, waybill_words_start_greeting (facts.now));
  gtk_widget_set_visible (GTK_WIDGET (self->ends_group), n_ends > 0);
  show_order (self, &facts);
  facts_clear (&facts);
  restore_focus (self, focus_row, focus_at);
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);
}

static gboolean
fill_later (gpointer user_data)
{
  WaybillUiStart *self = WAYBILL_UI_START (user_data);

  self->idle = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* An import changes a dozen things at once. */
static void
changed (WaybillUiStart *self)
{
  if (self->idle == 0 && self->context != NULL)
    self->idle = g_idle_add (fill_later, self);
}

/* The calendar */

static void
calendar_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiStart) self = WAYBILL_UI_START (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillWords) words = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        waybill_ui_toast_say (GTK_WIDGET (self), _ ("Calendar file saved"));
      return;
    }
  words = waybill_words_error (error, NULL);
  waybill_ui_tell (GTK_WIDGET (self), words);
}

static void
calendar_chosen (GListModel *files, gpointer user_data)
{
  WaybillUiStart *self = WAYBILL_UI_START (user_data);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  Facts facts;
  char *text;

  if (file == NULL || self->context == NULL)
    return;
  facts_read (&facts, self->context);
  text = waybill_words_watch_calendar (facts.items, facts.now);
  facts_clear (&facts);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, calendar_written,
                                       g_object_ref (self));
}

static void
calendar_clicked (WaybillUiStart *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_SAVE, _ ("Save the Days for Your Calendar"), _ ("_Save"), NULL,
                          "waybill.ics", calendar_chosen, self);
}

/**
 * waybill_ui_start_set_context:
 * @self: the page
 * @context: what it shows
 *
 * Once. Main thread.
 */
void
waybill_ui_start_set_context (WaybillUiStart *self, WaybillUiContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  /* After the window's first frame: a file is read for each partner. */
  changed (self);
}

/**
 * waybill_ui_start_get_n_needs:
 * @self: the page
 *
 * Returns: how many things need somebody
 */
guint
waybill_ui_start_get_n_needs (WaybillUiStart *self)
{
  return self->n_needs;
}

/**
 * waybill_ui_start_get_state:
 * @self: the page
 *
 * Returns: the worst of what needs somebody; %WAYBILL_UI_STATE_NONE where nothing does
 */
WaybillUiState
waybill_ui_start_get_state (WaybillUiStart *self)
{
  return self->state;
}

/**
 * waybill_ui_start_focus:
 * @self: the page
 *
 * Puts the focus on its first button. Main thread.
 */
void
waybill_ui_start_focus (WaybillUiStart *self)
{
  if (!gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->scrolled);
}

static void
narrow_changed (WaybillUiStart *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    waybill_ui_start_row_set_narrow (self->rows->pdata[i], waybill_ui_shell_is_narrow (self->shell));
}

static void
waybill_ui_start_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (waybill_ui_start_parent_class)->map (widget);
  changed (WAYBILL_UI_START (widget));
}

static void
waybill_ui_start_dispose (GObject *object)
{
  WaybillUiStart *self = WAYBILL_UI_START (object);
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);

  G_OBJECT_CLASS (waybill_ui_start_parent_class)->dispose (object);
}

static void
waybill_ui_start_finalize (GObject *object)
{
  g_ptr_array_unref (WAYBILL_UI_START (object)->rows);

  G_OBJECT_CLASS (waybill_ui_start_parent_class)->finalize (object);
}

static void
waybill_ui_start_class_init (WaybillUiStartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = waybill_ui_start_dispose;
  object_class->finalize = waybill_ui_start_finalize;
  widget_class->map = waybill_ui_start_map;

  /**
   * WaybillUiStart::counted:
   *
   * The page was judged anew.
   */
  signals[SIGNAL_COUNTED]
      = g_signal_new ("counted", WAYBILL_TYPE_UI_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-start.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, order_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, needs_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiStart, ends_group);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, calendar_clicked);
}

static void
waybill_ui_start_init (WaybillUiStart *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_wrap_titles (GTK_WIDGET (self));
}
