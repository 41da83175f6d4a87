/* How near two names are, for "did you mean". It knows no partners. */
#include "partner-near-private.h"

#include <string.h>

/**
 * waybill_partner_near_distance:
 * @a: what somebody typed, UTF-8
 * @b: a name, UTF-8
 *
 * Levenshtein's distance over characters, without case; a name that contains what was typed is 1 away at most. Any thread.
 *
 * Returns: how many characters must be changed, added or left out
 */
guint
waybill_partner_near_distance (const char *a, const char *b)
{
  g_autofree char *key_a = g_utf8_casefold (a, -1), *key_b = g_utf8_casefold (b, -1);
  glong length_a, length_b;
  g_autofree gunichar *chars_a = g_utf8_to_ucs4_fast (key_a, -1, &length_a);
  g_autofree gunichar *chars_b = g_utf8_to_ucs4_fast (key_b, -1, &length_b);
  g_autofree guint *row = g_new (guint, length_b + 1);

  if (length_a >= 2 && length_a < length_b && strstr (key_b, key_a) != NULL)
    return 1;
  for (glong j = 0; j <= length_b; j++)
    row[j] = (guint) j;
  for (glong i = 0; i < length_a; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (glong j = 0; j < length_b; j++)
        {
          guint change = diagonal + (chars_a[i] != chars_b[j] ? 1 : 0);

          diagonal = row[j + 1];
          row[j + 1] = MIN (MIN (row[j], row[j + 1]) + 1, change);
        }
    }
  return row[length_b];
}
