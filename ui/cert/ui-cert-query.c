/* What was typed into the certificate store's search, taken apart once, and what it is looked for in, folded once: a key is
 * pressed, and thousands of certificates are looked at. */

#include "ui-cert-query.h"

#include <string.h>

/* Fewer digits are a word, such as "cafe". */
#define MIN_FINGERPRINT_DIGITS 4

struct _WaybillUiCertQuery
{
  char **words;
  char *digits; /* (nullable) */
};

static char *
fold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return composed == NULL ? g_strdup ("") : g_utf8_casefold (composed, -1);
}

/* A fingerprint is read from paper: in groups, with colons, in capitals, and perhaps only a part of it. */
static char *
dup_digits (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at++)
    {
      if (g_ascii_isxdigit (*at))
        g_string_append_c (digits, g_ascii_tolower (*at));
      else if (*at != ' ' && *at != ':' && *at != '-')
        return NULL;
    }
  return digits->len >= MIN_FINGERPRINT_DIGITS ? g_strdup (digits->str) : NULL;
}

/**
 * waybill_ui_cert_query_new:
 * @typed: what was typed
 *
 * Returns: (transfer full): it as a query
 */
WaybillUiCertQuery *
waybill_ui_cert_query_new (const char *typed)
{
  WaybillUiCertQuery *self = g_new0 (WaybillUiCertQuery, 1);
  g_autofree char *folded = fold (typed);

  self->words = g_strsplit_set (g_strstrip (folded), " \t\n", -1);
  self->digits = dup_digits (typed);
  return self;
}

/**
 * waybill_ui_cert_query_free:
 * @self: (transfer full): a query
 *
 * Frees it.
 */
void
waybill_ui_cert_query_free (WaybillUiCertQuery *self)
{
  g_strfreev (self->words);
  g_free (self->digits);
  g_free (self);
}

/**
 * waybill_ui_cert_query_is_empty:
 * @self: a query
 *
 * Returns: whether it finds everything
 */
gboolean
waybill_ui_cert_query_is_empty (const WaybillUiCertQuery *self)
{
  return self->words[0] == NULL;
}

/**
 * waybill_ui_cert_query_get_digits:
 * @self: a query
 *
 * Returns: (nullable): lower-case hex digits where it may be a part of a fingerprint
 */
const char *
waybill_ui_cert_query_get_digits (const WaybillUiCertQuery *self)
{
  return self->digits;
}

/**
 * waybill_ui_cert_query_finds:
 * @self: a query
 * @haystack: what waybill_ui_cert_query_dup_haystack() gave
 *
 * Returns: whether each of its words stands there
 */
gboolean
waybill_ui_cert_query_finds (const WaybillUiCertQuery *self, const char *haystack)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (haystack, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * waybill_ui_cert_query_dup_haystack:
 * @texts: (array zero-terminated=1): what is searched
 *
 * Returns: (transfer full): all of them, without case
 */
char *
waybill_ui_cert_query_dup_haystack (const char *const *texts)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *text = fold (texts[i]);

      g_string_append (all, text);
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}
