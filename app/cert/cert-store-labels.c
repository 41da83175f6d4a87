/* Labels as people type them: compared without case, made up from a certificate, near misses. Knows no files. */

#include "cert-store-private.h"

#include "cert-error.h"

#include <string.h>

/**
 * waybill_cert_label_fold:
 * @label: UTF-8
 *
 * Returns: (transfer full): what labels are compared by: composed, without case
 */
char *
waybill_cert_label_fold (const char *label)
{
  g_autofree char *composed = g_utf8_normalize (label, -1, G_NORMALIZE_ALL_COMPOSE);

  return composed != NULL ? g_utf8_casefold (composed, -1) : g_strdup ("");
}

/**
 * waybill_cert_label_equal:
 * @one: a label
 * @other: another
 *
 * Returns: whether a person would call them the same
 */
gboolean
waybill_cert_label_equal (const char *one, const char *other)
{
  g_autofree char *folded_one = waybill_cert_label_fold (one);
  g_autofree char *folded_other = waybill_cert_label_fold (other);

  return g_str_equal (folded_one, folded_other);
}

/**
 * waybill_cert_label_clean:
 * @label: what a person typed
 * @error: return location
 *
 * Returns: (transfer full) (nullable): it without blanks around; %NULL with %WAYBILL_CERT_ERROR_FAILED when it is empty,
 *   longer than 256 bytes, not UTF-8 or has control characters
 */
char *
waybill_cert_label_clean (const char *label, GError **error)
{
  gboolean is_good = g_utf8_validate (label, -1, NULL);
  g_autofree char *clean = is_good ? g_strstrip (g_strdup (label)) : NULL;

  is_good = is_good && *clean != '\0' && strlen (clean) <= WAYBILL_CERT_LABEL_MAX;
  for (const char *at = clean; is_good && *at != '\0'; at = g_utf8_next_char (at))
    is_good = !g_unichar_iscntrl (g_utf8_get_char (at));
  if (is_good)
    return g_steal_pointer (&clean);
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED, "This cannot be a label");
  return NULL;
}

/**
 * waybill_cert_label_tame:
 * @name: what somebody else called something
 *
 * Returns: (transfer full): the part of it that can stand in a label: no controls, not too long
 */
char *
waybill_cert_label_tame (const char *name)
{
  GString *tame = g_string_new (NULL);

  for (const char *at = name; *at != '\0' && tame->len < WAYBILL_CERT_LABEL_MAX / 2; at = g_utf8_next_char (at))
    if (!g_unichar_iscntrl (g_utf8_get_char (at)))
      g_string_append_unichar (tame, g_utf8_get_char (at));
  return g_string_free (tame, FALSE);
}

/**
 * waybill_cert_label_get_client:
 * @name: whose certificate it is
 *
 * Returns: what follows the name in an identity's label: " client", or nothing where the name ends so
 */
const char *
waybill_cert_label_get_client (const char *name)
{
  g_autofree char *folded = waybill_cert_label_fold (name);

  g_strchomp (folded);
  return g_str_equal (folded, "client") || g_str_has_suffix (folded, " client") ? "" : " client";
}

/**
 * waybill_cert_label_make:
 * @certificate: what is to be stored
 * @is_identity: whether with its key
 *
 * Returns: (transfer full): a label: `NAME yyyy-mm-dd` of the end for authorities, `NAME client yyyy-mm` for identities
 * (UTC)
 */
char *
waybill_cert_label_make (WaybillCertCertificate *certificate, gboolean is_identity)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (waybill_cert_certificate_get_not_after (certificate));
  g_autofree char *name = waybill_cert_label_tame (waybill_cert_certificate_get_name (certificate));
  g_autofree char *date = end != NULL ? g_date_time_format (end, is_identity ? "%Y-%m" : "%Y-%m-%d") : g_strdup ("");
  g_autofree char *label = g_strdup_printf ("%s%s %s", name, is_identity ? waybill_cert_label_get_client (name) : "", date);

  return g_strdup (g_strstrip (label));
}

/* Levenshtein over code points, two rows. */
static guint
count_edits (const gunichar *one, glong n_one, const gunichar *other, glong n_other)
{
  g_autofree guint *row = g_new (guint, (gsize) n_other + 1);

  for (glong j = 0; j <= n_other; j++)
    row[j] = (guint) j;
  for (glong i = 1; i <= n_one; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (glong j = 1; j <= n_other; j++)
        {
          guint replaced = diagonal + (one[i - 1] != other[j - 1]);

          diagonal = row[j];
          row[j] = MIN (replaced, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n_other];
}

/**
 * waybill_cert_label_distance:
 * @label: a label of the store
 * @typed: what a person typed
 *
 * Returns: 0 when one contains the other, else the edits between them; %G_MAXUINT when more than a third has to change
 */
guint
waybill_cert_label_distance (const char *label, const char *typed)
{
  g_autofree char *folded_label = waybill_cert_label_fold (label);
  g_autofree char *folded_typed = waybill_cert_label_fold (typed);
  g_autofree gunichar *one = NULL;
  g_autofree gunichar *other = NULL;
  glong n_one, n_other;
  guint edits;

  if (*folded_typed == '\0' || strlen (folded_typed) > 4 * WAYBILL_CERT_LABEL_MAX)
    return G_MAXUINT;
  if (strstr (folded_label, folded_typed) != NULL || strstr (folded_typed, folded_label) != NULL)
    return 0;
  one = g_utf8_to_ucs4_fast (folded_label, -1, &n_one);
  other = g_utf8_to_ucs4_fast (folded_typed, -1, &n_other);
  edits = count_edits (one, n_one, other, n_other);
  return edits <= MAX (2, (guint) MAX (n_one, n_other) / 3) ? edits : G_MAXUINT;
}
