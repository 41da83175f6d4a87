/* Any text as the reply to EPSV and PASV: an address that comes out is one, and a port is a port. */
#include "fuzz.h"

#include "ftp-address.h"

#include <gio/gio.h>
#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* In memory of just its length, so that a read behind it is seen. */
  g_autofree char *text = g_malloc (size + 1);
  g_autofree char *address = NULL;
  guint16 port = 0;

  memcpy (text, data, size);
  text[size] = '\0';
  if (waybill_ftp_address_parse_229 (text, &port))
    g_assert_cmpuint (port, !=, 0);
  port = 0;
  if (waybill_ftp_address_parse_227 (text, &address, &port))
    {
      g_assert_cmpuint (port, !=, 0);
      g_assert_true (address == NULL || g_hostname_is_ip_address (address));
    }
  return 0;
}
