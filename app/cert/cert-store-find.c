/* Looking things up in the store: by label, by fingerprint, by subject, and by what may have been meant. Changes nothing. */

#include "cert-store-private.h"

#include "base-hash.h"
#include "cert-error.h"

#include <string.h>

#define MAX_SUGGESTIONS 5
#define MIN_FINGERPRINT 8

/**
 * waybill_cert_store_get_labelled:
 * @self: the store
 * @label: UTF-8, any case
 * @except: (nullable): an entry that does not count
 *
 * Returns: (transfer none) (nullable): the entry with that label
 */
WaybillCertEntry *
waybill_cert_store_get_labelled (WaybillCertStore *self, const char *label, const WaybillCertEntry *except)
{
  g_autofree char *folded = waybill_cert_label_fold (label);
  WaybillCertEntry *entry = g_hash_table_lookup (self->by_label, folded);

  return entry != except ? entry : NULL;
}

/**
 * waybill_cert_store_get_printed:
 * @self: the store
 * @fingerprint: (nullable): SHA-256, hex; colons, blanks and case ignored
 *
 * Returns: (transfer none) (nullable): the entry with that fingerprint
 */
WaybillCertEntry *
waybill_cert_store_get_printed (WaybillCertStore *self, const char *fingerprint)
{
  g_autofree char *wanted = NULL;
  WaybillCertEntry *entry = fingerprint != NULL ? g_hash_table_lookup (self->by_fingerprint, fingerprint) : NULL;

  if (entry != NULL || fingerprint == NULL)
    return entry;
  wanted = waybill_base_hash_normalize_hex (fingerprint);
  return wanted != NULL ? g_hash_table_lookup (self->by_fingerprint, wanted) : NULL;
}

/**
 * waybill_cert_store_dup_prefix:
 * @typed: what a person typed
 *
 * Returns: (transfer full) (nullable): it as the beginning of a fingerprint; %NULL when it is shorter than 8 digits or no
 * hex
 */
char *
waybill_cert_store_dup_prefix (const char *typed)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at++)
    if (g_ascii_isxdigit (*at))
      g_string_append_c (hex, g_ascii_tolower (*at));
    else if (*at != ':' && *at != ' ')
      return NULL;
  return hex->len >= MIN_FINGERPRINT ? g_strdup (hex->str) : NULL;
}

/**
 * waybill_cert_store_find:
 * @self: the store
 * @label: a label (without case), or a fingerprint: all of it or 8 or more hex digits of its beginning
 * @error: return location
 *
 * A label wins over a fingerprint that begins the same.
 *
 * Returns: (transfer none) (nullable): the entry; %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND or `AMBIGUOUS`
 */
const WaybillCertEntry *
waybill_cert_store_find (WaybillCertStore *self, const char *label, GError **error)
{
  WaybillCertEntry *found = g_utf8_validate (label, -1, NULL) ? waybill_cert_store_get_labelled (self, label, NULL) : NULL;
  g_autofree char *prefix = found == NULL ? waybill_cert_store_dup_prefix (label) : NULL;
  guint n_found = found != NULL;

  for (guint i = 0; prefix != NULL && i < self->entries->len; i++)
    {
      WaybillCertEntry *entry = self->entries->pdata[i];

      if (!g_str_has_prefix (waybill_cert_certificate_get_fingerprint (entry->certificate), prefix))
        continue;
      found = entry;
      n_found++;
    }
  if (n_found == 1)
    return found;
  if (n_found == 0)
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND, "No certificate \"%s\" in the store", label);
  else
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_AMBIGUOUS, "Several certificates match \"%s\"", label);
  return NULL;
}

/**
 * waybill_cert_store_find_fingerprint:
 * @self: the store
 * @fingerprint: SHA-256, hex; colons, blanks and case ignored
 *
 * Returns: (transfer none) (nullable): the entry
 */
const WaybillCertEntry *
waybill_cert_store_find_fingerprint (WaybillCertStore *self, const char *fingerprint)
{
  return waybill_cert_store_get_printed (self, fingerprint);
}

static gboolean
is_same_authority (WaybillCertCertificate *one, WaybillCertCertificate *other)
{
  const char *key = waybill_cert_certificate_get_key_id (one);

  return g_str_equal (waybill_cert_certificate_get_subject (one), waybill_cert_certificate_get_subject (other))
         || (*key != '\0' && g_str_equal (key, waybill_cert_certificate_get_key_id (other)));
}

/* Does one begin before the other, or with it and end no later? An authority may be renewed for a shorter time. */
static gboolean
is_no_newer (WaybillCertCertificate *one, WaybillCertCertificate *other)
{
  gint64 begin = waybill_cert_certificate_get_not_before (one),
         begin_other = waybill_cert_certificate_get_not_before (other);

  return begin < begin_other
         || (begin == begin_other
             && waybill_cert_certificate_get_not_after (one) <= waybill_cert_certificate_get_not_after (other));
}

/**
 * waybill_cert_store_find_older:
 * @self: the store
 * @certificate: an authority that is to be added
 *
 * Looks for what @certificate renews: another authority with the same subject or the same key that does not begin later; of
 * several the latest.
 *
 * Returns: (transfer none) (nullable): the older authority
 */
const WaybillCertEntry *
waybill_cert_store_find_older (WaybillCertStore *self, WaybillCertCertificate *certificate)
{
  const WaybillCertEntry *older = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const WaybillCertEntry *entry = self->entries->pdata[i];

      if (!entry->is_identity && is_same_authority (entry->certificate, certificate)
          && is_no_newer (entry->certificate, certificate)
          && !waybill_cert_certificate_equal (entry->certificate, certificate)
          && (older == NULL || is_no_newer (older->certificate, entry->certificate)))
        older = entry;
    }
  return older;
}

typedef struct
{
  const char *label;
  guint distance;
} Suggestion;

static int
compare_suggestions (gconstpointer one, gconstpointer other)
{
  const Suggestion *a = one;
  const Suggestion *b = other;

  return (a->distance > b->distance) - (a->distance < b->distance);
}

/**
 * waybill_cert_store_suggest:
 * @self: the store
 * @label: what was typed and not found
 *
 * Returns: (transfer full) (array zero-terminated=1): up to five labels that are near, the nearest first
 */
char **
waybill_cert_store_suggest (WaybillCertStore *self, const char *label)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_text = g_utf8_validate (label, -1, NULL);

  for (guint i = 0; is_text && i < self->entries->len; i++)
    {
      const WaybillCertEntry *entry = self->entries->pdata[i];
      Suggestion suggestion = { entry->label, waybill_cert_label_distance (entry->label, label) };

      if (suggestion.distance != G_MAXUINT)
        g_array_append_val (near, suggestion);
    }
  g_array_sort (near, compare_suggestions);
  for (guint i = 0; i < near->len && i < MAX_SUGGESTIONS; i++)
    g_strv_builder_add (builder, g_array_index (near, Suggestion, i).label);
  return g_strv_builder_end (builder);
}
