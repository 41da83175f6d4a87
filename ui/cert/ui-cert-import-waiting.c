/* What the import assistant knows of requests that wait in the store: that a certificate is the answer to one, for whom that
 * was asked, and that a certificate answers none of them. */

#include "ui-cert-import-private.h"

#include "cert-error.h"
#include "words-error.h"
#include "words-request.h"

#include <string.h>

/**
 * waybill_ui_cert_import_dup_waiting:
 * @self: the assistant
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of the requests that wait
 */
char **
waybill_ui_cert_import_dup_waiting (WaybillUiCertImport *self)
{
  g_autoptr (GPtrArray) requests = waybill_cert_store_list_requests (waybill_ui_context_get_certificates (self->context));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < requests->len; i++)
    g_strv_builder_add (ids, ((WaybillCertWaiting *) requests->pdata[i])->id);
  return g_strv_builder_end (ids);
}

/* A request is called as the partner it was made for, perhaps with a number behind. */
static gboolean
is_called_as (const char *label, const char *partner)
{
  gsize length = strlen (partner);

  return g_str_has_prefix (label, partner) && label[length] == ' '
         && strspn (label + length + 1, "0123456789") == strlen (label) - length - 1;
}

/* A partner of that very name first: its own may end in a number. */
static WaybillPartner *
find_called (GPtrArray *partners, const char *label)
{
  for (guint i = 0; i < partners->len; i++)
    if (g_str_equal (label, waybill_partner_get_name (partners->pdata[i])))
      return partners->pdata[i];
  for (guint i = 0; i < partners->len; i++)
    if (is_called_as (label, waybill_partner_get_name (partners->pdata[i])))
      return partners->pdata[i];
  return NULL;
}

static WaybillPartner *
find_partner_of (WaybillUiCertImport *self, const WaybillCertPlanItem *item)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  const WaybillCertWaiting *waiting
      = item->waiting != NULL ? waybill_cert_store_find_request (store, item->waiting, NULL) : NULL;

  return waiting != NULL ? find_called (partners, waiting->label) : NULL;
}

/**
 * waybill_ui_cert_import_get_wished:
 * @self: the assistant
 *
 * Returns: (transfer none) (nullable): UUID of the partner that it was opened for; else of whom an answer among the files
 * was asked for
 */
const char *
waybill_ui_cert_import_get_wished (WaybillUiCertImport *self)
{
  GPtrArray *items = self->plan != NULL ? waybill_cert_plan_get_items (self->plan) : NULL;

  for (guint i = 0; self->partner == NULL && items != NULL && i < items->len; i++)
    {
      WaybillPartner *partner = find_partner_of (self, items->pdata[i]);

      if (partner != NULL)
        return waybill_partner_get_uuid (partner);
    }
  return self->partner;
}

/* Beside a certificate of ours it is most likely the partner's, and nobody has to be told. */
static WaybillCertPlanLeftover *
find_stranger (WaybillUiCertImport *self)
{
  GPtrArray *leftovers;

  if (self->plan == NULL || self->reading != NULL || waybill_cert_plan_get_n_identities (self->plan) > 0
      || waybill_cert_plan_get_n_locked (self->plan) > 0)
    return NULL;
  leftovers = waybill_cert_plan_get_leftovers (self->plan);
  for (guint i = 0; i < leftovers->len; i++)
    if (((WaybillCertPlanLeftover *) leftovers->pdata[i])->reason == WAYBILL_CERT_PLAN_NO_KEY)
      return leftovers->pdata[i];
  return NULL;
}

/**
 * waybill_ui_cert_import_dup_failure:
 * @error: why an import was not written
 *
 * By now every file is open: only a key that waits can still want a password.
 *
 * Returns: (transfer full): it in words
 */
WaybillWords *
waybill_ui_cert_import_dup_failure (const GError *error)
{
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    return waybill_words_request_locked ();
  return waybill_words_error (error, NULL);
}

/* A certificate whose key waits is no longer one without its key. */
static void
name_answers (WaybillUiCertImport *self)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  GPtrArray *items = self->plan != NULL ? waybill_cert_plan_get_items (self->plan) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const WaybillCertWaiting *waiting
          = item->waiting != NULL ? waybill_cert_store_find_request (store, item->waiting, NULL) : NULL;
      g_autofree char *finding = waiting != NULL ? waybill_words_request_answer (waiting) : NULL;
      guint index;

      if (finding != NULL && g_ptr_array_find (self->sources, item->source, &index))
        waybill_ui_cert_import_files_set_finding (self->files_page, index, finding);
    }
}

/**
 * waybill_ui_cert_import_show_waiting:
 * @self: the assistant
 *
 * Says on the first page which file is the answer to a request, or that a lone certificate belongs to none of the keys that
 * wait, where there are any. Main thread.
 */
void
waybill_ui_cert_import_show_waiting (WaybillUiCertImport *self)
{
  g_autoptr (GPtrArray) requests = waybill_cert_store_list_requests (waybill_ui_context_get_certificates (self->context));
  WaybillCertPlanLeftover *stranger = requests->len > 0 ? find_stranger (self) : NULL;

  name_answers (self);
  waybill_ui_cert_import_files_show_stranger (self->files_page, stranger != NULL ? stranger->certificate : NULL,
                                              stranger != NULL ? waybill_cert_source_get_name (stranger->source) : NULL,
                                              requests->len);
}
