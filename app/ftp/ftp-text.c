/* Line ends of a text: LF on this side, CRLF on the way (RFC 959 §3.1.1.1). Bytes in, bytes out; no wire, no letters. */
#include "ftp-text.h"

#include <string.h>

static char *
put (char *at, const char *bytes, gsize length)
{
  memcpy (at, bytes, length);
  return at + length;
}

static gsize
count_to (const char *bytes, gsize length, char wanted)
{
  const char *found = memchr (bytes, wanted, length);

  return found != NULL ? (gsize) (found - bytes) : length;
}

/**
 * waybill_ftp_text_to_local:
 * @self: a text that is fetched
 * @bytes: (array length=length): the next piece, cut anywhere
 * @length: its length
 * @local: (out caller-allocates): room for @length and one more
 *
 * CRLF becomes LF. A CR that no LF follows stays, also several of them, and a lone LF too: some servers send lines as they
 * are.
 *
 * Returns: bytes in @local; a CR at the end of the piece waits for the next, or for waybill_ftp_text_end_local()
 */
gsize
waybill_ftp_text_to_local (WaybillFtpText *self, const char *bytes, gsize length, char *local)
{
  char *at = local;

  while (length > 0)
    {
      gsize run;

      if (self->after_cr && *bytes != '\n')
        *at++ = '\r';
      self->after_cr = FALSE;
      run = count_to (bytes, length, '\r');
      at = put (at, bytes, run);
      bytes += run;
      length -= run;
      if (length == 0)
        break;
      self->after_cr = TRUE;
      bytes++;
      length--;
    }
  return (gsize) (at - local);
}

/**
 * waybill_ftp_text_end_local:
 * @self: a text that was fetched to its end
 * @local: (out caller-allocates): room for one byte
 *
 * Returns: 1 where it ended in a CR, which stands in @local then; else 0
 */
gsize
waybill_ftp_text_end_local (WaybillFtpText *self, char *local)
{
  gsize length = self->after_cr ? 1 : 0;

  *local = '\r';
  self->after_cr = FALSE;
  return length;
}

/**
 * waybill_ftp_text_to_wire:
 * @self: a text that is sent
 * @bytes: (array length=length): the next piece, cut anywhere
 * @length: its length
 * @wire: (out caller-allocates): room for twice as much
 *
 * LF becomes CRLF; one that stands behind a CR already stays as it is.
 *
 * Returns: bytes in @wire
 */
gsize
waybill_ftp_text_to_wire (WaybillFtpText *self, const char *bytes, gsize length, char *wire)
{
  char *at = wire;

  while (length > 0)
    {
      gsize run = count_to (bytes, length, '\n');

      if (run > 0)
        {
          at = put (at, bytes, run);
          self->after_cr = at[-1] == '\r';
        }
      bytes += run;
      length -= run;
      if (length == 0)
        break;
      if (!self->after_cr)
        *at++ = '\r';
      *at++ = '\n';
      self->after_cr = FALSE;
      bytes++;
      length--;
    }
  return (gsize) (at - wire);
}
