/* Reads the address in the replies to EPSV (229, RFC 2428) and PASV (227, RFC 959), in the many ways in which servers write
 * them. Connects to nothing. */
#include "ftp-address.h"

#include <string.h>

static gboolean
read_number (const char **at, guint largest, guint *number)
{
  const char *begin = *at;

  *number = 0;
  while (g_ascii_isdigit (**at) && *number <= largest)
    *number = *number * 10 + (guint) (*(*at)++ - '0');
  return *at > begin && *number <= largest;
}

/**
 * waybill_ftp_address_parse_229:
 * @text: the reply without its code
 * @port: (out): the port
 *
 * Finds `(|||port|)`. The delimiter may be any printable character but a digit; the address between is ignored: the data
 * channel goes where the control channel went.
 *
 * Returns: %FALSE when there is no port from 1 to 65535
 */
gboolean
waybill_ftp_address_parse_229 (const char *text, guint16 *port)
{
  const char *open = strchr (text, '(');
  const char *at = open != NULL ? open + 1 : text + strcspn (text, "|");
  char delimiter = *at;
  guint number;

  if (delimiter < 33 || delimiter > 126 || g_ascii_isdigit (delimiter))
    return FALSE;

  for (guint field = 0; field < 3; field++)
    {
      at = strchr (at, delimiter);
      if (at == NULL)
        return FALSE;
      at++;
    }
  if (!read_number (&at, G_MAXUINT16, &number) || number == 0 || *at != delimiter)
    return FALSE;
  *port = (guint16) number;
  return TRUE;
}

static gboolean
read_six (const char *at, guint *numbers)
{
  for (guint i = 0; i < 6; i++)
    {
      while (i > 0 && (*at == ' ' || *at == '.'))
        at++;
      if (!read_number (&at, 255, &numbers[i]))
        return FALSE;
      while (*at == ' ')
        at++;
      if (i < 5 && *at++ != ',')
        return FALSE;
    }
  return !g_ascii_isdigit (*at);
}

/**
 * waybill_ftp_address_parse_227:
 * @text: the reply without its code
 * @address: (out) (transfer full): the IPv4 address that the server names
 * @port: (out): the port
 *
 * Finds six numbers parted by commas, with or without parentheses (RFC 1123 §4.1.2.6).
 *
 * Returns: %FALSE when there are none, or one is over 255, or the port is 0
 */
gboolean
waybill_ftp_address_parse_227 (const char *text, char **address, guint16 *port)
{
  guint n[6];
  const char *at = text;

  while (*at != '\0' && !(g_ascii_isdigit (*at) && read_six (at, n)))
    {
      if (g_ascii_isdigit (*at))
        at += strspn (at, "0123456789");
      else
        at++;
    }
  if (*at == '\0' || n[4] * 256 + n[5] == 0)
    return FALSE;

  *address = g_strdup_printf ("%u.%u.%u.%u", n[0], n[1], n[2], n[3]);
  *port = (guint16) (n[4] * 256 + n[5]);
  return TRUE;
}
