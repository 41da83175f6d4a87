/* Reads PEM (RFC 7468) with anything in it: text between the blocks, several kinds of blocks, keys in every spelling. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"
#define MAX_LABEL 64
/* PGP's signed mails have a beginning without an end, say. Each costs a look at the whole rest. */
#define MAX_ENDLESS 8

/* How a block is read: what its Base64 holds. */
typedef enum
{
  CONTENT_NONE, /* nothing that can be imported */
  CONTENT_DER,
  CONTENT_KEY,
} Content;

static const struct
{
  const char *label;
  Content content;
  WaybillCertKind kind;
  WaybillCertShape shape;
} labels[] = {
  { "CERTIFICATE", CONTENT_DER, WAYBILL_CERT_KIND_CERTIFICATE, WAYBILL_CERT_SHAPE_CERTIFICATE },
  { "X509 CERTIFICATE", CONTENT_DER, WAYBILL_CERT_KIND_CERTIFICATE, WAYBILL_CERT_SHAPE_CERTIFICATE },
  { "TRUSTED CERTIFICATE", CONTENT_DER, WAYBILL_CERT_KIND_CERTIFICATE, WAYBILL_CERT_SHAPE_CERTIFICATE },
  { "X509 CRL", CONTENT_DER, WAYBILL_CERT_KIND_CRL, WAYBILL_CERT_SHAPE_CRL },
  { "PKCS7", CONTENT_DER, WAYBILL_CERT_KIND_P7B, WAYBILL_CERT_SHAPE_P7B },
  { "PKCS #7 SIGNED DATA", CONTENT_DER, WAYBILL_CERT_KIND_P7B, WAYBILL_CERT_SHAPE_P7B },
  { "CMS", CONTENT_DER, WAYBILL_CERT_KIND_P7B, WAYBILL_CERT_SHAPE_P7B },
  { "PKCS12", CONTENT_DER, WAYBILL_CERT_KIND_PFX, WAYBILL_CERT_SHAPE_PFX },
  { "PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_SHAPE_KEY_PLAIN },
  { "ENCRYPTED PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_SHAPE_KEY_ENCRYPTED },
  { "RSA PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_SHAPE_KEY_TRADITIONAL },
  { "EC PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_SHAPE_KEY_TRADITIONAL },
  { "DSA PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_SHAPE_KEY_TRADITIONAL },
  { "CERTIFICATE REQUEST", CONTENT_NONE, WAYBILL_CERT_KIND_REQUEST, WAYBILL_CERT_SHAPE_REQUEST },
  { "NEW CERTIFICATE REQUEST", CONTENT_NONE, WAYBILL_CERT_KIND_REQUEST, WAYBILL_CERT_SHAPE_REQUEST },
};

typedef struct
{
  char label[MAX_LABEL];
  const char *text; /* from the dashes of BEGIN to those of END */
  gsize length;
  gboolean is_cut_off; /* there is no end */
} Block;

static const char *
find (const char *text, gsize length, const char *needle)
{
  return memmem (text, length, needle, strlen (needle));
}

/* The next block; FALSE when there is none. One without its END is told as cut off, and the search goes on behind its
 * beginning. */
static gboolean
next_block (const char **at, gsize *left, Block *block)
{
  const char *begin = find (*at, *left, BEGIN);
  const char *end_of_file = *at + *left;
  const char *label, *dashes, *end;
  g_autofree char *end_line = NULL;

  if (begin == NULL)
    return FALSE;
  label = begin + strlen (BEGIN);
  dashes = find (label, (gsize) (end_of_file - label), DASHES);
  *block = (Block){ .text = begin, .length = (gsize) (end_of_file - begin), .is_cut_off = TRUE };
  *left = 0;
  if (dashes == NULL)
    return TRUE;
  if (dashes - label < MAX_LABEL)
    memcpy (block->label, label, (gsize) (dashes - label));
  end_line = g_strconcat (END, block->label, DASHES, NULL);
  end = find (dashes, (gsize) (end_of_file - dashes), end_line);
  *at = end != NULL ? end : dashes;
  *left = (gsize) (end_of_file - *at);
  if (end == NULL)
    return TRUE;
  end += strlen (end_line);
  block->is_cut_off = FALSE;
  block->length = (gsize) (end - begin);
  return TRUE;
}

/* Whether the file lost its end: a block of ours, or a line that stops in its middle. */
static gboolean
is_ours_cut_off (const Block *block, int index, guint *n_endless)
{
  if (!block->is_cut_off)
    return FALSE;
  return index >= 0 || block->label[0] == '\0' || ++*n_endless > MAX_ENDLESS;
}

static int
find_label (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].label, label))
      return (int) i;
  return -1;
}

/* OpenSSL's traditional encryption says so in a header line (RFC 1421, 4.6.1.1). */
static WaybillCertShape
shape_of_block (const Block *block, WaybillCertShape shape)
{
  if (shape == WAYBILL_CERT_SHAPE_KEY_TRADITIONAL && find (block->text, block->length, ",ENCRYPTED") != NULL)
    return WAYBILL_CERT_SHAPE_KEY_ENCRYPTED;
  return shape;
}

static gboolean
read_der_block (WaybillCertFound *found, const Block *block, const char *password, GError **error)
{
  gnutls_datum_t text = { (unsigned char *) block->text, (unsigned) block->length };
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_pem_base64_decode2 (block->label, &text, &der);

  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_DAMAGED, status, "A damaged PEM block");
      return FALSE;
    }
  return waybill_cert_import_read_der (found, der.data, der.size, password, error);
}

static gboolean
read_block (WaybillCertFound *found, const Block *block, int index, const char *password, GError **error)
{
  if (labels[index].content == CONTENT_DER)
    return read_der_block (found, block, password, error);
  return waybill_cert_import_read_key (found, block->text, block->length, GNUTLS_X509_FMT_PEM,
                                       shape_of_block (block, labels[index].shape), password, error);
}

/**
 * waybill_cert_import_read_pem:
 * @found: where keys and certificates go
 * @text: (array length=length): a file with PEM blocks; blocks of other kinds are passed over
 * @length: bytes
 * @password: (nullable): UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Reads every block. Any thread.
 *
 * Returns: %FALSE with a #WaybillCertError; `CUT_OFF` when a block has no end; @found may have grown
 */
gboolean
waybill_cert_import_read_pem (WaybillCertFound *found, const char *text, gsize length, const char *password, GError **error)
{
  g_autoptr (GError) list_error = NULL;
  guint n_known = 0, n_endless = 0;
  Block block;

  while (next_block (&text, &length, &block))
    {
      int index = find_label (block.label);

      if (is_ours_cut_off (&block, index, &n_endless))
        {
          g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_CUT_OFF, "The file ends within a PEM block");
          return FALSE;
        }
      if (block.is_cut_off || index < 0 || labels[index].content == CONTENT_NONE)
        continue;
      /* A damaged revocation list does not keep the certificates beside it from anybody. */
      if (labels[index].shape == WAYBILL_CERT_SHAPE_CRL)
        {
          g_clear_error (&list_error);
          n_known += read_der_block (found, &block, NULL, &list_error);
          continue;
        }
      n_known++;
      if (!read_block (found, &block, index, password, error))
        return FALSE;
    }
  if (n_known > 0)
    return TRUE;
  if (list_error != NULL)
    g_propagate_error (error, g_steal_pointer (&list_error));
  else
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, "No PEM block that we know");
  return FALSE;
}

/**
 * waybill_cert_pem_is:
 * @text: (array length=length): a file's content
 * @length: bytes
 *
 * Any thread.
 *
 * Returns: whether a PEM block begins somewhere
 */
gboolean
waybill_cert_pem_is (const char *text, gsize length)
{
  return find (text, length, BEGIN) != NULL;
}

/* "certutil -encode" writes CERTIFICATE around whatever it is given. */
static gboolean
holds_pfx (const Block *block, int index)
{
  gnutls_datum_t text = { (unsigned char *) block->text, (unsigned) block->length };
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  gsize total;

  if (labels[index].kind == WAYBILL_CERT_KIND_PFX)
    return TRUE;
  return labels[index].content == CONTENT_DER && gnutls_pem_base64_decode2 (block->label, &text, &der) >= 0
         && waybill_cert_shape_of_der (der.data, der.size, &total) == WAYBILL_CERT_SHAPE_PFX;
}

/* What a file is mainly: a certificate wins over a key, both over a request. */
static gboolean
outranks (WaybillCertKind kind, WaybillCertKind so_far)
{
  return so_far == WAYBILL_CERT_KIND_UNKNOWN || so_far == WAYBILL_CERT_KIND_REQUEST
         || (so_far == WAYBILL_CERT_KIND_KEY && kind != WAYBILL_CERT_KIND_REQUEST);
}

/**
 * waybill_cert_pem_kind:
 * @text: (array length=length): a file with PEM blocks
 * @length: bytes
 * @needs_password: (out): whether a block is encrypted
 *
 * Any thread.
 *
 * Returns: what the file is mainly
 */
WaybillCertKind
waybill_cert_pem_kind (const char *text, gsize length, gboolean *needs_password)
{
  WaybillCertKind kind = WAYBILL_CERT_KIND_UNKNOWN;
  guint n_endless = 0;
  Block block;

  *needs_password = FALSE;
  while (next_block (&text, &length, &block) && n_endless <= MAX_ENDLESS)
    {
      int index = find_label (block.label);
      gboolean is_pfx;

      n_endless += block.is_cut_off;
      if (index < 0)
        continue;
      is_pfx = holds_pfx (&block, index);
      if (is_pfx || shape_of_block (&block, labels[index].shape) == WAYBILL_CERT_SHAPE_KEY_ENCRYPTED)
        *needs_password = TRUE;
      if (outranks (labels[index].kind, kind))
        kind = is_pfx ? WAYBILL_CERT_KIND_PFX : labels[index].kind;
    }
  return kind;
}
