/* Text in another dress: UTF-16, as the Editor of Windows saves "Unicode", and Base64 without the lines that PEM puts around
 * it. It knows no format of certificates but by its beginning. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

/* Shorter is no certificate and no key. */
#define MIN_BARE 64

static gboolean
allocate (gnutls_datum_t *datum, gsize size)
{
  datum->data = gnutls_malloc (size);
  datum->size = 0;
  return datum->data != NULL;
}

/* 0: it is no UTF-16. Without a mark in front, text of ASCII is told by its zeros. */
static guint
find_low_byte (const guint8 *bytes, gsize length, gsize *begin)
{
  *begin = 2;
  if (length < 4)
    return 0;
  if (bytes[0] == 0xff && bytes[1] == 0xfe)
    return 1;
  if (bytes[0] == 0xfe && bytes[1] == 0xff)
    return 2;
  *begin = 0;
  if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
    return 1;
  if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
    return 2;
  return 0;
}

/* Whatever is not ASCII may only stand between the blocks. */
static gboolean
narrow (const guint8 *bytes, gsize length, gnutls_datum_t *plain)
{
  gsize begin;
  guint low = find_low_byte (bytes, length, &begin);

  if (low == 0 || !allocate (plain, length / 2))
    return FALSE;
  for (gsize i = begin; i + 1 < length; i += 2)
    {
      guint8 high_byte = bytes[i + (low == 1 ? 1 : 0)];
      guint8 low_byte = bytes[i + (low == 1 ? 0 : 1)];

      plain->data[plain->size++] = high_byte == 0 && low_byte < 0x80 ? low_byte : '?';
    }
  return TRUE;
}

static gboolean
is_base64 (const char *text, gsize length)
{
  gsize n_digits = 0;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (text[i]) || text[i] == '+' || text[i] == '/' || text[i] == '=')
      n_digits++;
    else if (!g_ascii_isspace (text[i]))
      return FALSE;
  return n_digits >= MIN_BARE;
}

/* Nothing but Base64, which gives something that is known. */
static gboolean
decode_bare (const char *text, gsize length, gnutls_datum_t *plain)
{
  g_auto (gnutls_datum_t) decoded = { NULL, 0 };
  int state = 0;
  guint save = 0;
  gsize total;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!is_base64 (text, length) || !allocate (&decoded, length / 4 * 3 + 3))
    return FALSE;
  decoded.size = (unsigned) g_base64_decode_step (text, length, decoded.data, &state, &save);
  if (waybill_cert_shape_of_der (decoded.data, decoded.size, &total) == WAYBILL_CERT_SHAPE_UNKNOWN)
    return FALSE;
  waybill_cert_gnutls_datum_wipe (plain);
  *plain = decoded;
  decoded = (gnutls_datum_t){ NULL, 0 };
  return TRUE;
}

/**
 * waybill_cert_text_undress:
 * @data: (array length=length): a file's content, or its beginning
 * @length: bytes
 * @plain: (out): the same as ASCII or DER; it may hold a key, so it has to be wiped
 *
 * Takes off what is around the usual content: UTF-16, Base64 without armour, or both. Any thread.
 *
 * Returns: %FALSE with nothing in @plain when the content is as it should be, or is something else
 */
gboolean
waybill_cert_text_undress (const void *data, gsize length, gnutls_datum_t *plain)
{
  *plain = (gnutls_datum_t){ NULL, 0 };
  if (!narrow (data, length, plain))
    return decode_bare (data, length, plain);
  decode_bare ((const char *) plain->data, plain->size, plain);
  return TRUE;
}
