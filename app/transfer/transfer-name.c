/* Names beside a name: "order (2).edi" for keeping both. Pure. */
#include "transfer-name.h"

#include <string.h>

/**
 * waybill_transfer_name_dup_numbered:
 * @name: a file name or path
 * @number: 1 gives @name itself
 *
 * The number stands before the last extension; a leading dot begins no extension.
 *
 * Returns: (transfer full): a name
 */
char *
waybill_transfer_name_dup_numbered (const char *name, guint number)
{
  const char *slash = strrchr (name, '/');
  const char *base = slash != NULL ? slash + 1 : name;
  const char *dot = strrchr (base, '.');

  if (number <= 1)
    return g_strdup (name);
  if (dot == NULL || dot == base)
    return g_strdup_printf ("%s (%u)", name, number);
  return g_strdup_printf ("%.*s (%u)%s", (int) (dot - name), name, number, dot);
}
