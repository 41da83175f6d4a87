/* Looks when it begins, when something changes, and each hour. That a certificate is used from its day on does not depend on
 * it: whoever connects goes by the clock. Here the profile follows, and people hear of it. */

#include "ui-renewal.h"

#include "base-clock.h"
#include "partner-learnt.h"
#include "partner-next.h"
#include "partner-watch.h"
#include "words-watch.h"

#define PERIOD 3600 /* seconds */

struct _WaybillUiRenewal
{
  GObject parent_instance;

  WaybillUiContext *context;
  char *told;
  GHashTable *said; /* fingerprint to the step of which it was told, where that could not be written down */
  char *day;        /* of the last look */
  guint timer;
  guint idle;
};

G_DEFINE_FINAL_TYPE (WaybillUiRenewal, waybill_ui_renewal, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOOK_OVER,
  SIGNAL_RUNS_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A profile that cannot be written is tried again the next hour. */
static void
settle (WaybillUiRenewal *self, WaybillPartner *partner)
{
  g_autofree char *before = g_strdup (waybill_partner_get_identity (partner));
  g_autoptr (GError) error = NULL;

  if (waybill_partner_next_judge (partner, waybill_ui_context_get_certificates (self->context), waybill_base_clock_now ())
      != WAYBILL_PARTNER_NEXT_DUE)
    return;
  if (!waybill_partner_store_take_over (waybill_ui_context_get_partners (self->context), partner, &error))
    g_warning ("A profile still names the certificate that was replaced: %s", error->message);
  else if (g_strcmp0 (waybill_partner_get_identity (partner), before) != 0)
    g_signal_emit (self, signals[SIGNAL_TOOK_OVER], 0, waybill_partner_get_uuid (partner), before);
  /* Else its file says by now that nothing takes over, and nothing did. */
}

static void
settle_all (WaybillUiRenewal *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));

  for (guint i = 0; i < partners->len; i++)
    settle (self, partners->pdata[i]);
}

static void
tell (WaybillUiRenewal *self, const WaybillPartnerWatchItem *item)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (item->certificate);
  g_autofree char *sentence = waybill_words_watch_news (item), *why = waybill_words_watch_why (item);

  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->said, fingerprint)) == item->step)
    return;
  g_hash_table_replace (self->said, g_strdup (fingerprint), GUINT_TO_POINTER (item->step));
  g_signal_emit (self, signals[SIGNAL_RUNS_OUT], 0, fingerprint, sentence, why);
}

static void
tell_all (WaybillUiRenewal *self)
{
  const char *folder = waybill_ui_context_get_learnt_folder (self->context);
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  g_autoptr (GPtrArray) histories = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_partner_history_free);
  g_autoptr (GPtrArray) items = NULL, news = NULL;

  for (guint i = 0; i < partners->len; i++)
    g_ptr_array_add (histories, waybill_partner_learnt_load_history (folder, waybill_partner_get_uuid (partners->pdata[i])));
  items = waybill_partner_watch_list (partners, waybill_ui_context_get_certificates (self->context), histories,
                                      waybill_base_clock_now ());
  news = waybill_partner_watch_take_news (items, self->told);
  for (guint i = 0; i < news->len; i++)
    tell (self, news->pdata[i]);
}

/**
 * waybill_ui_renewal_look:
 * @self: the watch
 *
 * Settles what is due and tells what is new. Main thread.
 */
void
waybill_ui_renewal_look (WaybillUiRenewal *self)
{
  g_autofree char *today = waybill_partner_next_write_day (waybill_base_clock_now ());
  gboolean is_new_day = self->day != NULL && g_strcmp0 (self->day, today) != 0;

  g_free (self->day);
  self->day = g_steal_pointer (&today);
  settle_all (self);
  tell_all (self);
  /* What is said of days is another thing today. */
  if (is_new_day)
    waybill_ui_context_emit_changed (self->context);
}

/**
 * waybill_ui_renewal_undo:
 * @self: the watch
 * @uuid: whose; one that is gone is no error
 * @before: (nullable): fingerprint of what it was shown before
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_STORE and nothing changed
 */
gboolean
waybill_ui_renewal_undo (WaybillUiRenewal *self, const char *uuid, const char *before, GError **error)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, uuid);
  g_autofree char *after = partner != NULL ? g_strdup (waybill_partner_get_identity (partner)) : NULL;

  if (partner == NULL)
    return TRUE;
  waybill_partner_set_identity (partner, before, NULL);
  if (waybill_partner_store_save (waybill_ui_context_get_partners (self->context), partner, error))
    return TRUE;
  waybill_partner_set_identity (partner, after, NULL);
  return FALSE;
}

static gboolean
timer_came (gpointer user_data)
{
  waybill_ui_renewal_look (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
idle_came (gpointer user_data)
{
  WaybillUiRenewal *self = WAYBILL_UI_RENEWAL (user_data);

  self->idle = 0;
  waybill_ui_renewal_look (self);
  return G_SOURCE_REMOVE;
}

static void
changed (WaybillUiRenewal *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_came, self, NULL);
}

static void
waybill_ui_renewal_dispose (GObject *object)
{
  WaybillUiRenewal *self = WAYBILL_UI_RENEWAL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (waybill_ui_renewal_parent_class)->dispose (object);
}

static void
waybill_ui_renewal_finalize (GObject *object)
{
  g_free (WAYBILL_UI_RENEWAL (object)->told);
  g_free (WAYBILL_UI_RENEWAL (object)->day);
  g_hash_table_unref (WAYBILL_UI_RENEWAL (object)->said);

  G_OBJECT_CLASS (waybill_ui_renewal_parent_class)->finalize (object);
}

static void
waybill_ui_renewal_class_init (WaybillUiRenewalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_renewal_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_renewal_finalize;

  /**
   * WaybillUiRenewal::took-over:
   * @uuid: the partner's
   * @before: (nullable): SHA-256 hex of what it was shown until now
   *
   * The next certificate is the present one, and the profile says so.
   */
  signals[SIGNAL_TOOK_OVER] = g_signal_new ("took-over", WAYBILL_TYPE_UI_RENEWAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * WaybillUiRenewal::runs-out:
   * @fingerprint: SHA-256 hex of the certificate
   * @sentence: that it runs out, and when
   * @why: what to do
   *
   * Told once for each step.
   */
  signals[SIGNAL_RUNS_OUT] = g_signal_new ("runs-out", WAYBILL_TYPE_UI_RENEWAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
waybill_ui_renewal_init (WaybillUiRenewal *self)
{
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * waybill_ui_renewal_new:
 * @context: whose partners and certificates
 * @told: where it is written down what was told
 *
 * Returns: (transfer full): a watch that begins when the main loop comes to it
 */
WaybillUiRenewal *
waybill_ui_renewal_new (WaybillUiContext *context, const char *told)
{
  WaybillUiRenewal *self = g_object_new (WAYBILL_TYPE_UI_RENEWAL, NULL);

  self->context = g_object_ref (context);
  self->told = g_strdup (told);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (PERIOD, timer_came, self);
  changed (self);
  return self;
}
