/* What an import would bring, sorted out over all its files. It is made once and never changed; nothing is written. */

#include "cert-plan.h"

#include "base-thread.h"
#include "cert-handle.h"
#include "cert-import-private.h"

#define MAX_CHAIN 16

struct _WaybillCertPlan
{
  WaybillBaseRef refs;
  GPtrArray *sources;
  WaybillCertImport *import; /* of all files together */
  GPtrArray *items;
  GPtrArray *leftovers;
  guint n_identities;
  guint n_locked;
  guint n_convertible; /* locked with an old method that another program opens */
  guint remarks;
  gboolean has_mismatch;
};

static void
item_free (gpointer data)
{
  WaybillCertPlanItem *item = data;

  g_free (item->waiting);
  g_free (item->missing);
  g_free (item);
}

static gboolean
holds (GPtrArray *certificates, WaybillCertCertificate *certificate)
{
  return g_ptr_array_find_with_equal_func (certificates, certificate, (GEqualFunc) waybill_cert_certificate_equal, NULL);
}

static gboolean
has_identity (const WaybillCertImport *import, WaybillCertCertificate *certificate)
{
  for (guint i = 0; i < import->identities->len; i++)
    if (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (import->identities->pdata[i]), certificate))
      return TRUE;
  return FALSE;
}

static gboolean
source_holds (WaybillCertSource *source, WaybillCertCertificate *certificate)
{
  const WaybillCertImport *import = waybill_cert_source_get_import (source);

  return import != NULL
         && (has_identity (import, certificate) || holds (import->authorities, certificate)
             || holds (import->others, certificate));
}

/* The file that has it with its key; else the one that has nothing else (its own .cer); else any. */
static WaybillCertSource *
find_source (WaybillCertPlan *self, WaybillCertCertificate *certificate, gboolean with_key)
{
  WaybillCertSource *best = NULL;

  for (guint i = 0; i < self->sources->len; i++)
    {
      WaybillCertSource *source = self->sources->pdata[i];

      if (!source_holds (source, certificate))
        continue;
      if (with_key && has_identity (waybill_cert_source_get_import (source), certificate))
        return source;
      if (best == NULL || (!with_key && waybill_cert_source_get_n (source) < waybill_cert_source_get_n (best)))
        best = source;
    }
  return best;
}

/* A key that came in a file of its own brings that file's password, and no other one's. */
static WaybillSecretText *
find_password (WaybillCertPlan *self, WaybillCertPlanItem *item)
{
  if (has_identity (waybill_cert_source_get_import (item->source), item->certificate))
    return waybill_cert_source_get_password (item->source);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const WaybillCertImport *import = waybill_cert_source_get_import (self->sources->pdata[i]);

      if (import != NULL && waybill_cert_import_has_key_of ((WaybillCertImport *) import, item->certificate))
        return waybill_cert_source_get_password (self->sources->pdata[i]);
    }
  return NULL;
}

static WaybillCertCertificate *
find_issuer (GPtrArray *certificates, WaybillCertCertificate *certificate)
{
  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    if (gnutls_x509_crt_check_issuer (waybill_cert_certificate_get_handle (certificate),
                                      waybill_cert_certificate_get_handle (certificates->pdata[i])))
      return certificates->pdata[i];
  return NULL;
}

/* From the end of the identity's chain upwards, over what came along and what the store has. */
static void
follow_chain (WaybillCertPlan *self, WaybillCertPlanItem *item, GPtrArray *stored)
{
  GPtrArray *chain = item->identity != NULL ? waybill_cert_identity_get_chain (item->identity) : NULL;
  WaybillCertCertificate *at = chain != NULL ? chain->pdata[chain->len - 1] : item->certificate;

  for (guint n = 0; n < MAX_CHAIN && !waybill_cert_certificate_is_self_signed (at); n++)
    {
      WaybillCertCertificate *issuer = find_issuer (self->import->authorities, at);

      if (issuer == NULL)
        issuer = find_issuer (stored, at);
      if (issuer == NULL)
        break;
      at = issuer;
    }
  item->is_complete = waybill_cert_certificate_is_self_signed (at);
  if (!item->is_complete)
    item->missing = g_strdup (waybill_cert_certificate_get_issuer_name (at));
}

static WaybillCertPlanItem *
add_item (WaybillCertPlan *self, WaybillCertCertificate *certificate, WaybillCertIdentity *identity)
{
  WaybillCertPlanItem *item = g_new0 (WaybillCertPlanItem, 1);

  item->certificate = certificate;
  item->identity = identity;
  item->source = find_source (self, certificate, identity != NULL);
  g_ptr_array_add (self->items, item);
  return item;
}

static gboolean
is_answer (WaybillCertCertificate *certificate, const char *const *waiting)
{
  return waiting != NULL && g_strv_contains (waiting, waybill_cert_certificate_get_key_id (certificate));
}

/* A certificate whose key waits is ours as much as one that brought it. */
static void
fill_answers (WaybillCertPlan *self, GPtrArray *certificates, GPtrArray *stored, const char *const *waiting)
{
  for (guint i = 0; i < certificates->len; i++)
    if (is_answer (certificates->pdata[i], waiting))
      {
        WaybillCertPlanItem *item = add_item (self, certificates->pdata[i], NULL);

        item->waiting = g_strdup (waybill_cert_certificate_get_key_id (item->certificate));
        follow_chain (self, item, stored);
      }
}

static void
fill_items (WaybillCertPlan *self, GPtrArray *stored, const char *const *waiting)
{
  GPtrArray *identities = self->import->identities;

  for (guint i = 0; i < identities->len; i++)
    {
      WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identities->pdata[i]);
      WaybillCertPlanItem *item = add_item (self, leaf, identities->pdata[i]);

      item->password = find_password (self, item);
      follow_chain (self, item, stored);
    }
  fill_answers (self, self->import->others, stored, waiting);
  fill_answers (self, self->import->authorities, stored, waiting);
  self->n_identities = self->items->len;
  for (guint i = 0; i < self->import->authorities->len; i++)
    if (!is_answer (self->import->authorities->pdata[i], waiting))
      add_item (self, self->import->authorities->pdata[i], NULL);
}

static void
add_leftover (WaybillCertPlan *self,
              WaybillCertSource *source,
              WaybillCertCertificate *certificate,
              WaybillCertPlanReason reason)
{
  WaybillCertPlanLeftover *leftover = g_new0 (WaybillCertPlanLeftover, 1);

  leftover->source = source;
  leftover->certificate = certificate;
  leftover->reason = reason;
  g_ptr_array_add (self->leftovers, leftover);
}

/* Whether any item or other leftover came from it. */
static gboolean
is_needed (WaybillCertPlan *self, WaybillCertSource *source)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((WaybillCertPlanItem *) self->items->pdata[i])->source == source)
      return TRUE;
  for (guint i = 0; i < self->leftovers->len; i++)
    if (((WaybillCertPlanLeftover *) self->leftovers->pdata[i])->source == source)
      return TRUE;
  return FALSE;
}

/* The key that made an identity of another file's certificate is needed; one that fits nothing is not. */
static gboolean
is_loose_key (WaybillCertPlan *self, WaybillCertSource *source)
{
  WaybillCertFound *found = waybill_cert_import_get_found ((WaybillCertImport *) waybill_cert_source_get_import (source));

  for (guint i = 0; i < found->keys->len; i++)
    if (waybill_cert_import_fits (self->import, found->keys->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
sort_leftover (WaybillCertPlan *self, WaybillCertSource *source)
{
  gboolean is_key = waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_KEY;

  const WaybillCertImport *import = waybill_cert_source_get_import (source);

  if (waybill_cert_source_is_locked (source) || is_needed (self, source) || (import != NULL && import->crls->len > 0))
    return;
  if (is_key && is_loose_key (self, source))
    add_leftover (self, source, NULL, WAYBILL_CERT_PLAN_LOOSE_KEY);
  else if (!is_key)
    add_leftover (self, source, NULL,
                  waybill_cert_source_get_n (source) > 0 ? WAYBILL_CERT_PLAN_AGAIN : WAYBILL_CERT_PLAN_NO_CERTIFICATE);
}

static void
fill_leftovers (WaybillCertPlan *self, const char *const *waiting)
{
  for (guint i = 0; i < self->import->others->len; i++)
    if (!is_answer (self->import->others->pdata[i], waiting))
      add_leftover (self, find_source (self, self->import->others->pdata[i], FALSE), self->import->others->pdata[i],
                    WAYBILL_CERT_PLAN_NO_KEY);
  for (guint i = 0; i < self->sources->len; i++)
    sort_leftover (self, self->sources->pdata[i]);
}

/* A .cer that names the same subject as the .pfx but another key, or a key that fits none of the certificates. */
static gboolean
find_mismatch (WaybillCertPlan *self)
{
  for (guint i = 0; i < self->n_identities; i++)
    {
      WaybillCertPlanItem *item = self->items->pdata[i];

      for (guint j = 0; item->identity != NULL && j < self->import->others->len; j++)
        if (g_str_equal (waybill_cert_certificate_get_subject (self->import->others->pdata[j]),
                         waybill_cert_certificate_get_subject (item->certificate))
            && !g_str_equal (waybill_cert_certificate_get_key_id (self->import->others->pdata[j]),
                             waybill_cert_certificate_get_key_id (item->certificate)))
          return TRUE;
    }
  return FALSE;
}

/**
 * waybill_cert_plan_new:
 * @sources: (element-type WaybillCertSource): the files; those that are locked count as locked
 * @stored: (nullable) (element-type WaybillCertCertificate): authorities at hand already, for the chains
 *
 * Sorts what the files hold. Computes no password's rounds. Any thread.
 *
 * Returns: (transfer full): the plan
 */
WaybillCertPlan *
waybill_cert_plan_new (GPtrArray *sources, GPtrArray *stored)
{
  return waybill_cert_plan_new_waiting (sources, stored, NULL);
}

/**
 * waybill_cert_plan_new_waiting:
 * @sources: (element-type WaybillCertSource): the files; those that are locked count as locked
 * @stored: (nullable) (element-type WaybillCertCertificate): authorities at hand already, for the chains
 * @waiting: (nullable) (array zero-terminated=1): ids of requests whose keys wait in the store
 *
 * As waybill_cert_plan_new(); a certificate without its key that answers one of the requests is ours. Any thread.
 *
 * Returns: (transfer full): the plan
 */
WaybillCertPlan *
waybill_cert_plan_new_waiting (GPtrArray *sources, GPtrArray *stored, const char *const *waiting)
{
  WaybillCertPlan *self = g_new0 (WaybillCertPlan, 1);
  g_autoptr (GError) error = NULL;

  waybill_base_ref_init (&self->refs);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->leftovers = g_ptr_array_new_with_free_func (g_free);
  self->import = waybill_cert_import_new ();
  for (guint i = 0; i < sources->len; i++)
    {
      WaybillCertSource *source = waybill_cert_source_ref (sources->pdata[i]);

      g_ptr_array_add (self->sources, source);
      self->n_locked += waybill_cert_source_is_locked (source);
      self->n_convertible += waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_OLD_LOCK;
      self->remarks |= waybill_cert_source_get_remarks (source);
      if (waybill_cert_source_get_import (source) != NULL)
        waybill_cert_import_copy (self->import, (WaybillCertImport *) waybill_cert_source_get_import (source));
    }
  waybill_cert_import_settle (self->import, &error);
  fill_items (self, stored, waiting);
  fill_leftovers (self, waiting);
  self->has_mismatch = g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH) || find_mismatch (self);
  return self;
}

/**
 * waybill_cert_plan_ref:
 * @self: a plan
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertPlan *
waybill_cert_plan_ref (WaybillCertPlan *self)
{
  waybill_base_ref_take (&self->refs);
  return self;
}

/**
 * waybill_cert_plan_unref:
 * @self: (transfer full): a plan
 *
 * Any thread.
 */
void
waybill_cert_plan_unref (WaybillCertPlan *self)
{
  if (!waybill_base_ref_drop (&self->refs))
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->leftovers);
  waybill_cert_import_free (self->import);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/**
 * waybill_cert_plan_get_sources:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type WaybillCertSource): the files
 */
GPtrArray *
waybill_cert_plan_get_sources (WaybillCertPlan *self)
{
  return self->sources;
}

/**
 * waybill_cert_plan_get_items:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type WaybillCertPlanItem): identities first, with those whose key waits, then
 * authorities
 */
GPtrArray *
waybill_cert_plan_get_items (WaybillCertPlan *self)
{
  return self->items;
}

/**
 * waybill_cert_plan_get_n_identities:
 * @self: a plan
 *
 * Returns: how many of the items are identities
 */
guint
waybill_cert_plan_get_n_identities (WaybillCertPlan *self)
{
  return self->n_identities;
}

/**
 * waybill_cert_plan_item_is_ours:
 * @item: an item of a plan
 *
 * Returns: whether it is a certificate of ours, whose key came with it or waits in the store
 */
gboolean
waybill_cert_plan_item_is_ours (const WaybillCertPlanItem *item)
{
  return item->identity != NULL || item->waiting != NULL;
}

/**
 * waybill_cert_plan_dup_answer:
 * @self: a plan
 * @item: one of its items whose key waits
 *
 * Returns: (transfer full) (element-type WaybillCertCertificate): the certificate, then all authorities of the files: what
 *   waybill_cert_store_join_key() takes
 */
GPtrArray *
waybill_cert_plan_dup_answer (WaybillCertPlan *self, const WaybillCertPlanItem *item)
{
  GPtrArray *authorities = self->import->authorities;
  GPtrArray *answer = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (answer, waybill_cert_certificate_ref (item->certificate));
  for (guint i = 0; i < authorities->len; i++)
    if (authorities->pdata[i] != item->certificate)
      g_ptr_array_add (answer, waybill_cert_certificate_ref (authorities->pdata[i]));
  return answer;
}

/**
 * waybill_cert_plan_get_leftovers:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type WaybillCertPlanLeftover): what is not needed, and why
 */
GPtrArray *
waybill_cert_plan_get_leftovers (WaybillCertPlan *self)
{
  return self->leftovers;
}

/**
 * waybill_cert_plan_get_n_locked:
 * @self: a plan
 *
 * Returns: how many files want a password
 */
guint
waybill_cert_plan_get_n_locked (WaybillCertPlan *self)
{
  return self->n_locked;
}

/**
 * waybill_cert_plan_get_crls:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type WaybillCertCrl): the revocation lists of all files, whoever signed them
 */
GPtrArray *
waybill_cert_plan_get_crls (WaybillCertPlan *self)
{
  return self->import->crls;
}

/**
 * waybill_cert_plan_is_usable:
 * @self: a plan
 *
 * Returns: whether there is an item, a revocation list, or a file that a password or a conversion may open
 */
gboolean
waybill_cert_plan_is_usable (WaybillCertPlan *self)
{
  return self->n_locked > 0 || self->n_convertible > 0 || self->items->len > 0 || self->import->crls->len > 0;
}

/**
 * waybill_cert_plan_has_mismatch:
 * @self: a plan
 *
 * Returns: whether a certificate came with a key that is not its own
 */
gboolean
waybill_cert_plan_has_mismatch (WaybillCertPlan *self)
{
  return self->has_mismatch;
}

/**
 * waybill_cert_plan_get_remarks:
 * @self: a plan
 *
 * Returns: #WaybillCertRemark flags
 */
guint
waybill_cert_plan_get_remarks (WaybillCertPlan *self)
{
  return self->remarks;
}
